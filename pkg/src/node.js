// Node, Deno and Bun. The files are read when they are wanted, not when this module is loaded: so there is no top-level await,
// and `require("seax-dialer")` works too.

import { loadFrom } from "./load.js";

export * from "./exports.js";

/** Where this file is. Where a bundler makes CommonJS of it, the file says so itself. */
const here = import.meta.url ?? process.getBuiltinModule("node:url").pathToFileURL(__filename);

/** Where each file is: as tools that copy what a program needs find it. @type {Record<import("./load.js").File, () => URL>} */
const FILES = {
  core: () => new URL("./seax_dialer_core.wasm", here),
  rest: () => new URL("./seax_dialer_rest.wasm", here),
  launch: () => new URL("./seax_dialer_launch.wasm", here),
  watch: () => new URL("./seax_dialer_watch.wasm", here),
  files: () => new URL("./seax_dialer_files.wasm", here),
  hours: () => new URL("./seax_dialer_hours.wasm", here),
};

loadFrom({
  module(file, given) {
    if (given instanceof WebAssembly.Module) return given;
    return new WebAssembly.Module(given ?? process.getBuiltinModule("node:fs").readFileSync(FILES[file]()));
  },
  script: () => import("./rest.js"),
});
