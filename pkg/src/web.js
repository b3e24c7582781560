// Browsers, and every runtime with `fetch` and `import.meta.url`. Bundlers recognize the URLs below and include the files.

import { clearTimeout, setTimeout } from "./exchange.js";
import { loadFrom } from "./load.js";

export * from "./exports.js";

/**
 * Reads a file in Node, whose `fetch` supports no files: test environments (jest-fixed-jsdom) can load this script there.
 *
 * @param {string | URL} source
 */
function inNode(source) {
  // Not relative to `import.meta.url`: bundlers would treat it as one of their own files.
  const url = String(source);
  return url.startsWith("file:")
    ? globalThis.process?.getBuiltinModule?.("node:fs").readFileSync(new URL(url))
    : undefined;
}

/**
 * @param {any} source
 * @returns {Promise<WebAssembly.Module>}
 */
async function compiled(source) {
  const place = typeof source === "string" || source instanceof URL;
  const given = place ? (inNode(source) ?? (await fetch(source))) : source;
  if (!(given instanceof Response)) {
    return given instanceof WebAssembly.Module ? given : WebAssembly.compile(given);
  }
  if (!given.ok) throw new Error(`${given.url} returned status ${given.status}`);
  // Not every server sends the media type of WebAssembly, and some send it with parameters, which a browser rejects.
  return /^application\/wasm$/i.test(given.headers.get("content-type") ?? "")
    ? WebAssembly.compileStreaming(given)
    : WebAssembly.compile(await given.arrayBuffer());
}

/** The location of each file, in the form that bundlers recognize. @type {Record<import("./load.js").File, () => URL>} */
const FILES = {
  core: () => new URL("./seax_dialer_core.wasm", import.meta.url),
  rest: () => new URL("./seax_dialer_rest.wasm", import.meta.url),
  launch: () => new URL("./seax_dialer_launch.wasm", import.meta.url),
  watch: () => new URL("./seax_dialer_watch.wasm", import.meta.url),
  files: () => new URL("./seax_dialer_files.wasm", import.meta.url),
  hours: () => new URL("./seax_dialer_hours.wasm", import.meta.url),
};

/**
 * Returns the location of a file, even if a development server (Vite 6 and 7) has bundled this script away from it.
 *
 * @param {import("./load.js").File} file
 */
function place(file) {
  const [modules, bundled] = import.meta.url.split("/.vite/deps/");
  return bundled ? `${modules}/seax-dialer/dist/seax_dialer_${file}.wasm` : FILES[file]();
}

/** How long a part may take to load, in milliseconds. */
const PATIENCE = 120_000;

/**
 * Fails if a part is not loaded in time: a server that never answers must not keep a call waiting forever.
 *
 * @template T
 * @param {Promise<T>} load
 * @returns {Promise<T>}
 */
function inTime(load) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("it took longer than two minutes")), PATIENCE);
  });
  return Promise.race([load, /** @type {Promise<never>} */ (late)]).finally(() => clearTimeout(timer));
}

loadFrom({
  module: (file, given) => compiled(given ?? place(file)),
  script: () => import("./rest.js"),
  inTime,
});
