// The script of all parts but the core. They are loaded into the core's memory and table.

import { imports } from "../glue/imports.js";
import * as glue from "../glue/seax_dialer_bg.js";
import { take } from "./shared.js";

export {
  applyFixes,
  callingHours,
  correctNumber,
  estimateCallingMs,
  missingMergeFields,
  Rest,
  renderMessage,
} from "../glue/seax_dialer_bg.js";

/** What the parts import: the glue, and the exports of other parts. @type {Record<string, any>} */
const all = { ...imports };

/**
 * Adds a part.
 *
 * @param {import("./load.js").Part} part
 * @param {WebAssembly.Module} module
 * @param {import("./shared.js").Shared & { core: object }} shared
 */
export async function add(part, module, shared) {
  const isRest = part === "rest";
  if (isRest) {
    take(shared);
    Object.assign(all, shared.core);
    glue.__wbg_set_wasm(all);
  }
  // The data of calling hours is a module: unlike for a file, every runtime and every bundler can load one.
  const table = part === "hours" ? (await import("./hours_table.js")).default : "";
  // Not `new WebAssembly.Instance`: before Chrome 114, a page may create only small ones.
  Object.assign(all, (await WebAssembly.instantiate(module, { a: all })).exports);
  if (isRest) all.__wbindgen_start();
  if (table) glue.openHours(table);
}
