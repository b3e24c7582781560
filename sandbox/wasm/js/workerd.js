// Cloudflare Workers. WebAssembly cannot be compiled while a Worker runs: it has to be imported as a module.

import { loader } from "./load.js";
import { sandboxOptions } from "./options.js";
import { Sandbox } from "./sandbox.js";
import { initSync } from "./seax_testing.js";
import wasm from "./seax_testing_bg.wasm";

const load = loader((given) => initSync({ module: given ?? wasm }));

/** @param {import("../../../pkg/testing.d.ts").SandboxOptions} [options] */
export async function createSandbox(options) {
  const given = sandboxOptions(options);
  await load(given.wasm);
  return new Sandbox(given);
}
