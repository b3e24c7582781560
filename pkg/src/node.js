// Node, Deno and Bun. Files are read on first use, not when this module is loaded: without a top-level await,
// `require("seax-dialer")` works, too.

import { loadFrom } from "./load.js";

export * from "./exports.js";

/**
 * Returns the location of a file. If a bundler converts this module to CommonJS, there is no `import.meta.url`, and the file
 * is next to the bundle.
 *
 * @param {URL | undefined} url
 * @param {import("./load.js").File} file
 */
const place = (url, file) =>
  url ?? process.getBuiltinModule("node:path").join(__dirname, `seax_dialer_${file}.wasm`);

/**
 * The location of each file. Each URL is written in full and passed to a function, because the tools that copy what a program
 * needs (those of Next.js and Vercel) recognize no other form.
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
