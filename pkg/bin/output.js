import { EXIT, Stop } from "./exit.js";
import { Terminal } from "./terminal.js";

/** Where results go: to a person, or as JSON to a program. Next to JSON, what a person has to know goes to standard error. */
export class Output {
  /** @param {boolean} isJson */
  constructor(isJson) {
    this.isJson = isJson;
    /** For results. */
    this.result = new Terminal(process.stdout);
    /** For everything but results: questions, problems. */
    this.notes = new Terminal(process.stderr);
  }

  /**
   * Prints a result: as one line of JSON, or as `show` does for a person.
   *
   * @param {unknown} value
   * @param {(to: Terminal) => void} show
   */
  print(value, show) {
    if (this.isJson) this.result.print(JSON.stringify(value));
    else show(this.result);
  }

  /** The terminal that a person reads. */
  get person() {
    return this.isJson ? this.notes : this.result;
  }
}

/** Waits until the output has been written, or writing has failed. */
export async function written() {
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write("", done))),
  );
  // A failed write is reported in a later turn of the event loop.
  await new Promise((done) => setImmediate(done));
}

/**
 * Aborts `stopping` when the output is closed (as by `| head`) or cannot be written.
 *
 * @param {AbortController} stopping
 */
export function abortOnClosedOutput(stopping) {
  process.stdout.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
    const isClosed = error.code === "EPIPE" || error.code === "EOF";
    stopping.abort(
      new Stop(
        isClosed ? EXIT.outputClosed : EXIT.failed,
        isClosed ? "" : `The output cannot be written: ${error.message}.`,
      ),
    );
  });
  process.stderr.on("error", () => {});
}
