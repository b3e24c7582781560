import { names } from "../seax/server.js";

export default async (_request, response) => response.end(await names());
