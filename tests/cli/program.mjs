// Runs the program as users do: from the packed package, as a process.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "../package/scratch.mjs";

/**
 * @typedef {object} Ended
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 * @property {string} stdout
 * @property {string} stderr
 */

/** The time limit of one run, in milliseconds: far more than it needs, also on a busy machine. */
const LIMIT = 600_000;

/** Runs a program in a pseudoterminal. One of Debian's essential packages, and part of every other Linux. */
const SCRIPT = "/usr/bin/script";

export class Program {
  /** @param {Scratch} scratch */
  constructor(scratch) {
    this.scratch = scratch;
    /** The folder that it runs in. */
    this.folder = scratch.folder;
    this.path = join(scratch.folder, "node_modules/.bin/seax-dialer");
  }

  /** @param {Parameters<typeof Scratch.make>[0]} after */
  static async install(after) {
    return new Program(await Scratch.make(after));
  }

  /**
   * Starts it without a terminal.
   *
   * @param {string[]} args
   * @param {Record<string, string>} env
   */
  start(args, env) {
    return new Run(spawn(this.path, args, this.#options(env)));
  }

  /**
   * Runs it to completion.
   *
   * @param {string[]} args
   * @param {Record<string, string>} [env]
   * @param {string | Buffer} [input]
   * @returns {Promise<Ended>}
   */
  run(args, env = {}, input = "") {
    const run = this.start(args, env);
    run.child.stdin.end(input);
    return run.ended;
  }

  /**
   * Starts it in a terminal. Everything that it prints, including errors, is `stdout`.
   *
   * @param {string[]} args
   * @param {Record<string, string>} env
   */
  inTerminal(args, env) {
    if (!existsSync(SCRIPT)) throw new Error(`${SCRIPT} is missing: install bsdutils, or util-linux`);
    const command = [this.path, ...args].map((arg) => `'${arg}'`).join(" ");
    const options = this.#options({ TERM: "xterm", ...env });
    return new Run(spawn(SCRIPT, ["--quiet", "--return", "--command", command, "/dev/null"], options));
  }

  /**
   * Runs a line in a shell, where a pipe fails if any part of it does.
   *
   * @param {string} line
   * @param {Record<string, string>} [env]
   * @returns {Promise<Ended>}
   */
  shell(line, env = {}) {
    const run = new Run(spawn("bash", ["-c", `set -o pipefail; ${line}`], this.#options(env)));
    run.child.stdin.end();
    return run.ended;
  }

  /** @param {Record<string, string>} env */
  #options(env) {
    const { PATH = "", HOME = "" } = process.env;
    const bin = join(this.folder, "node_modules/.bin");
    return {
      cwd: this.folder,
      env: { PATH: `${bin}:${PATH}`, HOME, ...env },
      timeout: LIMIT,
    };
  }
}

/** A running process. */
export class Run {
  /** Its output so far. */
  stdout = "";
  stderr = "";
  /** @type {(() => void)[]} */
  #listeners = [];
  #isOver = false;

  /** @param {import("node:child_process").ChildProcessWithoutNullStreams} child */
  constructor(child) {
    this.child = child;
    child.stdout.on("data", (chunk) => this.#add("stdout", chunk));
    child.stderr.on("data", (chunk) => this.#add("stderr", chunk));
    child.stdin.on("error", () => {});
    /** @type {Promise<Ended>} */
    this.ended = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => {
        this.#isOver = true;
        this.#tell();
        resolve({ code, signal, stdout: this.stdout, stderr: this.stderr });
      });
    });
  }

  /**
   * Waits until its output matches.
   *
   * @param {RegExp} what
   */
  async printed(what) {
    for (;;) {
      const found = what.exec(this.stdout + this.stderr);
      if (found !== null) return found;
      if (this.#isOver) throw new Error(`It has ended without ${what}:\n${this.stdout}${this.stderr}`);
      await new Promise((/** @type {(value?: undefined) => void} */ resolve) =>
        this.#listeners.push(resolve),
      );
    }
  }

  /** @param {string} text as from a keyboard */
  type(text) {
    this.child.stdin.write(text);
  }

  /**
   * @param {"stdout" | "stderr"} stream
   * @param {Buffer} chunk
   */
  #add(stream, chunk) {
    this[stream] += chunk;
    this.#tell();
  }

  #tell() {
    for (const listener of this.#listeners.splice(0)) listener();
  }
}
