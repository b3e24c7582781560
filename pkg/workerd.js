// Cloudflare Workers. WebAssembly cannot be compiled while a Worker runs: it has to be imported as a module.

import { initSync, SeaxClient } from "./dist/seax_dialer.js";
import wasm from "./dist/seax_dialer_bg.wasm";
import { once } from "./load.js";

export { SeaxError } from "./error.js";
export { applyFixes, estimateCallingMs, missingMergeFields, renderMessage } from "./plan.js";
export { parseApiTime } from "./time.js";

const load = once((given) => initSync({ module: given ?? wasm }));

/** @param {import("./index.d.ts").ClientConfig} config */
export async function createClient(config) {
  await load(config?.wasm);
  return new SeaxClient(config);
}
