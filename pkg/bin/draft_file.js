import { readFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { textOf } from "../whole_files.js";
import { Misuse } from "./exit.js";
import { readJson } from "./json_text.js";

/** @typedef {import("seax-dialer").CampaignDraft} CampaignDraft */

/**
 * Reads a campaign's draft. The check validates its content.
 *
 * @param {string} path a file of JSON, or `-` for the standard input
 * @param {AbortSignal} signal ends the wait for a standard input that nobody closes
 * @returns {Promise<CampaignDraft>}
 */
export async function readDraft(path, signal) {
  const name = path === "-" ? "The standard input" : path;
  const read = readJson(await textIn(path, name, signal));
  if ("problem" in read) {
    throw new Misuse(`${name} is not JSON: line ${read.line}, column ${read.column}: ${read.problem}.`);
  }
  const { value } = read;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Misuse(
      `${name} is not a draft: it must be an object, such as { "type": "AI_AGENT", "name": … }.`,
    );
  }
  // `$schema` tells editors where the draft's schema is. It is not a field of the API.
  const { $schema: _, ...draft } = /** @type {Record<string, unknown>} */ (value);
  return /** @type {CampaignDraft} */ (/** @type {unknown} */ (draft));
}

/**
 * @param {string} path
 * @param {string} name
 * @param {AbortSignal} signal
 */
async function textIn(path, name, signal) {
  try {
    return textOf(
      path === "-" ? await buffer(addAbortSignal(signal, process.stdin)) : await readFile(path, { signal }),
    );
  } catch (error) {
    signal.throwIfAborted();
    const problem =
      error instanceof TypeError ? "it is not UTF-8 text" : /** @type {Error} */ (error).message;
    throw new Misuse(`${name} cannot be read: ${problem}.`);
  }
}
