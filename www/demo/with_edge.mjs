// The demo page with an edge in front of the API: the page's server mints tokens for the edge.

import { randomBytes } from "node:crypto";
import { mintToken } from "seax-dialer/edge";
import { startEdge } from "../../edge/local.mjs";
import { startDemo } from "./server.mjs";

/** @param {Omit<Parameters<typeof startDemo>[0], "startEdge">} options */
export function startDemoWithEdge(options) {
  const { baseUrl, workspaceId, apiKey } = options;
  const secret = `demo:${randomBytes(24).toString("hex")}`;
  const mint = () => mintToken(secret, { workspaceId, operatorId: "demo" });
  return startDemo({
    ...options,
    startEdge: async (origin) => {
      const edge = await startEdge({
        origins: [origin],
        workspaces: { [workspaceId]: apiKey },
        tokenSecrets: [secret],
        upstream: baseUrl,
      });
      return { ...edge, mint };
    },
  });
}
