// The core's WebAssembly, and how texts get into and out of its memory: see src/js/bridge/mailbox.rs.

/**
 * The exports of the core. Handles are numbers, and 0 means none; times are in milliseconds.
 *
 * @typedef {object} Core
 * @property {WebAssembly.Memory} memory
 * @property {() => number} mailbox
 * @property {(length: number) => number} room
 * @property {(timeout: number, deadline: number, retries: number, bytes: number, credentials: number, unsafePlace: boolean, open: boolean, seed: number) => number} client
 * @property {(client: number) => void} close
 * @property {(client: number) => void} forget
 * @property {(client: number, operation: number, timeout: number, deadline: number, retries: number, inPage: boolean, streams: boolean, now: number) => number} begin
 * @property {(call: number, now: number) => number} attempt
 * @property {(call: number) => number} identify
 * @property {(call: number) => number} identified
 * @property {(call: number, status: number, redirected: boolean, edge: boolean, now: number) => number} answered
 * @property {(call: number, length: number) => number} reserve
 * @property {(call: number, now: number) => number} onChunk
 * @property {(call: number, now: number) => number} onEnd
 * @property {(call: number, now: number) => number} onTimer
 * @property {(call: number, kind: number, now: number) => number} failed
 * @property {(call: number, now: number) => number} unreadable
 * @property {(call: number) => number} masked
 * @property {(call: number) => void} end
 */

/** Indexes of what the core leaves in the mailbox, as in src/engine/driver.rs. */
export const PAYLOAD = 0;
export const CODE = 2;
export const REQUEST_ID = 4;
export const HEADERS = 6;
export const BODY = 8;
export const WORKSPACE = 10;
const SMALL = 12;

/** The maximum number of texts that can be passed to one function. */
const TEXTS = 8;

/** How many bytes a decoder decodes before another replaces it: in Safari up to 18.4, one fails after 2 GiB in all. */
const MOST = 1 << 26;

const encoder = new TextEncoder();
let decoder = new TextDecoder("utf-8", { fatal: true });
let decoded = 0;

/** @type {Core} */
export let core;
/** Views of the current memory: all of it, the lengths of passed texts, what the core has left, and a number. */
let bytes = new Uint8Array();
let lengths = new Uint32Array();
let outbox = new Uint32Array();
let number = new Float64Array();

/** @param {Core} exports */
export function useCore(exports) {
  core = exports;
}

/** Returns the core's memory. When it grows, its views are detached and created anew. */
export function memory() {
  if (bytes.length === 0) {
    const { buffer } = core.memory;
    const mailbox = core.mailbox();
    bytes = new Uint8Array(buffer);
    lengths = new Uint32Array(buffer, mailbox, TEXTS);
    outbox = new Uint32Array(buffer, mailbox + 4 * TEXTS, SMALL + 1);
    number = new Float64Array(buffer, mailbox + 4 * (TEXTS + SMALL + 2), 1);
  }
  return bytes;
}

/**
 * Passes texts to the function of the core that is called next.
 *
 * @param {...string} texts
 */
export function give(...texts) {
  let room = 0;
  for (const text of texts) room += text.length * 3;
  let place = core.room(room) >>> 0;
  const target = memory();
  texts.forEach((text, index) => {
    // Not all of what follows: where memory exceeds 2 GiB, `encodeInto` writes nothing into such a view.
    const end = place && place + text.length * 3;
    const { read, written } = encoder.encodeInto(text, target.subarray(place, end));
    if (read < text.length) throw new RangeError("A text does not fit into memory.");
    lengths[index] = written;
    place += written;
  });
}

/**
 * Returns bytes that were left. They are valid until the core is called again.
 *
 * @param {number} what
 */
export function leftBytes(what) {
  const all = memory();
  const place = outbox[what] ?? 0;
  return all.subarray(place, place + (outbox[what + 1] ?? 0));
}

/**
 * Returns a text that was left. Throws if it is not UTF-8.
 *
 * @param {number} what
 */
export function leftText(what) {
  const text = leftBytes(what);
  decoded += text.length;
  if (decoded > MOST) {
    decoder = new TextDecoder("utf-8", { fatal: true });
    decoded = text.length;
  }
  return decoder.decode(text);
}

/** Returns the small number that was left: a status, or the index of a method. */
export function leftSmall() {
  memory();
  return outbox[SMALL] ?? 0;
}

/** Returns the number that was left. */
export function leftNumber() {
  memory();
  return number[0] ?? 0;
}
