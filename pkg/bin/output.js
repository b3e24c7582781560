import { EXIT, Stop } from "./exit.js";
import { Terminal } from "./terminal.js";

/**
 * Where results go: to a person, or as JSON to a program. What a person has to know beside JSON goes to the standard error
 * output.
 */
export class Output {
  /** @param {boolean} isJson */
  constructor(isJson) {
    this.isJson = isJson;
    /** For results. */
    this.result = new Terminal(process.stdout);
    /** For what is not a result: questions, problems. */
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

  /** Where a person reads. */
  get person() {
    return this.isJson ? this.notes : this.result;
  }
}

/** Waits until what was printed has been written, or cannot be. */
export async function written() {
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write("", done))),
  );
  // A failure is told of in a turn of its own.
  await new Promise((done) => setImmediate(done));
}

/**
 * Aborts `stopping` when nobody reads the output any more (as after `| head`), or when it cannot be written.
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
