// The edge for Cloudflare Workers. The WebAssembly is imported as a module, since Workers cannot compile it at run
// time.

import type { Edge, EdgeOptions } from "../../pkg/edge.d.ts";
import { initSync } from "../dist/seax_edge.js";
import wasm from "../dist/seax_edge_bg.wasm";
import { campaignRoom } from "./campaign_room.ts";
import type { EdgeEnv } from "./environment.ts";
import { serve } from "./handler.ts";
import { launchCoordinator } from "./launch_coordinator.ts";
import { operatorQuota } from "./operator_quota.ts";
import { checkBindings, type Setup, setUp } from "./setup.ts";

export { mintToken } from "./mint.ts";

initSync({ module: wasm });

export function createEdge(options: EdgeOptions | ((env: EdgeEnv) => EdgeOptions)): Edge<EdgeEnv> {
  let setup: Setup | undefined;
  const setupOf = (env: EdgeEnv) => {
    setup ??= setUp(() => (typeof options === "function" ? options(env) : options));
    return setup;
  };
  let isBound = false;
  const boundSetupOf = (env: EdgeEnv) => {
    const ready = setupOf(env);
    if (!isBound) checkBindings(env);
    isBound = true;
    return ready;
  };
  return {
    fetch: (request, env) => serve(boundSetupOf, request, env),
    CampaignRoom: campaignRoom(setupOf),
    LaunchCoordinator: launchCoordinator(setupOf),
    OperatorQuota: operatorQuota(setupOf),
  };
}
