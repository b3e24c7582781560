import { SeaxError } from "./error.js";

/**
 * Loads the package's WebAssembly once for all clients. A load that failed is not kept: the next client tries again.
 * @param {(given: import("./index.d.ts").WasmSource | undefined) => unknown} load gets what the caller gave as `wasm`
 * @returns {(given: import("./index.d.ts").ClientConfig["wasm"]) => Promise<unknown>}
 */
export function once(load) {
  /** @type {Promise<unknown> | undefined} */
  let loading;
  return (given) => {
    loading ??= Promise.resolve(given)
      .then(load)
      .catch((cause) => {
        loading = undefined;
        throw new SeaxError(
          `The WebAssembly of seax-dialer cannot be loaded: ${cause?.message ?? cause}. If your bundler leaves the ` +
            ".wasm file behind, give it as `wasm`; if a Content-Security-Policy is in force, it needs 'wasm-unsafe-eval'.",
          { code: "not_loaded", attempts: 0, cause },
        );
      });
    return loading;
  };
}
