// The edge as a Worker of its own, configured by variables and secrets only: see README.md.

import { createEdge } from "seax-dialer/edge";

const list = (/** @type {string | undefined} */ text) => (text ?? "").split(/[\s,]+/).filter(Boolean);

const edge = createEdge((/** @type {Record<string, string>} */ env) => ({
  origins: list(env.ORIGINS),
  workspaces: { [env.SEAX_WORKSPACE_ID ?? ""]: env.SEAX_API_KEY ?? "" },
  tokenSecrets: list(env.TOKEN_SECRETS),
  portalSecret: env.PORTAL_SECRET,
  ...(env.SEAX_BASE_URL && { upstream: env.SEAX_BASE_URL }),
  ...(env.LIMITS && { limits: limits(env.LIMITS) }),
}));

/** @param {string} text */
function limits(text) {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the text. The edge rejects this value, naming the option.
    return "no JSON";
  }
}

export const { CampaignRoom, LaunchCoordinator, OperatorQuota } = edge;
export default { fetch: edge.fetch };
