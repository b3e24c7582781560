// The demo page with an edge in front of the API: the page's server mints tokens for the edge.

import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { mintToken } from "seax-dialer/edge";
import { startEdge } from "../../edge/local.mjs";
import { startDemo } from "./server.mjs";

/**
 * @param {Omit<Parameters<typeof startDemo>[0], "edge">} wishes
 * @returns {Promise<{ origin: string, edge: string, stop(): Promise<void> }>} the page's origin, and the edge's
 */
export async function startDemoWithEdge(wishes) {
  const { baseUrl, workspaceId, apiKey } = wishes;
  const port = wishes.port || (await freePort());
  const secret = `demo:${randomBytes(24).toString("hex")}`;
  const edge = await startEdge({
    origins: [`http://127.0.0.1:${port}`],
    workspaces: { [workspaceId]: apiKey },
    tokenSecrets: [secret],
    upstream: baseUrl,
  });
  const mint = () => mintToken(secret, { workspaceId, operatorId: "demo" });
  const page = await startDemo({ ...wishes, port, edge: { origin: edge.origin, mint } });
  const stop = async () => {
    page.stop();
    await edge.stop();
  };
  return { origin: page.origin, edge: edge.origin, stop };
}

/** Finds a free port: the edge needs the page's origin before the page is served. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
