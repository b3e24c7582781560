// Node, Deno and Bun. The file is read when the first sandbox is created, so that `require("seax-dialer/testing")` works.

import { readFileSync } from "node:fs";
import { loader } from "./load.js";
import { sandboxOptions } from "./options.js";
import { Sandbox } from "./sandbox.js";
import { initSync } from "./seax_testing.js";

const load = loader((given) =>
  initSync({ module: given ?? readFileSync(new URL("./seax_testing_bg.wasm", import.meta.url)) }),
);

/** @param {import("../../../pkg/testing.d.ts").SandboxOptions} [options] */
export async function createSandbox(options) {
  const given = sandboxOptions(options);
  await load(given.wasm);
  return new Sandbox(given);
}
