import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { clientFrom } from "../account.js";
import { EXIT, Misuse } from "../exit.js";
import * as show from "../show.js";

/** The server creates the file while it sends it, which takes long for a large campaign. */
const CSV_LIMITS = { timeoutMs: 600_000, deadlineMs: 3_600_000 };

/**
 * @param {import("../main.js").Context} context
 * @returns {Promise<number>}
 */
export async function run({ operand, options, output, signal, env }) {
  if (options.csv === true && output.isJson) throw new Misuse("--csv and --json cannot both be given.");
  const seax = await clientFrom(env);
  if (options.csv === true) {
    const file = await seax.campaigns.downloadLogs(operand, { signal, ...CSV_LIMITS });
    await write(file, signal);
  } else {
    const report = await seax.campaigns.report(operand, { signal });
    output.print(report, (to) => show.report(to, report));
  }
  return EXIT.done;
}

/**
 * Writes a file to standard output, at the pace of its reader.
 *
 * @param {File} file
 * @param {AbortSignal} signal
 */
async function write(file, signal) {
  const chunks = /** @type {import("node:stream/web").ReadableStream} */ (file.stream());
  await pipeline(Readable.fromWeb(chunks), process.stdout, { end: false, signal }).catch((error) => {
    // A closed output aborts the pipeline, and the signal's reason says more.
    signal.throwIfAborted();
    throw error;
  });
}
