// Cloudflare Workers. WebAssembly cannot be compiled while a Worker runs: it has to be imported as a module.

import { campaignRoom } from "./campaign_room.js";
import { launchCoordinator } from "./launch_coordinator.js";
import { operatorQuota } from "./operator_quota.js";
import { initSync } from "./seax_edge.js";
import wasm from "./seax_edge_bg.wasm";
import { serve } from "./serve.js";
import { setUp } from "./setup.js";

export { mintToken } from "./mint.js";

initSync({ module: wasm });

/** @type {typeof import("../../pkg/edge.d.ts").createEdge<import("./platform.d.ts").EdgeEnv>} */
export function createEdge(options) {
  /** @type {import("./setup.js").Setup | undefined} */
  let setup;
  const setupOf = (/** @type {import("./platform.d.ts").EdgeEnv} */ env) => {
    setup ??= setUp(typeof options === "function" ? options(env) : options);
    return setup;
  };
  return {
    fetch: (request, env) => serve(setupOf, request, env),
    CampaignRoom: campaignRoom(setupOf),
    LaunchCoordinator: launchCoordinator(setupOf),
    OperatorQuota: operatorQuota(setupOf),
  };
}
