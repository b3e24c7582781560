// The bodies of replies, as streams.

/** @typedef {import("./seax_testing.js").ReplyBody} ReplyBody */
/** @typedef {{ signal: AbortSignal, request: Request | undefined }} Sender */

// Workers of before 2025 have neither.
const Weak =
  globalThis.WeakRef ??
  class {
    /** @param {Source} target */
    constructor(target) {
      this.target = target;
    }
    deref() {
      return this.target;
    }
  };

/** The bodies that are not read to their end. One that nobody can read any more is garbage: nothing here keeps it. */
export class Bodies {
  /** @param {{ wake(): void, hold(): () => void }} clock */
  constructor(clock) {
    this.clock = clock;
    /** @type {Set<WeakRef<Source>>} */
    this.open = new Set();
    /** @type {FinalizationRegistry<Held> | undefined} */
    this.collected =
      globalThis.FinalizationRegistry && new FinalizationRegistry((held) => this.#forget(held));
  }

  /**
   * @param {Uint8Array | ReplyBody} body
   * @param {Sender} sender
   */
  stream(body, sender) {
    const source = new Source(body, sender, this.clock);
    const held = hold(source, sender.signal);
    this.open.add(held.source);
    sender.signal.addEventListener("abort", held.abort);
    this.collected?.register(source, held, source);
    source.onEnd = () => {
      this.collected?.unregister(source);
      this.#forget(held);
    };
    return streamOf(source);
  }

  /** @param {Error} reason */
  failAll(reason) {
    for (const source of [...this.open]) source.deref()?.fail(reason);
  }

  /** @param {Held} held */
  #forget({ source, signal, abort }) {
    this.open.delete(source);
    signal.removeEventListener("abort", abort);
  }
}

/** @typedef {{ source: WeakRef<Source>, signal: AbortSignal, abort: () => void }} Held */

/**
 * Returns what is held of a body. A function of its own, because closures keep alive what the closures beside them use.
 *
 * @param {Source} body
 * @param {AbortSignal} signal
 * @returns {Held}
 */
function hold(body, signal) {
  const source = /** @type {WeakRef<Source>} */ (new Weak(body));
  return { source, signal, abort: aborting(source, signal) };
}

/**
 * @param {WeakRef<Source>} source
 * @param {AbortSignal} signal
 */
function aborting(source, signal) {
  return () => source.deref()?.fail(signal.reason);
}

/** @param {Source} source */
function streamOf(source) {
  return new ReadableStream(
    {
      start: (controller) => {
        source.controller = controller;
      },
      pull: () => source.pull(),
      cancel: () => source.end(),
    },
    { highWaterMark: 0 },
  );
}

/** The source of a stream. */
class Source {
  /**
   * @param {Uint8Array | ReplyBody} body
   * @param {Sender} sender
   * @param {{ wake(): void, hold(): () => void }} clock
   */
  constructor(body, sender, clock) {
    this.body = body;
    // Node's requests follow the signal that they were given only as long as they are not garbage themselves.
    this.sender = sender;
    this.clock = clock;
    /** @type {ReadableStreamDefaultController<Uint8Array> | undefined} */
    this.controller = undefined;
    this.isOver = false;
    this.onEnd = () => {};
    /** Lets go of the clock. */
    this.release = () => {};
  }

  pull() {
    const { body } = this;
    if (body instanceof Uint8Array) {
      if (body.length > 0) this.controller?.enqueue(body);
      return this.#close();
    }
    return new Promise((/** @type {(value: void) => void} */ resolve) => {
      this.clock.wake();
      this.release = this.clock.hold();
      body.next(
        /** @param {Uint8Array} [chunk] */
        (chunk) => {
          resolve();
          this.release();
          if (this.isOver) return;
          if (chunk === undefined) this.#close();
          else this.controller?.enqueue(chunk);
        },
        () => {
          resolve();
          this.fail(disconnected());
        },
      );
      this.clock.wake();
    });
  }

  #close() {
    this.end();
    this.controller?.close();
  }

  /** @param {Error} reason */
  fail(reason) {
    if (this.isOver) return;
    this.end();
    this.controller?.error(reason);
  }

  end() {
    if (this.isOver) return;
    this.isOver = true;
    this.release();
    this.onEnd();
    const { body } = this;
    // Later, because its own method may be running. By a promise, because tests fake `queueMicrotask`.
    if (!(body instanceof Uint8Array)) Promise.resolve().then(() => body.free());
  }
}

/** Returns the error that `fetch` rejects with when a connection closes. */
export function disconnected() {
  return new TypeError("fetch failed", { cause: new Error("the sandbox closed the connection") });
}
