// Node and Bun. The file is read when the first client is made, not when this module is loaded: so there is no
// top-level await, and `require("seax-dialer")` works too.
import { readFileSync } from "node:fs";
import { initSync, SeaxClient } from "./dist/seax_dialer.js";

export { SeaxError } from "./error.js";

let loaded = false;

/** @param {any} config */
export async function createClient(config) {
  if (!loaded) {
    const given = await config?.wasm;
    initSync({ module: given ?? readFileSync(new URL("./dist/seax_dialer_bg.wasm", import.meta.url)) });
    loaded = true;
  }
  return new SeaxClient(config);
}
