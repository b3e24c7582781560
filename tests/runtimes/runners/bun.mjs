import { installed, runProgram } from "./child.mjs";

/** @type {import("../column.mjs").Runner} */
export const run = (task, report) => runProgram(installed("bun"), ["run", "--no-install"], task, report);
