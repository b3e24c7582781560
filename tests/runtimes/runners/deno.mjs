import { installed, runProgram } from "./child.mjs";

/** What the client may do in Deno: read its wasm file, and reach the API. */
const PERMISSIONS = ["--allow-read", "--allow-net=127.0.0.1"];

/** @type {import("../column.mjs").Runner} */
export const run = (task, report) =>
  runProgram(installed("deno"), ["run", "--no-prompt", "--no-remote", ...PERMISSIONS], task, report);
