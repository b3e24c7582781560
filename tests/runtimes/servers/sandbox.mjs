// Runs the sandbox as a child process.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const BUILT = fileURLToPath(new URL("../../../target/debug/seax-sandbox", import.meta.url));

/**
 * Starts the program that `SEAX_SANDBOX` names, or the one in `target/`, on a free port.
 *
 * @param {string[]} [flags] additional ones
 * @returns {Promise<{ origin: string, stop(): void }>}
 */
export async function startSandbox(flags = []) {
  const program = process.env.SEAX_SANDBOX ?? BUILT;
  if (!existsSync(program)) throw new Error(`${program} does not exist: run \`cargo build --workspace\``);
  const child = spawn(program, ["--port", "0", "--json", ...flags], { stdio: ["ignore", "pipe", "inherit"] });
  // Ends the child even if this process ends early.
  process.on("exit", () => child.kill());
  for await (const line of createInterface(child.stdout)) {
    const { origin } = JSON.parse(line);
    child.stdout.resume();
    return { origin, stop: () => void child.kill() };
  }
  throw new Error("the sandbox ended before it listened");
}
