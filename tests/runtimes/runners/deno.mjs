import { fileURLToPath } from "node:url";
import { installed, runProgram } from "./child.mjs";

/** What the client may do in Deno: read its wasm file, and reach the API. */
/** Where the case of the ticket files writes. */
const WRITABLE = fileURLToPath(new URL("../../../node_modules/.cache", import.meta.url));

const PERMISSIONS = ["--allow-read", "--allow-net=127.0.0.1", `--allow-write=${WRITABLE}`];

/** @type {import("../column.mjs").Runner} */
export const run = (task, report) =>
  runProgram(installed("deno"), ["run", "--no-prompt", "--no-remote", ...PERMISSIONS], task, report);
