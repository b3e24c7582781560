// Browsers, and every runtime with `fetch` and `import.meta.url`. Bundlers see the URL below and bring the file along.
import init, { SeaxClient } from "./dist/seax_dialer.js";

export { SeaxError } from "./error.js";

/** @type {Promise<unknown> | undefined} */
let loading;

/** @param {any} config */
export async function createClient(config) {
  // A failed load is not kept: the next client tries again.
  loading ??= load(config?.wasm).catch((error) => {
    loading = undefined;
    throw error;
  });
  await loading;
  return new SeaxClient(config);
}

/** @param {any} wasm */
async function load(wasm) {
  await init({ module_or_path: (await wasm) ?? new URL("./dist/seax_dialer_bg.wasm", import.meta.url) });
}
