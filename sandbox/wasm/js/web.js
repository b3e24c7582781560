// Browsers, and every runtime with `fetch` and `import.meta.url`. Bundlers see the URL below and copy the file.

import { loader } from "./load.js";
import { sandboxOptions } from "./options.js";
import { Sandbox } from "./sandbox.js";
import init from "./seax_testing.js";

const load = loader((given) => {
  const url = new URL("./seax_testing_bg.wasm", import.meta.url);
  // Node's `fetch` reads no files; and environments for tests (jest-fixed-jsdom) can take this script for Node's.
  const fs = url.protocol === "file:" && globalThis.process?.getBuiltinModule?.("node:fs");
  return init({ module_or_path: given ?? (fs ? fs.readFileSync(url) : url) });
});

/** @param {import("../../../pkg/testing.d.ts").SandboxOptions} [options] */
export async function createSandbox(options) {
  const given = sandboxOptions(options);
  await load(given.wasm);
  return new Sandbox(given);
}
