// Cloudflare Workers. They cannot compile WebAssembly at run time: it has to be imported as a module.

import { loadFrom } from "./load.js";
import * as script from "./rest.js";
import core from "./seax_dialer_core.wasm";
import files from "./seax_dialer_files.wasm";
import hours from "./seax_dialer_hours.wasm";
import launch from "./seax_dialer_launch.wasm";
import rest from "./seax_dialer_rest.wasm";
import watch from "./seax_dialer_watch.wasm";

export * from "./exports.js";

const FILES = { core, rest, launch, watch, files, hours };

loadFrom({
  module: (file, given) => /** @type {WebAssembly.Module} */ (given ?? FILES[file]),
  script: async () => script,
});
