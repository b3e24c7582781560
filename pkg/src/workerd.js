// Cloudflare Workers. WebAssembly cannot be compiled while a Worker runs: it has to be imported as a module.

import { loadFrom } from "./load.js";
import * as script from "./rest.js";
import core from "./seax_dialer_core.wasm";
import rest from "./seax_dialer_rest.wasm";

export * from "./exports.js";

loadFrom({
  core: (given) => /** @type {WebAssembly.Module} */ (given ?? core),
  rest: (given) => /** @type {WebAssembly.Module} */ (given ?? rest),
  script: async () => script,
});
