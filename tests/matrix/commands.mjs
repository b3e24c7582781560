// Runs a project's commands, to completion or as a server.

import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const NPM = process.platform === "win32" ? "npm.cmd" : "npm";
/** The timeout of a command on a busy machine, in milliseconds. */
const PATIENCE = 540_000;

const QUIET = {
  CI: "1",
  NO_COLOR: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  NUXT_TELEMETRY_DISABLED: "1",
  ASTRO_TELEMETRY_DISABLED: "1",
  WRANGLER_SEND_METRICS: "false",
};

/**
 * @typedef {object} Running
 * @property {Promise<void>} ended
 * @property {() => Promise<void>} stop
 * @property {() => string} printed
 * @property {() => string} said
 * @property {() => number | string | undefined} code
 */

export class Commands {
  #folder;
  #node;
  #env;

  /**
   * @param {string} folder
   * @param {string} [node] the version of Node
   * @param {Record<string, string>} [env]
   */
  constructor(folder, node, env = {}) {
    this.#folder = folder;
    this.#node =
      node === undefined ? process.execPath : join(ROOT, `target/matrix/node-${node}/node_modules/.bin/node`);
    this.#env = env;
  }

  /** @param {string[]} args */
  async npm(args) {
    await this.#ended(this.#spawn(NPM, args, {}));
  }

  /**
   * @param {string} command
   * @returns {Promise<string>} its output
   */
  async run(command) {
    const [program, args] = this.#program(command);
    return this.#ended(this.#spawn(program, args, {}));
  }

  /**
   * Starts a server, and waits until it responds.
   *
   * @param {string} command
   * @param {number} port
   */
  async start(command, port) {
    const [program, args] = this.#program(command.endsWith("--port") ? `${command} ${port}` : command);
    const running = this.#spawn(program, args, {
      PORT: String(port),
      HOST: "127.0.0.1",
      HOSTNAME: "127.0.0.1",
    });
    for (const latest = Date.now() + PATIENCE; ; ) {
      const answers = await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      );
      if (answers) return running;
      if (running.code() !== undefined || Date.now() > latest) {
        await running.stop();
        throw new Error(`\`${command}\` does not serve: ${running.said()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /**
   * Returns a command's program and arguments. Programs that npm has installed run in the project's version
   * of Node.
   *
   * @param {string} command
   * @returns {[string, string[]]}
   */
  #program(command) {
    const [name = "", ...args] = command.split(" ");
    if (name === "node") return [this.#node, args];
    if (name.startsWith("./")) return [join(this.#folder, name), args];
    const installed = [this.#folder, ROOT]
      .map((folder) => join(folder, "node_modules/.bin", name))
      .find(existsSync);
    if (installed === undefined) throw new Error(`there is no ${name}`);
    const path = realpathSync(installed);
    return /\.[cm]?js$/.test(path) ? [this.#node, [path, ...args]] : [path, args];
  }

  /**
   * @param {string} program
   * @param {string[]} args
   * @param {Record<string, string>} more
   * @returns {Running}
   */
  #spawn(program, args, more) {
    // Removes the variable by which Node's test runner detects that it runs inside another one.
    const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
    const path = [
      join(this.#node, ".."),
      join(this.#folder, "node_modules/.bin"),
      join(ROOT, "node_modules/.bin"),
      inherited.PATH,
    ].join(delimiter);
    const env = { ...inherited, ...QUIET, PATH: path, ...this.#env, ...more };
    const child = spawn(program, args, {
      cwd: this.#folder,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [printed, said] = ["", ""];
    child.stdout.on("data", (text) => {
      printed += text;
      said += text;
    });
    child.stderr.on("data", (text) => {
      said += text;
    });
    /** @type {number | string | undefined} */
    let code;
    const ended = new Promise((resolve) => {
      child.on("error", (error) => resolve(error.message));
      child.on("close", (status, signal) => resolve(status ?? String(signal)));
    }).then((value) => {
      code = value;
      process.off("exit", stop);
    });
    // Kills the process group, so that child processes end, too.
    const stop = async () => {
      try {
        process.kill(-(/** @type {number} */ (child.pid)), "SIGKILL");
      } catch {}
      await ended;
    };
    process.on("exit", stop);
    return { ended, stop, printed: () => printed, said: () => said.slice(-2_000), code: () => code };
  }

  /** @param {Running} running */
  async #ended(running) {
    const timer = setTimeout(running.stop, PATIENCE);
    await running.ended;
    clearTimeout(timer);
    // Ends processes that a build left behind.
    await running.stop();
    if (running.code() !== 0) throw new Error(`ended with ${running.code()}: ${running.said()}`);
    return running.printed();
  }
}
