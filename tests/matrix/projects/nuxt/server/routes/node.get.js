import { names } from "../../seax/server.js";

export default defineEventHandler(() => names());
