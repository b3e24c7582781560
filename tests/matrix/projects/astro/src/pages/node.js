import { names } from "../../seax/server.js";

export const GET = async () => new Response(await names());
