import { isSeaxError } from "seax-dialer";
import { help, readArguments } from "./arguments.js";
import { abortOnSignals, EXIT, exitCodeOf, Stop } from "./exit.js";
import { hiding } from "./hidden.js";
import { abortOnClosedOutput, Output } from "./output.js";
import { clean } from "./terminal.js";

/** @typedef {import("./arguments.js").Request} Request */

/**
 * What a command gets.
 *
 * @typedef {object} Context
 * @property {Request["operand"]} operand
 * @property {Request["options"]} options
 * @property {Output} output
 * @property {AbortSignal} signal is aborted when the program has to stop
 * @property {AbortSignal} interrupts is aborted by signals only: what has begun is not given up because nobody reads the output
 * @property {NodeJS.ProcessEnv} env
 */

/** Only the command that is asked for is loaded. */
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
    const request = readArguments(args);
    if (request === undefined) {
      output.result.print(help());
      return EXIT.done;
    }
    const { command, operand, options } = request;
    const { run } = await COMMANDS[/** @type {keyof typeof COMMANDS} */ (command)]();
    return await run({ operand, options, output, signal, interrupts, env: process.env });
  } catch (error) {
    return failed(error, output, hiding(args, process.env));
  }
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

/** @param {Error} error */
function messageOf({ message, cause }) {
  const more = cause instanceof Error ? cause.message : "";
  return message.includes(more) ? message : `${message} ${more}`;
}

/** What a mistake of this program's is reported with. @param {unknown} error */
function stackOf(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @param {unknown} error */
function detailsOf(error) {
  if (isSeaxError(error)) return error;
  return {
    message: error instanceof Error ? error.message : String(error),
    ...(error instanceof Stop && error.details),
  };
}
