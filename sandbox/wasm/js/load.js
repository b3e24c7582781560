/**
 * Loads the WebAssembly once. A load that failed is not kept: the next call tries again.
 *
 * @param {(given: import("../../../pkg/testing.d.ts").WasmSource | undefined) => unknown} load
 * @returns {(given: import("../../../pkg/testing.d.ts").SandboxOptions["wasm"]) => Promise<unknown>}
 */
export function loader(load) {
  /** @type {Promise<unknown> | undefined} */
  let loading;
  return (given) => {
    loading ??= Promise.resolve(given)
      .then(load)
      .catch((cause) => {
        loading = undefined;
        throw new Error(
          `The WebAssembly of seax-dialer/testing cannot be loaded: ${cause?.message ?? cause}. ` +
            "If your bundler leaves the .wasm file behind, pass it as `wasm`.",
          { cause },
        );
      });
    return loading;
  };
}
