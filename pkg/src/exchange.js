// Sends, waits and reads as the engine (src/engine) says.

import { forget, listen } from "./abort.js";
import { member, reason, redacted } from "./cause.js";
import { fill } from "./error.js";
import {
  BODY,
  CODE,
  core,
  give,
  HEADERS,
  leftBytes,
  leftNumber,
  leftSmall,
  leftText,
  memory,
  PAYLOAD,
  REQUEST_ID,
} from "./memory.js";
import { METHODS } from "./operations.js";
import { isElsewhere, requestInit } from "./request.js";

// The numbers of src/engine/driver.rs.

/** What to do next. Anything else is a failure. */
const GIVE = 0;
const AGAIN = 1;
const READ = 3;

/** What failed. */
const NETWORK = 0;
const AUTH = 1;
const REQUEST = 2;
const MEMORY = 3;
const CLOSED = 4;

/** Who knows the credential: the caller's `auth`, or nobody, since the client was closed. Otherwise, the key was left. */
const ASK = 0;
const NOBODY = 2;

const NO_RESPONSE = "`fetch` returned something that is not a Response.";

/**
 * A shorter body is read at once, because reading a small one in chunks takes longer. It is short enough to arrive in one go:
 * while it is being read, there is no sign that more has come. In bytes.
 */
const SHORT = 1 << 13;

/** The size of the largest chunk that is accepted, in bytes: a larger one would not fit into memory twice. */
const LARGEST = 1 << 30;

/** The longest delay that `setTimeout` supports, in milliseconds: with a longer one, it fires at once. */
const LONGEST = 0x7fffffff;

// Captured when this script is loaded: a test may replace them by fakes that never fire.
export const { performance, setTimeout, clearTimeout } = globalThis;

/** Returns the time in milliseconds since 1970, by a monotonic clock. */
export const steady = () => performance.timeOrigin + performance.now();

const noop = () => {};

/**
 * What an exchange needs of its client.
 *
 * @typedef {object} Connection
 * @property {((request: Request) => PromiseLike<Response>) | undefined} fetch
 * @property {(() => unknown) | undefined} auth
 * @property {((event: object) => unknown) | undefined} onEvent
 * @property {{ once: boolean, reuses: boolean, takesCache: boolean }} traits
 */

/**
 * Fills the prepared error with the one that the core has left.
 *
 * @param {import("./error.js").SeaxError} error
 * @param {unknown} [cause]
 */
export function leftError(error, cause) {
  const { message, ...details } = JSON.parse(leftText(PAYLOAD));
  return fill(error, message, { ...details, cause });
}

/**
 * Performs the call that the core has begun, and returns its reply.
 *
 * @param {Connection} connection
 * @param {number} begun
 * @param {string} operation
 * @param {AbortSignal | undefined} signal
 * @param {import("./error.js").SeaxError} error what it rejects with
 * @returns {Promise<unknown>}
 */
export function exchange(connection, begun, operation, signal, error) {
  /** 0 when the call is over. */
  let call = begun;
  const url = leftText(PAYLOAD);
  const method = METHODS[leftSmall()] ?? "";
  const bytes = leftBytes(BODY).slice();
  const body = bytes.length > 0 ? bytes : undefined;
  /** @type {[string, string][]} */
  const headers = [];
  const lines = leftText(HEADERS).split("\n");
  for (let place = 0; place + 1 < lines.length; place += 2) {
    headers.push([lines[place] ?? "", lines[place + 1] ?? ""]);
  }
  const { fetch: custom, auth, traits } = connection;

  return new Promise((resolve, reject) => {
    let attempt = 0;
    let started = 0;
    /** When the attempt was to begin, by the wall clock. */
    let due = Date.now();
    /** How long it may take until there is a response. */
    let patience = 0;
    /** The current attempt. Results of any other attempt are ignored. @type {Attempt | undefined} */
    let current;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    /** @type {unknown} */
    let cause;

    const tell = (/** @type {object} */ event) => observe(connection, { operation, attempt, ...event });
    const arm = (/** @type {number} */ span, /** @type {() => void} */ ring) => {
      timer = setTimeout(
        () => (span > LONGEST ? arm(span - LONGEST, ring) : ring()),
        Math.min(span, LONGEST),
      );
    };
    /** Whether the time is over. Only the wall clock shows that the machine slept. */
    const isOver = () => Math.max(steady() - started, Date.now() - due) >= patience;

    const finish = (/** @type {(value: any) => void} */ settle, /** @type {unknown} */ value) => {
      clearTimeout(timer);
      current?.cancel();
      current = undefined;
      if (signal) {
        try {
          forget(signal, abort);
        } catch {}
      }
      // Where memory has run out, the core fails. The promise must settle nevertheless.
      try {
        core.end(call);
      } catch {}
      call = 0;
      settle(value);
    };
    const broken = (/** @type {unknown} */ thrown) => {
      if (call !== 0) finish(reject, thrown);
    };
    const abort = () => {
      if (call !== 0) finish(reject, signal?.reason);
    };

    const failed = (/** @type {number} */ kind, words = "", /** @type {unknown} */ thrown = undefined) => {
      cause = thrown;
      give(words);
      return core.failed(call, kind, steady());
    };
    /** @type {(...what: Parameters<typeof failed>) => void} */
    const fail = (...what) => next(failed(...what));

    const begin = () => {
      attempt += 1;
      started = steady();
      cause = undefined;
      patience = core.attempt(call, started);
      const attempted = new Attempt();
      current = attempted;
      tell({ type: "request", method, url });
      if (current !== attempted) return;
      arm(patience, onTimer);
      send(attempted).catch(broken);
    };

    const onTimer = () => {
      const step = core.onTimer(call, steady());
      if (step === READ) arm(leftNumber(), onTimer);
      else next(step);
    };

    /** Handles the outcome of an attempt. Call it at once: what the engine has left does not stay. */
    const next = (/** @type {number} */ step) => {
      // All of it is read before any code of the caller runs, which may call the client again.
      const durationMs = Math.round(steady() - started);
      const status = leftSmall() || undefined;
      const code = leftText(CODE) || undefined;
      const requestId = leftText(REQUEST_ID) || undefined;
      const delayMs = leftNumber();
      let [settle, value] = [resolve, /** @type {any} */ (undefined)];
      if (step === GIVE) {
        try {
          if (leftBytes(PAYLOAD).length > 0) value = JSON.parse(leftText(PAYLOAD));
        } catch {
          next(core.unreadable(call, steady()));
          return;
        }
      } else if (step !== AGAIN) {
        [settle, value] = [reject, JSON.parse(leftText(PAYLOAD))];
      }
      clearTimeout(timer);
      current?.cancel();
      current = undefined;
      if (settle === reject) {
        const { message, ...details } = value;
        const shown = (code === "network" || code === "auth_failed") && cause !== undefined;
        details.cause = shown ? redacted(cause, mask) : undefined;
        value = fill(error, message, details);
      }
      tell({ type: "reply", durationMs, status, code, requestId });
      if (call === 0) return;
      if (step !== AGAIN) return finish(settle, value);
      due = Date.now() + delayMs;
      tell({ type: "retry", delayMs, code });
      if (call !== 0) arm(delayMs, begin);
    };

    const mask = (/** @type {string} */ text) => {
      give(text);
      return core.masked(call) ? leftText(PAYLOAD) : undefined;
    };

    /** Sends the request and reads the response, until the engine has an outcome or the attempt is abandoned. */
    const send = async (/** @type {Attempt} */ attempted) => {
      let header = "X-API-KEY";
      /** @type {unknown} */
      let value;
      let wrong = 0;
      // Do not send after the caller has timed out: a late create would still call people.
      if (isOver()) return onTimer();
      switch (core.identify(call)) {
        case NOBODY:
          return fail(CLOSED);
        case ASK:
          try {
            const given = await auth?.();
            header = /** @type {string} */ (member(given, "header"));
            value = member(given, "value");
          } catch (thrown) {
            if (current === attempted) fail(AUTH, "The `auth` function failed.", thrown);
            return;
          }
          if (current !== attempted) return;
          if (isOver()) return onTimer();
          if (typeof header === "string" && typeof value === "string") give(header, value);
          else give();
          wrong = core.identified(call);
          if (wrong) {
            return fail(
              wrong,
              "The `auth` function must return `{ header, value }`, two strings that fit a header.",
            );
          }
          break;
        default:
          value = leftText(PAYLOAD);
      }
      /** @type {RequestInit} */
      let init;
      /** @type {Request | undefined} */
      let request;
      try {
        const all = [...headers, [header, value]];
        init = requestInit(traits, method, /** @type {[string, string][]} */ (all), body, attempted.signal);
        if (custom) request = new Request(url, init);
      } catch {
        return fail(REQUEST, `A request to ${url} cannot be made.`);
      }
      let answer;
      try {
        // `fetch` creates a `Request` itself: creating another one here would be half the work of a small call.
        answer = await (custom ? custom(/** @type {Request} */ (request)) : fetch(url, init));
      } catch (thrown) {
        if (current !== attempted) return;
        attempted.settled();
        return fail(NETWORK, reason(thrown), thrown);
      }
      if (current !== attempted) return attempted.drop(answer);
      return read(attempted, answer);
    };

    const read = async (/** @type {Attempt} */ attempted, /** @type {Response} */ answer) => {
      const status = member(answer, "status");
      const all = member(answer, "headers");
      const get = member(all, "get");
      if (typeof status !== "number" || typeof get !== "function") return fail(NETWORK, NO_RESPONSE);
      const header = (/** @type {string} */ name) => {
        const value = Reflect.apply(get, all, [name]);
        return typeof value === "string" ? value : "";
      };
      try {
        const retryAfter = header("retry-after");
        const texts = [
          header("x-request-id"),
          retryAfter,
          // A response of another origin hides its date.
          retryAfter && (header("date") || new Date().toUTCString()),
          header("content-type"),
        ];
        const edge = auth !== undefined && header("seax-edge") !== "";
        const elsewhere = isElsewhere(answer, status, url);
        give(...texts);
        const step = core.answered(call, status, elsewhere, edge, steady());
        if (step !== READ) {
          next(step);
          attempted.drop(answer);
          return;
        }
        const length = Number(header("content-length") || SHORT);
        const stream = member(answer, "body");
        const getReader = member(stream, "getReader");
        // The length is that of the encoded body, and a response of another origin hides its encoding.
        const plain = !header("content-encoding") && member(answer, "type") !== "cors";
        if (typeof getReader === "function" && !(status < 300 && length < SHORT && plain)) {
          attempted.reader = Reflect.apply(getReader, stream, []);
        }
      } catch (thrown) {
        return fail(NETWORK, reason(thrown), thrown);
      }
      do {
        /** @type {unknown} */
        let piece;
        try {
          if (attempted.reader) {
            const chunk = await attempted.reader.read();
            if (current !== attempted) return;
            if (typeof chunk !== "object" || chunk === null) return fail(NETWORK, NO_RESPONSE);
            if (member(chunk, "done")) break;
            piece = member(chunk, "value");
          } else {
            const whole = member(answer, "arrayBuffer");
            if (typeof whole !== "function") return fail(NETWORK, NO_RESPONSE);
            piece = await Reflect.apply(whole, answer, []);
            if (current !== attempted) return;
          }
        } catch (thrown) {
          if (current !== attempted) return;
          // The body failed by itself: nothing is left to cancel.
          attempted.settled();
          return fail(NETWORK, reason(thrown), thrown);
        }
        const length = member(piece, "byteLength");
        if (typeof length !== "number") return fail(NETWORK, NO_RESPONSE);
        if (length > LARGEST) return fail(MEMORY);
        const step = take(piece);
        if (step !== READ) return next(step);
      } while (attempted.reader);
      attempted.settled();
      next(core.onEnd(call, steady()));
    };

    /** Copies a chunk of the body to where the core wants it, and returns the next step. */
    const take = (/** @type {unknown} */ piece) => {
      let bytes;
      try {
        bytes = piece instanceof Uint8Array ? piece : new Uint8Array(/** @type {ArrayBuffer} */ (piece));
      } catch (thrown) {
        return failed(NETWORK, reason(thrown), thrown);
      }
      const place = core.reserve(call, bytes.length) >>> 0;
      if (place === 0) return failed(MEMORY);
      const room = leftNumber();
      memory().set(room < bytes.length ? bytes.subarray(0, room) : bytes, place);
      return core.onChunk(call, steady());
    };

    if (signal) {
      listen(signal, abort);
      if (signal.aborted) return abort();
    }
    begin();
  });
}

/** What has to be released when an attempt ends or is abandoned. */
class Attempt {
  /** @type {AbortController | undefined} */
  #controller = new AbortController();
  signal = /** @type {AbortController} */ (this.#controller).signal;
  /** @type {ReadableStreamDefaultReader | undefined} */
  reader;

  /**
   * Releases an attempt that ended by itself. It must not be aborted after a failure: Node's `fetch` then raises an error
   * that nobody can catch, which ends the process.
   */
  settled() {
    this.#controller = undefined;
    this.reader = undefined;
  }

  /** @param {unknown} answer a response whose body is not read */
  drop(answer) {
    quietly(member(answer, "body"));
  }

  cancel() {
    // Not every `fetch` honors the signal of its request.
    quietly(this.reader);
    this.#controller?.abort();
    this.settled();
  }
}

/** @param {unknown} source */
function quietly(source) {
  try {
    const cancelled = /** @type {ReadableStream | undefined | null} */ (source)?.cancel();
    // The outcome does not matter, but an unhandled rejection ends some processes.
    cancelled?.catch?.(noop);
  } catch {}
}

/**
 * Passes an event to the caller's `onEvent`. An observer must not disturb what it observes: neither by throwing nor by a
 * promise that rejects.
 *
 * @param {Connection} connection
 * @param {Record<string, unknown>} event
 */
function observe({ onEvent }, event) {
  if (onEvent === undefined) return;
  for (const [key, value] of Object.entries(event)) if (value === undefined) delete event[key];
  try {
    Promise.resolve(onEvent(event)).catch(noop);
  } catch {}
}
