import { fill, prepare } from "./error.js";

/** Whether the WebAssembly is there. */
let loaded = false;

/**
 * Loads the package's WebAssembly once for all clients. A load that failed is not kept: the next client tries again.
 * @param {(given: import("./index.d.ts").WasmSource | undefined) => unknown} load gets what the caller gave as `wasm`
 * @returns {(given: import("./index.d.ts").ClientConfig["wasm"], error: import("./error.js").SeaxError) => Promise<unknown>}
 */
export function once(load) {
  /** @type {Promise<unknown> | undefined} */
  let loading;
  return (given, error) => {
    loading ??= Promise.resolve(given)
      .then(load)
      .then(() => {
        loaded = true;
      })
      .catch((cause) => {
        loading = undefined;
        throw fill(
          error,
          `The WebAssembly of seax-dialer cannot be loaded: ${cause?.message ?? cause}. If your bundler leaves the ` +
            ".wasm file behind, give it as `wasm`; if a Content-Security-Policy is in force, it needs 'wasm-unsafe-eval'.",
          { code: "not_loaded", attempts: 0, cause },
        );
      });
    return loading;
  };
}

/**
 * A function that works once the WebAssembly is there.
 * @template {unknown[]} Arguments
 * @template Value
 * @param {(...given: Arguments) => Value} work
 * @returns {(...given: Arguments) => Value}
 */
export function onceLoaded(work) {
  return function call(...given) {
    const error = prepare(call);
    if (loaded) return work(...given);
    throw fill(error, "The WebAssembly of seax-dialer is not loaded yet: await `createClient` first.", {
      code: "not_loaded",
      attempts: 0,
    });
  };
}
