// A quick start as a project: the files in its document, the packed package, and the document's commands.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { install } from "../package/scratch.mjs";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Replacements in the sandbox of `sandbox.md`: a day takes 2.4 seconds, and it has any free port. */
const SANDBOX = /** @type {const} */ ([
  ["speed: 3_600 }", "speed: 36_000 }"],
  ["port: 4010 }", "port: 0 }"],
  // The start that a document prints will have passed one day.
  ["2027-07-08", new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10)],
]);

/** A started program, and its output. */
class Running {
  /** @type {import("node:child_process").ChildProcess} */ #child;
  output = "";

  /** @param {import("node:child_process").ChildProcess} child */
  constructor(child) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (this.output += text));
  }

  /**
   * Waits until the program's output matches.
   *
   * @param {RegExp} words
   */
  async says(words) {
    while (!words.test(this.output)) {
      if (this.#child.exitCode !== null) throw new Error(`It has ended:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends the program and its child processes. */
  async stop() {
    if (this.#child.exitCode !== null || this.#child.pid === undefined) return;
    const ended = new Promise((resolve) => this.#child.once("close", resolve));
    process.kill(-this.#child.pid, "SIGKILL");
    await ended;
  }
}

export class Project {
  #text;
  /** @type {Running[]} */ #running = [];

  /**
   * @param {string} folder
   * @param {string} text the document
   */
  constructor(folder, text) {
    this.folder = folder;
    this.#text = text;
  }

  /**
   * Writes the files of the documents, and installs the package. Other packages are resolved from the repository's own
   * `node_modules`, above the folder, so that no network is needed.
   *
   * @param {(stop: () => Promise<void>) => void} after registers a function that stops everything
   * @param {string} name the document's name
   * @param {Record<string, number>} [numbers] replacements in the document's code, such as for its ports
   */
  static async make(after, name, numbers = {}) {
    const folder = join(ROOT, "target/quickstart", name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const text = await document(name);
    const project = new Project(folder, text);
    after(() => project.#stop());

    const files = { ...filesOf(await document("sandbox")), ...filesOf(text) };
    const changes = [...SANDBOX, ...Object.entries(numbers).map(([from, to]) => [from, String(to)])];
    for (const [file, code] of Object.entries(files)) {
      const changed = changes.reduce((code, [from = "", to = ""]) => code.replaceAll(from, to), code);
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), changed);
    }
    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
    const tarball = basename(await install(folder));
    assert.ok(text.includes(`npm install ./${tarball}`), `${name} does not install ${tarball}`);
    return project;
  }

  /**
   * Runs a command of the document to completion.
   *
   * @param {string} command as in the document
   * @param {string[]} [more] additional arguments
   * @returns {Promise<string>} its output
   */
  async run(command, more = []) {
    const child = await this.#spawn(command, more);
    const running = new Running(child);
    this.#running.push(running);
    const code = await new Promise((resolve) => child.once("close", resolve));
    assert.equal(code, 0, `${command}\n${running.output}`);
    return running.output;
  }

  /**
   * Starts a command of the document, and waits until its output matches.
   *
   * @param {string} command as in the document
   * @param {RegExp} words
   * @param {string[]} [more] additional arguments
   */
  async start(command, words, more = []) {
    const running = new Running(await this.#spawn(command, more));
    this.#running.push(running);
    await running.says(words);
    return running;
  }

  /** Starts the local SeaX of `sandbox.md`, which writes `.env`. */
  async sandbox() {
    await this.start("node sandbox.mjs", /A local SeaX/);
    const env = await readFile(join(this.folder, ".env"), "utf8");
    return Object.fromEntries(env.split("\n").map((line) => line.split("=")));
  }

  /**
   * @param {string} command
   * @param {string[]} more
   */
  async #spawn(command, more) {
    const told =
      command === "node sandbox.mjs" || commandsOf(this.#text).some((line) => line.includes(command));
    assert.ok(told, `the document does not say \`${command}\``);
    const [program, ...args] = command.split(" ");
    if (program === "npx") args[0] = await realpath(join(ROOT, "node_modules/.bin", args[0] ?? ""));
    // Removes the variable by which Node's test runner detects that it runs inside another one.
    const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
    const quiet = { CI: "1", NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1", WRANGLER_SEND_METRICS: "false" };
    const env = { ...inherited, ...quiet };
    return spawn(process.execPath, [...args, ...more], { cwd: this.folder, env, detached: true });
  }

  async #stop() {
    await Promise.all(this.#running.map((running) => running.stop()));
    await rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * Returns a document's text.
 *
 * @param {string} name
 */
export function document(name) {
  return readFile(join(ROOT, "docs/quickstart", `${name}.md`), "utf8");
}

/**
 * Returns the files in a document, whose names follow the language of their code blocks.
 *
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function filesOf(text) {
  const blocks = text.matchAll(/^```\w+ (\S+)\n([\s\S]*?\n)```$/gm);
  return Object.fromEntries([...blocks].map(([, name = "", code = ""]) => [name, code]));
}

/**
 * Returns the lines of a document's shell commands.
 *
 * @param {string} text
 */
export function commandsOf(text) {
  return [...text.matchAll(/^```sh\n([\s\S]*?\n)```$/gm)].flatMap(([, lines = ""]) => lines.split("\n"));
}
