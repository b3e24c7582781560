// Runs a runtime that is a program: Node, Deno, Bun.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseLine } from "./lines.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

const SCRIPT = fileURLToPath(new URL("../inside/process.mjs", import.meta.url));

/**
 * @param {string} program
 * @param {string[]} flags
 * @param {import("../execute.mjs").Task} task
 * @param {import("../column.mjs").Report} report
 * @param {string} [script] the script that the program runs
 */
export async function runProgram(program, flags, task, report, script = SCRIPT) {
  const child = spawn(program, [...flags, script, JSON.stringify(task)], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = () => child.kill();
  process.on("exit", stop);

  /** @type {string[]} */
  const said = [];
  const output = createInterface(child.stdout).on("line", (line) => {
    const result = parseLine(line);
    if (result === null) said.push(line);
    else report(result);
  });
  createInterface(child.stderr).on("line", (line) => said.push(line));

  const ended = new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code, signal) => resolve(code ?? signal));
  });
  await Promise.all([ended, new Promise((resolve) => output.on("close", resolve))]);
  process.off("exit", stop);
  const code = await ended;
  if (code !== 0) throw new Error([`it ended with ${code}`, ...said].join("\n"));
}

/** @param {string} name a program that npm has installed */
export function installed(name) {
  return fileURLToPath(new URL(`../../../node_modules/.bin/${name}`, import.meta.url));
}
