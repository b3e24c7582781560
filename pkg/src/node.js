// Node, Deno and Bun. The files are read when they are wanted, not when this module is loaded: so there is no top-level await,
// and `require("seax-dialer")` works too.

import { loadFrom } from "./load.js";

export * from "./exports.js";

/** Where this file is. Where a bundler makes CommonJS of it, the file says so itself. */
const here = import.meta.url ?? process.getBuiltinModule("node:url").pathToFileURL(__filename);

/**
 * @param {any} given
 * @param {URL} place
 */
function compiled(given, place) {
  if (given instanceof WebAssembly.Module) return given;
  return new WebAssembly.Module(given ?? process.getBuiltinModule("node:fs").readFileSync(place));
}

loadFrom({
  core: (given) => compiled(given, new URL("./seax_dialer_core.wasm", here)),
  rest: (given) => compiled(given, new URL("./seax_dialer_rest.wasm", here)),
  script: () => import("./rest.js"),
});
