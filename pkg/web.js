// Browsers, and every runtime with `fetch` and `import.meta.url`. Bundlers see the URL below and bring the file along.

import { clientMaker } from "./client.js";
import init from "./dist/seax_dialer.js";
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

export const createClient = clientMaker(
  once((given) => init({ module_or_path: given ?? new URL("./dist/seax_dialer_bg.wasm", import.meta.url) })),
);
