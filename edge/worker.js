// The edge as a Worker of its own. Everything about it is in its variables and secrets: see README.md.

import { createEdge } from "seax-dialer/edge";

const list = (/** @type {string | undefined} */ text) => (text ?? "").split(/[\s,]+/).filter(Boolean);

const edge = createEdge((/** @type {Record<string, string>} */ env) => ({
  origins: list(env.ORIGINS),
  workspaces: { [env.SEAX_WORKSPACE_ID ?? ""]: env.SEAX_API_KEY ?? "" },
  tokenSecrets: list(env.TOKEN_SECRETS),
  portalSecret: env.PORTAL_SECRET,
  ...(env.SEAX_BASE_URL && { upstream: env.SEAX_BASE_URL }),
  ...(env.LIMITS && { limits: JSON.parse(env.LIMITS) }),
}));

export const { CampaignRoom, LaunchCoordinator, OperatorQuota } = edge;
export default { fetch: edge.fetch };
