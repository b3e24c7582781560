// Cloudflare Workers. WebAssembly cannot be compiled while a Worker runs: it has to be imported as a module.

import { clientMaker } from "./client.js";
import { initSync } from "./dist/seax_dialer.js";
import wasm from "./dist/seax_dialer_bg.wasm";
import { once } from "./load.js";

export { isSeaxError, SeaxError } from "./error.js";
export {
  applyFixes,
  callingHours,
  correctNumber,
  estimateCallingMs,
  missingMergeFields,
  renderMessage,
} from "./plan.js";
export { parseApiTime } from "./time.js";

export const createClient = clientMaker(once((given) => initSync({ module: given ?? wasm })));
