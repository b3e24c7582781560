import { fileURLToPath } from "node:url";
import { installed, runProgram } from "./child.mjs";

/** The folder that the case of the ticket files writes to. */
const WRITABLE = fileURLToPath(new URL("../../../node_modules/.cache", import.meta.url));

/** What the client needs in Deno: to read its wasm files, and to reach the API. */
const PERMISSIONS = ["--allow-read", "--allow-net=127.0.0.1", `--allow-write=${WRITABLE}`];

/** @type {import("../column.mjs").Runner} */
export const run = (task, report) =>
  runProgram(installed("deno"), ["run", "--no-prompt", "--no-remote", ...PERMISSIONS], task, report);
