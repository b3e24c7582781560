// Sends, waits and reads as the engine says, which is in src/engine. No decision is made here.

import { forget, listen } from "./abort.js";
import { member, reason, redacted } from "./cause.js";
import { fill } from "./error.js";
import {
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

/** What the engine says to do next. */
const GIVE = 0;
const AGAIN = 1;
const READ = 3;

/** What has failed. */
const NETWORK = 0;
const AUTH = 1;
const REQUEST = 2;
const MEMORY = 3;
const CLOSED = 4;

/** What the engine says of a client's key. */
const ASK = 0;
const WAS_CLOSED = 2;

const NO_RESPONSE = "`fetch` returned something that is not a Response.";

/** A body that is not longer than this is taken at once: piece by piece, a small call takes longer. In bytes. */
const SHORT = 1 << 16;

/** A piece of a body that is larger than this is not taken: it would not fit into memory twice. In bytes. */
const LARGEST = 1 << 30;

/** The longest delay that `setTimeout` takes, in milliseconds: for a longer one, it fires at once. */
const LONGEST = 0x7fffffff;

// As they were when this was loaded: a test may put others in their place, which never fire.
const { performance, setTimeout, clearTimeout } = globalThis;

/** The time in milliseconds since 1970, by a clock that nobody sets. */
export const steady = () => performance.timeOrigin + performance.now();

const noop = () => {};

/**
 * What an exchange needs of its client.
 *
 * @typedef {object} Way
 * @property {((request: Request) => PromiseLike<Response>) | undefined} fetch
 * @property {(() => unknown) | undefined} auth
 * @property {((event: object) => unknown) | undefined} onEvent
 * @property {{ once: boolean, takesCache: boolean }} traits
 */

/**
 * The error that the core has left, in the one that was prepared.
 *
 * @param {import("./error.js").SeaxError} error
 * @param {unknown} [cause]
 */
export function leftError(error, cause) {
  const { message, ...details } = JSON.parse(leftText(PAYLOAD));
  return fill(error, message, { ...details, cause });
}

/**
 * Makes the call that the core has begun, and gives its reply.
 *
 * @param {Way} way
 * @param {number} begun
 * @param {string} operation
 * @param {AbortSignal | undefined} signal
 * @param {import("./error.js").SeaxError} error what it rejects with
 * @returns {Promise<unknown>}
 */
export function exchange(way, begun, operation, signal, error) {
  /** 0 once it is over. */
  let call = begun;
  const url = leftText(PAYLOAD);
  const method = METHODS[leftSmall()] ?? "";
  const body = leftBytes(CODE).slice();
  /** @type {[string, string][]} */
  const headers = [];
  const lines = leftText(HEADERS).split("\n");
  for (let place = 0; place + 1 < lines.length; place += 2) {
    headers.push([lines[place] ?? "", lines[place + 1] ?? ""]);
  }
  const { fetch: custom, auth, traits } = way;

  return new Promise((resolve, reject) => {
    let attempt = 0;
    let started = 0;
    /** The attempt under way; what belongs to another one is over. @type {Attempt | undefined} */
    let current;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    /** @type {unknown} */
    let cause;

    const tell = (/** @type {object} */ event) => observe(way, { operation, attempt, ...event });
    const arm = (/** @type {number} */ span, /** @type {() => void} */ due) => {
      timer = setTimeout(() => (span > LONGEST ? arm(span - LONGEST, due) : due()), Math.min(span, LONGEST));
    };

    const finish = (/** @type {(value: any) => void} */ settle, /** @type {unknown} */ value) => {
      clearTimeout(timer);
      current?.cancel();
      current = undefined;
      if (signal) {
        try {
          forget(signal, abort);
        } catch {}
      }
      core.end(call);
      call = 0;
      settle(value);
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
      const patience = core.attempt(call, started);
      const attempted = new Attempt();
      current = attempted;
      tell({ type: "request", method, url });
      if (current !== attempted) return;
      arm(patience, late);
      send(attempted).catch((thrown) => {
        // Nothing throws here that is known; but a promise always settles.
        if (call !== 0) finish(reject, thrown);
      });
    };

    const late = () => {
      const step = core.late(call, steady());
      if (step === READ) arm(leftNumber(), late);
      else next(step);
    };

    /** Deals with what an attempt has come to: at once, as long as what the engine has left is there. */
    const next = (/** @type {number} */ step) => {
      // All of it is read before anybody else's code runs: that may call the client.
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
          core.unreadable(call);
          [settle, value] = [reject, leftError(error)];
        }
      } else if (step !== AGAIN) {
        [settle, value] = [reject, JSON.parse(leftText(PAYLOAD))];
      }
      clearTimeout(timer);
      current?.cancel();
      current = undefined;
      if (settle === reject && value !== error) {
        const { message, ...details } = value;
        const shown = (code === "network" || code === "auth_failed") && cause !== undefined;
        details.cause = shown ? redacted(cause, mask) : undefined;
        value = fill(error, message, details);
      }
      tell({ type: "reply", durationMs, status, code, requestId });
      if (call === 0) return;
      if (step !== AGAIN) return finish(settle, value);
      tell({ type: "retry", delayMs, code });
      if (call !== 0) arm(delayMs, begin);
    };

    const mask = (/** @type {string} */ text) => {
      give(text);
      return core.masked(call) ? leftText(PAYLOAD) : undefined;
    };

    /** Sends the request and reads the answer: until the engine has said what that comes to, or nobody waits any more. */
    const send = async (/** @type {Attempt} */ attempted) => {
      let header = "X-API-KEY";
      /** @type {unknown} */
      let value;
      switch (core.identify(call)) {
        case WAS_CLOSED:
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
          if (typeof header === "string" && typeof value === "string") give(header, value);
          else give();
          if (!core.identified(call)) {
            return fail(
              AUTH,
              "The `auth` function must return `{ header, value }`, two strings that fit a header.",
            );
          }
          break;
        default:
          value = leftText(PAYLOAD);
      }
      /** @type {RequestInit & { duplex?: "half" }} */
      const init = {
        method,
        headers: [...headers, [header, /** @type {string} */ (value)]],
        // A redirect would carry the key to wherever it points.
        redirect: "manual",
        signal: attempted.signal,
      };
      if (traits.takesCache) init.cache = "no-store";
      if (body.length > 0) {
        init.body = body;
        // Deno sends a request again when a connection that was in use before breaks, and Node's `fetch` after a 421, unless
        // the body can be read only once. Chromium does both, but streams bodies over HTTP/2 only.
        if (traits.once) {
          init.body = /** @type {ReadableStream} */ (new Response(body).body).pipeThrough(
            new TransformStream(),
          );
          init.duplex = "half";
        }
      }
      /** @type {Request | undefined} */
      let request;
      if (custom) {
        try {
          request = new Request(url, init);
        } catch {
          return fail(REQUEST, `A request to ${url} cannot be made.`);
        }
      }
      let answer;
      try {
        // The runtime's own makes a request object of its own: another before it would be half the work of a small call.
        answer = await (custom ? custom(/** @type {Request} */ (request)) : fetch(url, init));
      } catch (thrown) {
        if (current !== attempted) return;
        attempted.settled();
        return fail(NETWORK, reason(thrown), thrown);
      }
      if (current !== attempted) return;
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
          retryAfter && header("date"),
          header("content-type"),
        ];
        const edge = auth !== undefined && header("seax-edge") !== "";
        const elsewhere = member(answer, "redirected") && origin(member(answer, "url")) !== origin(url);
        give(...texts);
        const step = core.answered(call, status, Boolean(elsewhere), edge, steady());
        if (step !== READ) {
          next(step);
          attempted.drop(answer);
          return;
        }
        const length = Number(header("content-length") || SHORT);
        const stream = member(answer, "body");
        const getReader = member(stream, "getReader");
        if (typeof getReader === "function" && !(status < 300 && length < SHORT)) {
          attempted.reader = Reflect.apply(getReader, stream, []);
        }
      } catch (thrown) {
        return fail(NETWORK, reason(thrown), thrown);
      }
      for (let over = false; !over; ) {
        /** @type {unknown} */
        let piece;
        try {
          if (attempted.reader) {
            const chunk = await attempted.reader.read();
            if (current !== attempted) return;
            if (typeof chunk !== "object" || chunk === null) return fail(NETWORK, NO_RESPONSE);
            over = Boolean(member(chunk, "done"));
            piece = over ? undefined : member(chunk, "value");
          } else {
            const whole = member(answer, "arrayBuffer");
            if (typeof whole !== "function") return fail(NETWORK, NO_RESPONSE);
            piece = await Reflect.apply(whole, answer, []);
            over = true;
            if (current !== attempted) return;
          }
        } catch (thrown) {
          if (current !== attempted) return;
          // It has failed by itself: nothing is left to cancel.
          attempted.settled();
          return fail(NETWORK, reason(thrown), thrown);
        }
        if (piece !== undefined || !over) {
          const length = member(piece, "byteLength");
          if (typeof length !== "number") return fail(NETWORK, NO_RESPONSE);
          if (length > LARGEST) return fail(MEMORY);
          const step = take(piece);
          if (step !== READ) return next(step);
        }
      }
      attempted.settled();
      next(core.ended(call, steady()));
    };

    /** Puts a piece of the body where the core wants it. */
    const take = (/** @type {unknown} */ piece) => {
      let bytes;
      try {
        bytes = piece instanceof Uint8Array ? piece : new Uint8Array(/** @type {ArrayBuffer} */ (piece));
      } catch (thrown) {
        return failed(NETWORK, reason(thrown), thrown);
      }
      const place = core.piece(call, bytes.length) >>> 0;
      if (place === 0) return failed(MEMORY);
      const room = leftNumber();
      memory().set(room < bytes.length ? bytes.subarray(0, room) : bytes, place);
      return core.came(call, steady());
    };

    if (signal) {
      listen(signal, abort);
      if (signal.aborted) return abort();
    }
    begin();
  });
}

/** What has to be let go of when nobody waits for an attempt any more. */
class Attempt {
  /** @type {AbortController | undefined} */
  #controller = new AbortController();
  signal = /** @type {AbortController} */ (this.#controller).signal;
  /** @type {ReadableStreamDefaultReader | undefined} */
  reader;

  /**
   * It has come to its end by itself. It must not be aborted after it failed: Node's `fetch` then raises an error that nobody
   * can catch, which ends the process.
   */
  settled() {
    this.#controller = undefined;
    this.reader = undefined;
  }

  /** @param {unknown} answer whose body nobody reads */
  drop(answer) {
    quietly(member(answer, "body"));
  }

  cancel() {
    // Not every `fetch` heeds the signal that its request had.
    quietly(this.reader);
    this.#controller?.abort();
    this.settled();
  }
}

/** @param {unknown} source */
function quietly(source) {
  try {
    const cancelled = /** @type {ReadableStream | undefined | null} */ (source)?.cancel();
    // Its outcome does not matter; but a rejection without a handler ends some processes.
    cancelled?.catch?.(noop);
  } catch {}
}

/**
 * Scheme, host and port of a URL.
 *
 * @param {unknown} url
 */
function origin(url) {
  return String(url).split(/[/?#]/, 3).join("/");
}

/**
 * Tells the caller's `onEvent`. Whoever watches must not be able to disturb what is watched: not by throwing, nor by a promise
 * that rejects.
 *
 * @param {Way} way
 * @param {Record<string, unknown>} event
 */
function observe({ onEvent }, event) {
  if (onEvent === undefined) return;
  for (const [key, value] of Object.entries(event)) if (value === undefined) delete event[key];
  try {
    Promise.resolve(onEvent(event)).catch(noop);
  } catch {}
}
