import { names } from "../../seax/server.js";

export const load = async () => ({ names: await names() });
