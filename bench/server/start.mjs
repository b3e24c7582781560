// Runs the server as a child process.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("./main.mjs", import.meta.url));

/**
 * @param {number} contacts number of contacts in the workspace
 * @param {string} [site] a folder to serve as well
 * @returns {Promise<{ origin: string, stop(): void }>}
 */
export async function startServer(contacts, site) {
  const args = [MAIN, String(contacts), ...(site === undefined ? [] : [site])];
  // It exits when its standard input is closed, however this process ends.
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  for await (const origin of createInterface(child.stdout)) return { origin, stop: () => child.stdin.end() };
  throw new Error("the data server ended before it listened");
}
