import { epochMilliseconds } from "./duration.js";

/** @typedef {import("./seax_testing.js").Sandbox} Core */

// As they are when this is loaded: tests fake them later, and real time passes all the same.
const { setTimeout, clearTimeout, MessageChannel } = globalThis;
const performanceNow = performance.now.bind(performance);

/** Microseconds in a millisecond: the core counts microseconds. */
const MICROS = 1_000;

/** Moves the core's clock: when it is told to, or with real time. */
export class Clock {
  /**
   * @param {"virtual" | "real"} kind
   * @param {Date | string | number} start
   */
  constructor(kind, start) {
    if (kind !== "virtual" && kind !== "real") throw new TypeError('`clock` must be "virtual" or "real".');
    this.isReal = kind === "real";
    this.start = epochMilliseconds(start) * MICROS;
    /** @type {Core | undefined} */
    this.core = undefined;
    /** What real time is behind the core's. */
    this.offset = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {Core} core */
  drive(core) {
    this.core = core;
    this.follow();
  }

  /** Takes the core's time as the current one. */
  follow() {
    this.offset = this.#core.now() - performanceNow() * MICROS;
    this.wake();
  }

  /** Brings the core up to real time, and comes back when its next timer fires. */
  wake() {
    if (!this.isReal) return;
    const core = this.#core;
    core.advance_to(performanceNow() * MICROS + this.offset);
    clearTimeout(this.timer);
    const next = core.next_timer();
    if (next === undefined) return;
    this.timer = setTimeout(() => this.wake(), Math.max(0, (next - core.now()) / MICROS));
  }

  /**
   * Moves the core's clock to a time, timer by timer, so that whatever waits for one runs at its time.
   *
   * @param {number} time in microseconds
   */
  async advanceTo(time) {
    const core = this.#core;
    // What was started before may not have reached the core yet.
    await turn();
    for (let next = core.next_timer(); next !== undefined && next <= time; next = core.next_timer()) {
      core.advance_to(next);
      await turn();
    }
    core.advance_to(time);
    this.follow();
    await turn();
  }

  get #core() {
    if (this.core === undefined) throw new Error("The clock drives no sandbox.");
    return this.core;
  }
}

/** Lets everything run that waits for what has happened. */
function turn() {
  return new Promise((resolve) => {
    // Jest's jsdom has no channels.
    if (MessageChannel === undefined) return void setTimeout(resolve, 0);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(undefined);
  });
}
