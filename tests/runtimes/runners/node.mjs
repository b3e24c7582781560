import { runProgram } from "./child.mjs";

/** @type {import("../column.mjs").Runner} */
export const run = (task, report) => runProgram(process.execPath, [], task, report);
