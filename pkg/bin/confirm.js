import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { EXIT, Interrupted, Stop } from "./exit.js";

/** Returns why nobody can be asked; undefined if there is a person who can answer, and who sees the question. */
export function whyNotAsked() {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) {
    return "there is no terminal to ask for confirmation in";
  }
  // Once a terminal's input has ended, a question would get neither an answer nor the news that there is none.
  if (process.stdin.readableEnded) {
    return "the draft was read from the terminal to the end of its input, so that nobody can confirm it there";
  }
  return undefined;
}

/**
 * Asks a person to type a word. The question goes to standard error, so that standard output has only what scripts read.
 *
 * @param {string} question
 * @param {string} word
 * @param {AbortSignal} signal
 * @throws {Stop} for anything but the word
 */
export async function confirm(question, word, signal) {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const stopping = new AbortController();
  const answer = terminal.question(`${question} Type ${word} to launch: `, {
    signal: AbortSignal.any([signal, stopping.signal]),
  });
  // While a line is edited, Ctrl-C is a key and not a signal. At the end of the input, there is no answer.
  terminal.once("SIGINT", () => stopping.abort(new Interrupted("SIGINT")));
  const closed = once(terminal, "close").then(() => "");
  try {
    const typed = await Promise.race([answer, closed]);
    if (typed.trim().toLowerCase() === word) return;
  } catch (error) {
    signal.throwIfAborted();
    stopping.signal.throwIfAborted();
    // Ctrl-D.
    if (/** @type {Error} */ (error).name !== "AbortError") throw error;
  } finally {
    terminal.close();
  }
  throw new Stop(EXIT.notConfirmed, "Not launched: nobody is called.");
}
