// Requests and replies as `fetch` has them.

import { Bodies, disconnected } from "./reply.js";
import { uploadOf } from "./upload.js";

/** @typedef {import("./seax_testing.js").Sandbox} Core */
/** @typedef {import("./seax_testing.js").ReplyBody} ReplyBody */

/**
 * A request. Headers are names and values in turn.
 *
 * @typedef {object} Sent
 * @property {string} method
 * @property {string} target
 * @property {string[]} headers
 * @property {string} url
 * @property {AbortSignal} signal
 * @property {import("./upload.js").Upload} upload
 * @property {Request} [request] where it comes from
 */

/** The statuses whose replies have no body. */
const BODILESS = new Set([204, 205, 304]);

/** How often, and for how long each time in milliseconds, an upload that does not end is waited for. */
const PAUSES = 20;
const PAUSE = 10;

// Tests may replace it later.
const { setTimeout } = globalThis;

/** Sends requests to the core, and lets go of those that wait when its state is replaced. */
export class Exchanges {
  /**
   * @param {Core} core
   * @param {{ wake(): void, hold(): () => void }} clock
   */
  constructor(core, clock) {
    this.core = core;
    this.clock = clock;
    /** The functions that fail the requests without a reply. @type {Set<(reason: Error) => void>} */
    this.waiting = new Set();
    /** Requests that are still being read. @type {Set<Promise<unknown>>} */
    this.reading = new Set();
    this.bodies = new Bodies(clock);
  }

  /**
   * @param {RequestInfo | URL} input
   * @param {RequestInit} [init]
   * @returns {Promise<Response>}
   */
  async fetch(input, init) {
    const request = new Request(input, init);
    const { method, url, signal } = request;
    signal.throwIfAborted();
    const { pathname, search } = new URL(url);
    const headers = [...request.headers].flat();
    const upload = uploadOf(request);
    return this.send({ method, target: pathname + search, headers, url, signal, upload, request });
  }

  /**
   * @param {Sent} sent
   * @returns {Promise<Response>}
   */
  send(sent) {
    const { method, target, headers, signal, upload } = sent;
    return new Promise((resolve, reject) => {
      /** @type {import("./seax_testing.js").Exchange | undefined} */
      let exchange;
      const release = this.clock.hold();
      const done = () => {
        release();
        this.waiting.delete(fail);
        this.reading.delete(reading);
        signal.removeEventListener("abort", abort);
      };
      /** @param {Error} reason */
      const fail = (reason) => {
        done();
        upload.stop();
        exchange?.abort();
        reject(reason);
      };
      const abort = () => {
        fail(signal.reason);
        upload.cancel(signal.reason);
      };
      /** @type {(status: number, headers: string[], body: Uint8Array | ReplyBody) => void} */
      const reply = (...content) => {
        done();
        try {
          resolve(this.#response(sent, ...content));
        } catch (error) {
          reject(error);
        }
      };
      this.waiting.add(fail);
      signal.addEventListener("abort", abort);
      const reading = upload.bytes
        .then((bytes) => {
          // The request was aborted.
          if (!this.waiting.has(fail)) return;
          this.reading.delete(reading);
          // Its time is when it arrives.
          this.clock.wake();
          exchange = this.core.send(method, target, headers, bytes, reply, () => fail(disconnected()));
          this.clock.wake();
        })
        .catch(fail);
      this.reading.add(reading);
    });
  }

  /** Waits until all requests so far have been sent to the core, but not for uploads that do not end. */
  async sent() {
    const reading = [...this.reading];
    if (reading.length === 0) return;
    let isSent = false;
    const sent = Promise.all(reading).then(() => {
      isSent = true;
    });
    for (let pause = 0; !isSent && pause < PAUSES; pause++) {
      await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, PAUSE))]);
    }
    for (const each of reading) this.reading.delete(each);
  }

  /** Fails everything that waits. */
  failAll() {
    const reason = new TypeError("fetch failed: the sandbox's state was replaced");
    for (const fail of [...this.waiting]) fail(reason);
    this.bodies.failAll(reason);
  }

  /**
   * @param {Sent} sent
   * @param {number} status
   * @param {string[]} headers
   * @param {Uint8Array | ReplyBody} body
   */
  #response(sent, status, headers, body) {
    const pairs = headers.flatMap((name, place) =>
      place % 2 === 0 ? [/** @type {[string, string]} */ ([name, headers[place + 1] ?? ""])] : [],
    );
    const { url, signal, request } = sent;
    const isBodiless = BODILESS.has(status);
    if (isBodiless && !(body instanceof Uint8Array)) body.free();
    const stream = isBodiless ? null : this.bodies.stream(body, { signal, request });
    const response = new Response(stream, { status, headers: pairs });
    Object.defineProperty(response, "url", { value: url });
    return response;
  }
}
