// Serves the edge on this machine, in front of the API that the environment names: `cargo xtask edge`.

import { randomBytes } from "node:crypto";
import { mintToken } from "seax-dialer/edge";
import { endWithInput, startEdge } from "./local.mjs";

const { SEAX_BASE_URL: upstream, SEAX_WORKSPACE_ID: workspaceId, SEAX_API_KEY: apiKey } = process.env;
if (!upstream || !workspaceId || !apiKey) {
  throw new Error("set SEAX_BASE_URL, SEAX_WORKSPACE_ID and SEAX_API_KEY; `cargo xtask edge` does");
}
const secret = `local:${randomBytes(24).toString("hex")}`;
const portalSecret = randomBytes(24).toString("hex");
const edge = await startEdge(
  {
    origins: (process.env.ORIGINS ?? "").split(/[\s,]+/).filter(Boolean),
    workspaces: { [workspaceId]: apiKey },
    tokenSecrets: [secret],
    portalSecret,
    upstream,
    limits: { tokenSeconds: 86_400 },
  },
  { port: Number(process.env.PORT ?? 0) },
);
endWithInput(edge);
const token = await mintToken(secret, { workspaceId, operatorId: "you", expiresIn: 86_400 });
console.log(`the edge is at ${edge.origin}/seax-api
  workspace      ${workspaceId}
  portal secret  ${portalSecret}
  a token        ${token}
try
  curl -H "authorization: Bearer ${token}" ${edge.origin}/seax-api/api/v1/workspace/${workspaceId}/phones`);
