import { clockTime, epochMilliseconds } from "./duration.js";

/** @typedef {import("./seax_testing.js").Sandbox} Core */

// Tests may replace these later; the clock needs the real ones.
const { setTimeout, clearTimeout, MessageChannel } = globalThis;
const performanceNow = performance.now.bind(performance);
const dateNow = Date.now.bind(Date);

/** Microseconds in a millisecond: the core counts microseconds. */
const MICROS = 1_000;

/** The longest delay of `setTimeout`, in milliseconds. With a longer one, it fires at once. */
const MOST_DELAY = 2 ** 31 - 1;

/** The shortest sleep that is noticed, in milliseconds: the two clocks of a machine are rounded and adjusted. */
const LEAST_SLEEP = 1_000;

/** How far the wall clock is ahead of the steady one, in milliseconds. */
const lead = dateNow() - performanceNow();

/** For how long the steady clock stood still, which it may do while the machine sleeps. */
let asleep = 0;

/** Real time, in microseconds. It goes on while the machine sleeps, and never goes back. */
function realTime() {
  const steady = performanceNow();
  const ahead = dateNow() - lead - steady;
  if (ahead >= asleep + LEAST_SLEEP) asleep = ahead;
  return (steady + asleep) * MICROS;
}

/** Moves the core's clock: when it is told to, or with real time. */
export class Clock {
  /**
   * @param {"virtual" | "real"} kind
   * @param {Date | string | number} start
   */
  constructor(kind, start) {
    if (kind !== "virtual" && kind !== "real") throw new TypeError('`clock` must be "virtual" or "real".');
    this.isReal = kind === "real";
    this.start = clockTime(epochMilliseconds(start)) * MICROS;
    /** @type {Core | undefined} */
    this.core = undefined;
    /** The core's time minus real time, in microseconds. */
    this.offset = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** How many requests and readers wait for something. */
    this.waiting = 0;
    /** The moves so far: each begins where the one before has ended. @type {Promise<unknown>} */
    this.moves = Promise.resolve();
    /** Counts the states that the core has had: a move of one of them does not go on in the next. */
    this.state = 0;
  }

  /** @param {Core} core */
  drive(core) {
    this.core = core;
    this.follow();
  }

  /** Takes the core's time as the current one, and ends all moves: the core has another state. */
  follow() {
    this.state += 1;
    this.offset = this.#core.now() - realTime();
    this.wake();
  }

  /** Advances the core to the current time, and sets a timer for its next event. */
  wake() {
    if (!this.isReal) return;
    const core = this.#core;
    core.advance_to(realTime() + this.offset);
    clearTimeout(this.timer);
    const next = core.next_timer();
    if (next === undefined) return;
    this.timer = setTimeout(
      () => this.wake(),
      Math.min(Math.max(0, (next - core.now()) / MICROS), MOST_DELAY),
    );
    if (this.waiting === 0) keepAlive(this.timer, false);
  }

  /** Keeps the process alive until the returned function is called, because a request or a reader waits. */
  hold() {
    this.waiting += 1;
    keepAlive(this.timer, true);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.waiting -= 1;
      if (this.waiting === 0) keepAlive(this.timer, false);
    };
  }

  /**
   * Moves the core's clock, after the moves before, timer by timer, so that whatever waits for one runs at its time.
   *
   * @param {(now: number) => number} target from the current time, both in microseconds
   * @param {() => Promise<void>} begun waits for what was begun before
   */
  move(target, begun) {
    const { state } = this;
    const moved = this.moves.then(async () => {
      // What was begun before may not have reached the core yet.
      await turn();
      await begun();
      if (this.state !== state) return;
      this.wake();
      const time = target(this.#core.now());
      clockTime(time / MICROS);
      await this.#moveTo(time, () => this.state === state);
    });
    this.moves = moved.catch(() => {});
    return moved;
  }

  /**
   * @param {number} time in microseconds
   * @param {() => boolean} goesOn
   */
  async #moveTo(time, goesOn) {
    const core = this.#core;
    const span = Math.max(0, time - core.now());
    while (goesOn()) {
      const next = core.next_timer();
      if (next === undefined || next > time) break;
      core.advance_to(next);
      await turn();
    }
    if (!goesOn()) return;
    core.advance_to(time);
    this.offset += span;
    this.wake();
    await turn();
  }

  get #core() {
    if (this.core === undefined) throw new Error("The clock drives no sandbox.");
    return this.core;
  }
}

/** Waits until the code that was waiting for the last event has run. */
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

/**
 * Whether a timer keeps the process alive, where there is a process: a test is over although a campaign is not.
 *
 * @param {any} timer
 * @param {boolean} alive
 */
function keepAlive(timer, alive) {
  const word = alive ? "ref" : "unref";
  if (typeof timer === "object") timer?.[word]?.();
  else if (timer !== undefined) /** @type {any} */ (globalThis).Deno?.[`${word}Timer`]?.(timer);
}
