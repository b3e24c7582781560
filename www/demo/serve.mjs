// Serves the demo page with an edge in front of the API that SEAX_BASE_URL names.

import { endWithInput } from "../../edge/local.mjs";
import { startDemoWithEdge } from "./with_edge.mjs";

const { SEAX_BASE_URL: baseUrl, SEAX_WORKSPACE_ID: workspaceId, SEAX_API_KEY: apiKey } = process.env;
if (!baseUrl || !workspaceId || !apiKey) {
  throw new Error("set SEAX_BASE_URL, SEAX_WORKSPACE_ID and SEAX_API_KEY; `cargo xtask demo --open` does");
}
const demo = await startDemoWithEdge({ baseUrl, workspaceId, apiKey, port: Number(process.env.PORT ?? 0) });
endWithInput(demo);
console.log(`the launcher is at ${demo.origin}/, and calls through the edge at ${demo.edge}/`);
