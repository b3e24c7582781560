import { names } from "../seax/server.js";

export const config = { runtime: "edge" };

export default async () => new Response(await names());
