// Node, Deno and Bun. The files are read when they are wanted, not when this module is loaded: so there is no top-level await,
// and `require("seax-dialer")` works too.

import { loadFrom } from "./load.js";

export * from "./exports.js";

/**
 * Where a file is. Where a bundler makes CommonJS of this one, there is no `import.meta.url`, and the bundle says itself where it is.
 *
 * @param {URL | undefined} url
 * @param {import("./load.js").File} file
 */
const place = (url, file) =>
  url ?? process.getBuiltinModule("node:path").join(__dirname, `seax_dialer_${file}.wasm`);

/**
 * Where each file is. Written in full, and handed to a function: so tools find it that copy what a program needs (those of
 * Next.js and Vercel know no other form).
 *
 * @type {Record<import("./load.js").File, () => URL | string>}
 */
const FILES = {
  core: () =>
    place(import.meta.url ? new URL("./seax_dialer_core.wasm", import.meta.url) : undefined, "core"),
  rest: () =>
    place(import.meta.url ? new URL("./seax_dialer_rest.wasm", import.meta.url) : undefined, "rest"),
  launch: () =>
    place(import.meta.url ? new URL("./seax_dialer_launch.wasm", import.meta.url) : undefined, "launch"),
  watch: () =>
    place(import.meta.url ? new URL("./seax_dialer_watch.wasm", import.meta.url) : undefined, "watch"),
  files: () =>
    place(import.meta.url ? new URL("./seax_dialer_files.wasm", import.meta.url) : undefined, "files"),
  hours: () =>
    place(import.meta.url ? new URL("./seax_dialer_hours.wasm", import.meta.url) : undefined, "hours"),
};

loadFrom({
  module(file, given) {
    if (given instanceof WebAssembly.Module) return given;
    return new WebAssembly.Module(given ?? process.getBuiltinModule("node:fs").readFileSync(FILES[file]()));
  },
  script: () => import("./rest.js"),
});
