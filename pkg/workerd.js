// Cloudflare Workers. WebAssembly cannot be compiled while a Worker runs: it has to be imported as a module.

import { initSync, SeaxClient } from "./dist/seax_dialer.js";
import wasm from "./dist/seax_dialer_bg.wasm";

export { SeaxError } from "./error.js";

let loaded = false;

/** @param {any} config */
export async function createClient(config) {
  if (!loaded) {
    initSync({ module: (await config?.wasm) ?? wasm });
    loaded = true;
  }
  return new SeaxClient(config);
}
