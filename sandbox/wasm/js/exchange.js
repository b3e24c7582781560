// Requests and replies as `fetch` has them.

/** @typedef {import("./seax_testing.js").Sandbox} Core */
/** @typedef {import("./seax_testing.js").ReplyBody} ReplyBody */

/** The statuses whose replies have no body. */
const BODILESS = new Set([204, 205, 304]);

/** Sends requests to the core, and lets go of those that wait when its state is replaced. */
export class Exchanges {
  /**
   * @param {Core} core
   * @param {{ wake(): void }} clock
   */
  constructor(core, clock) {
    this.core = core;
    this.clock = clock;
    /** What fails each exchange and each body that waits. @type {Set<(reason: Error) => void>} */
    this.waiting = new Set();
    /** Requests that are still being read. @type {Set<Promise<unknown>>} */
    this.reading = new Set();
  }

  /**
   * @param {RequestInfo | URL} input
   * @param {RequestInit} [init]
   * @returns {Promise<Response>}
   */
  async fetch(input, init) {
    const request = new Request(input, init);
    const { signal } = request;
    signal.throwIfAborted();
    const body = new Uint8Array(await this.#read(request));
    signal.throwIfAborted();
    const { pathname, search } = new URL(request.url);
    const headers = [...request.headers].flat();
    return this.send({
      method: request.method,
      target: pathname + search,
      headers,
      body,
      signal,
      url: request.url,
    });
  }

  /**
   * @param {{ method: string, target: string, headers: string[], body: Uint8Array, signal: AbortSignal, url: string }} request
   * @returns {Promise<Response>}
   */
  send({ method, target, headers, body, signal, url }) {
    return new Promise((resolve, reject) => {
      const done = () => {
        this.waiting.delete(fail);
        signal.removeEventListener("abort", abort);
      };
      /** @param {Error} reason */
      const fail = (reason) => {
        done();
        reject(reason);
      };
      const abort = () => {
        exchange?.abort();
        fail(signal.reason);
      };
      this.waiting.add(fail);
      signal.addEventListener("abort", abort);
      /** @type {(status: number, headers: string[], body: ReplyBody) => void} */
      const reply = (status, headers, body) => {
        done();
        resolve(this.#response(status, headers, body, { signal, url }));
      };
      const exchange = this.core.send(method, target, headers, body, reply, () => fail(disconnected()));
      this.clock.wake();
    });
  }

  /** Waits until all requests so far have been sent to the core. */
  async sent() {
    while (this.reading.size > 0) await Promise.allSettled(this.reading);
  }

  /** Fails everything that waits. */
  failAll() {
    const reason = new TypeError("fetch failed: the sandbox's state was replaced");
    for (const fail of [...this.waiting]) fail(reason);
  }

  /** @param {Request} request */
  async #read(request) {
    const bytes = request.arrayBuffer();
    this.reading.add(bytes);
    try {
      return await bytes;
    } finally {
      this.reading.delete(bytes);
    }
  }

  /**
   * @param {number} status
   * @param {string[]} headers
   * @param {ReplyBody} body
   * @param {{ signal: AbortSignal, url: string }} request
   */
  #response(status, headers, body, { signal, url }) {
    const pairs = headers.flatMap((name, place) =>
      place % 2 === 0 ? [/** @type {[string, string]} */ ([name, headers[place + 1] ?? ""])] : [],
    );
    const isBodiless = BODILESS.has(status);
    if (isBodiless) body.free();
    const response = new Response(isBodiless ? null : this.#stream(body, signal), { status, headers: pairs });
    Object.defineProperty(response, "url", { value: url });
    return response;
  }

  /**
   * @param {ReplyBody} body
   * @param {AbortSignal} signal
   * @returns {ReadableStream<Uint8Array>}
   */
  #stream(body, signal) {
    /** @type {(reason: Error) => void} */
    let fail;
    const abort = () => fail(signal.reason);
    const done = () => {
      this.waiting.delete(fail);
      signal.removeEventListener("abort", abort);
      // Later, because its own method may be running. By a promise, because tests fake `queueMicrotask`.
      Promise.resolve().then(() => body.free());
    };
    return new ReadableStream(
      {
        start: (controller) => {
          fail = (reason) => {
            done();
            controller.error(reason);
          };
          this.waiting.add(fail);
          signal.addEventListener("abort", abort);
        },
        pull: (controller) =>
          new Promise((resolve) => {
            body.next(
              /** @param {Uint8Array} [chunk] */
              (chunk) => {
                resolve(undefined);
                if (chunk !== undefined) return controller.enqueue(chunk);
                done();
                controller.close();
              },
              () => {
                resolve(undefined);
                fail(disconnected());
              },
            );
            this.clock.wake();
          }),
        cancel: done,
      },
      { highWaterMark: 0 },
    );
  }
}

/** What `fetch` rejects with when a connection closes. */
function disconnected() {
  return new TypeError("fetch failed", { cause: new Error("the sandbox closed the connection") });
}
