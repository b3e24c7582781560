// Cloudflare Workers. WebAssembly cannot be compiled while a Worker runs: it has to be imported as a module.

import { entry } from "./load.js";
import * as script from "./rest.js";
import core from "./seax_dialer_core.wasm";
import rest from "./seax_dialer_rest.wasm";

export { isSeaxError, SeaxError } from "./error.js";
export { parseApiTime } from "./time.js";

export const {
  createClient,
  preload,
  applyFixes,
  callingHours,
  correctNumber,
  estimateCallingMs,
  missingMergeFields,
  renderMessage,
} = entry({
  core: (given) => /** @type {WebAssembly.Module} */ (given ?? core),
  rest: (given) => /** @type {WebAssembly.Module} */ (given ?? rest),
  script: async () => script,
});
