import { names } from "../../seax/server.js";

export const dynamic = "force-dynamic";

export async function GET() {
  return new Response(await names());
}
