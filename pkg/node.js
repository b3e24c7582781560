// Node, Deno and Bun. The file is read when the first client is made, not when this module is loaded: so there is no
// top-level await, and `require("seax-dialer")` works too.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { clientMaker } from "./client.js";
import { initSync } from "./dist/seax_dialer.js";
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

/** Where this file is. Where a bundler makes CommonJS of it, the file says so itself. */
const here = import.meta.url ?? pathToFileURL(__filename);

export const createClient = clientMaker(
  once((given) => initSync({ module: given ?? readFileSync(new URL("./dist/seax_dialer_bg.wasm", here)) })),
);
