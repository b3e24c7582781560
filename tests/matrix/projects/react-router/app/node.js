import { names } from "../seax/server.js";

export const loader = async () => new Response(await names());
