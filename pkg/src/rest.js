// The rest of the package, which is loaded into the core's memory and table.

import { imports } from "../glue/imports.js";
import * as glue from "../glue/seax_dialer_bg.js";
import { take } from "./given.js";

export {
  applyFixes,
  callingHours,
  correctNumber,
  estimateCallingMs,
  missingMergeFields,
  Rest,
  renderMessage,
} from "../glue/seax_dialer_bg.js";

/**
 * @param {WebAssembly.Module} module
 * @param {WebAssembly.Exports} core
 * @param {import("./given.js").Shared} shared
 */
export function load(module, core, shared) {
  take(shared);
  const { exports } = new WebAssembly.Instance(module, imports(core));
  glue.__wbg_set_wasm(exports);
  /** @type {() => void} */ (exports.__wbindgen_start)();
}
