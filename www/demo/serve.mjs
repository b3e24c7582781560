// Serves the demo page against the API that the environment names.

import { startDemo } from "./server.mjs";

const { SEAX_BASE_URL: baseUrl, SEAX_WORKSPACE_ID: workspaceId, SEAX_API_KEY: apiKey } = process.env;
if (!baseUrl || !workspaceId || !apiKey) {
  throw new Error("set SEAX_BASE_URL, SEAX_WORKSPACE_ID and SEAX_API_KEY; `cargo xtask demo --open` does");
}
const { origin } = await startDemo({ baseUrl, workspaceId, apiKey, port: Number(process.env.PORT ?? 0) });
console.log(`the launcher is at ${origin}/`);
