// Runs tasks in Node, with a process for each.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const INSIDE = fileURLToPath(new URL("../inside/node.mjs", import.meta.url));
const execute = promisify(execFile);

/** @type {import("./runtime.d.ts").Start} */
export async function start(origin) {
  return {
    version: process.version,
    async perform(task) {
      const args = ["--expose-gc", INSIDE, JSON.stringify({ ...task, origin })];
      const { stdout } = await execute(process.execPath, args, { maxBuffer: 1e8 });
      return JSON.parse(stdout);
    },
    stop: async () => {},
  };
}
