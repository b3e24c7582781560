import { readFile } from "node:fs/promises";
import { isSeaxError } from "seax-dialer";
import { help, readArguments } from "./arguments.js";
import { abortOnSignals, EXIT, exitCodeOf, Stop } from "./exit.js";
import { hiding } from "./hidden.js";
import { abortOnClosedOutput, Output, written } from "./output.js";
import { clean } from "./terminal.js";

/** @typedef {import("./arguments.js").Request} Request */

/**
 * The context of a command.
 *
 * @typedef {object} Context
 * @property {Request["operand"]} operand
 * @property {Request["options"]} options
 * @property {Output} output
 * @property {AbortSignal} signal is aborted when the program has to stop
 * @property {AbortSignal} interrupts is aborted by signals only, so that a closed output does not stop what has begun
 * @property {NodeJS.ProcessEnv} env
 */

/** A command is loaded only when it is run. */
const COMMANDS = {
  sandbox: () => import("./commands/sandbox.js"),
  demo: () => import("./commands/demo.js"),
  check: () => import("./commands/check.js"),
  launch: () => import("./commands/launch.js"),
  watch: () => import("./commands/watch.js"),
  report: () => import("./commands/report.js"),
};

/**
 * Runs the program.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function main(args) {
  const output = new Output(args.includes("--json"));
  const [interrupted, closed] = [new AbortController(), new AbortController()];
  abortOnSignals(interrupted);
  abortOnClosedOutput(closed);
  const interrupts = interrupted.signal;
  const signal = AbortSignal.any([interrupts, closed.signal]);
  try {
    const code = await answered(args, { output, signal, interrupts });
    // Output that could not be written, as on a full disk, is a failure. Output that was closed is not, if everything was
    // done.
    await written();
    if (code === EXIT.done && closed.signal.reason?.exitCode === EXIT.failed) throw closed.signal.reason;
    return code;
  } catch (error) {
    return failed(error, output, hiding(args, process.env));
  }
}

/**
 * @param {string[]} args
 * @param {Pick<Context, "output" | "signal" | "interrupts">} how
 * @returns {Promise<number>} the exit code
 */
async function answered(args, how) {
  if (["--version", "-v", "version"].includes(args[0] ?? "")) {
    const current = await version();
    how.output.print({ version: current }, (to) => to.print(current));
    return EXIT.done;
  }
  const request = readArguments(args);
  if (request === undefined) {
    how.output.print({ help: help() }, (to) => to.print(help()));
    return EXIT.done;
  }
  const { command, operand, options } = request;
  const { run } = await COMMANDS[/** @type {keyof typeof COMMANDS} */ (command)]();
  return run({ operand, options, ...how, env: process.env });
}

/** Returns the package's version. */
async function version() {
  const file = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return JSON.parse(file).version;
}

/**
 * @param {unknown} error
 * @param {Output} output
 * @param {(text: string) => string} hide
 * @returns {number} the exit code
 */
function failed(error, output, hide) {
  const isExpected = error instanceof Stop || isSeaxError(error);
  const exitCode =
    error instanceof Stop ? error.exitCode : isSeaxError(error) ? exitCodeOf(error) : EXIT.failed;
  if (exitCode === EXIT.outputClosed) return exitCode;
  if (output.isJson) {
    const hidden = (/** @type {string} */ _, /** @type {unknown} */ value) =>
      typeof value === "string" ? hide(value) : value;
    output.result.print(JSON.stringify({ error: detailsOf(error) }, hidden));
  }
  const text = isExpected ? clean(hide(messageOf(/** @type {Error} */ (error)))) : hide(stackOf(error));
  output.notes.print(`${output.notes.style("red", "✗")} ${text}`);
  return exitCode;
}

/** @param {{ message: string, cause?: unknown }} error */
function messageOf({ message, cause }) {
  const more = cause instanceof Error ? cause.message : "";
  return message.includes(more) ? message : `${message} ${more}`;
}

/** Returns the report of an unexpected error. @param {unknown} error */
function stackOf(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @param {unknown} error */
function detailsOf(error) {
  // The cause is not part of the object, but may be all that says what is wrong, such as a full disk.
  if (isSeaxError(error)) {
    const { name, message: _, ...details } = error;
    return { name, message: messageOf(error), ...details };
  }
  return {
    message: error instanceof Error ? error.message : String(error),
    ...(error instanceof Stop && error.details),
  };
}
