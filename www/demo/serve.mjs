// Serves the demo page, with an edge between it and the API that the environment names.

import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { mintToken } from "seax-dialer/edge";
import { endWithInput, startEdge } from "../../edge/local.mjs";
import { startDemo } from "./server.mjs";

const { SEAX_BASE_URL: baseUrl, SEAX_WORKSPACE_ID: workspaceId, SEAX_API_KEY: apiKey } = process.env;
if (!baseUrl || !workspaceId || !apiKey) {
  throw new Error("set SEAX_BASE_URL, SEAX_WORKSPACE_ID and SEAX_API_KEY; `cargo xtask demo --open` does");
}
const port = Number(process.env.PORT ?? 0) || (await freePort());
const secret = `demo:${randomBytes(24).toString("hex")}`;
const edge = await startEdge({
  origins: [`http://127.0.0.1:${port}`],
  workspaces: { [workspaceId]: apiKey },
  tokenSecrets: [secret],
  upstream: baseUrl,
});
endWithInput(edge);
const mint = () => mintToken(secret, { workspaceId, operatorId: "demo" });
const page = await startDemo({ baseUrl, workspaceId, apiKey, port, edge: { origin: edge.origin, mint } });
console.log(`the launcher is at ${page.origin}/, and calls through the edge at ${edge.origin}/`);

/** The edge is told who may call before the page is served. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
