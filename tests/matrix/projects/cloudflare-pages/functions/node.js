import { names } from "../seax/server.js";

export const onRequestGet = async () => new Response(await names());
