import { Clock } from "./clock.js";
import { epochMilliseconds, milliseconds } from "./duration.js";
import { Exchanges } from "./exchange.js";
import { asFault } from "./fault.js";
import { portOf } from "./options.js";
import { Sandbox as Core } from "./seax_testing.js";
import { serve } from "./serve.js";

/** Nothing is resolved at this address: requests to it go to the sandbox's own `fetch`. */
const ORIGIN = "https://seax.test";

/** See `Sandbox` in testing.d.ts. */
export class Sandbox {
  #core;
  #clock;
  #exchanges;

  /** @param {import("../../../pkg/testing.d.ts").SandboxOptions} options */
  constructor(options) {
    const { seed = 1, contacts = 200, speed = 1, pageCap = 0, clock = "virtual", now = Date.now() } = options;
    const { enforceHours = false } = options;
    this.#clock = new Clock(clock, now);
    this.#core = new Core(seed, contacts, speed, pageCap, enforceHours, this.#clock.start);
    this.#clock.drive(this.#core);
    this.#exchanges = new Exchanges(this.#core, this.#clock);
    this.fetch = this.#exchanges.fetch.bind(this.#exchanges);
  }

  get config() {
    return {
      workspaceId: this.#core.workspace_id,
      apiKey: this.#core.api_key,
      baseUrl: `${ORIGIN}/seax-api`,
      fetch: this.fetch,
      // The key is the same in every sandbox, and opens nothing else.
      dangerouslyAllowBrowser: true,
    };
  }

  get now() {
    this.#clock.wake();
    return new Date(this.#core.now() / 1_000);
  }

  get campaigns() {
    return this.#list("campaigns");
  }

  get calls() {
    return this.#list("calls");
  }

  get refusedCalls() {
    return this.#list("refused_calls");
  }

  get testCalls() {
    return this.#list("dry_runs");
  }

  get requests() {
    return this.#list("requests");
  }

  get faults() {
    return this.#list("faults");
  }

  /** @param {import("../../../pkg/testing.d.ts").Duration} duration */
  async advance(duration) {
    const span = milliseconds(duration) * 1_000;
    await this.#move((now) => now + span);
  }

  /** @param {Date | string | number} time */
  async advanceTo(time) {
    const end = epochMilliseconds(time) * 1_000;
    await this.#move(() => end);
  }

  /** @param {import("../../../pkg/testing.d.ts").Fault} fault */
  fault(fault) {
    this.#ask("POST", "faults", asFault(fault));
  }

  clearFaults() {
    this.#ask("DELETE", "faults");
  }

  clearRequests() {
    this.#ask("DELETE", "requests");
  }

  snapshot() {
    this.#clock.wake();
    return this.#core.snapshot();
  }

  /** @param {string} snapshot */
  restore(snapshot) {
    if (typeof snapshot !== "string")
      throw new TypeError("A snapshot is a text: what `snapshot()` has returned.");
    this.#core.restore(snapshot);
    this.#replaced();
  }

  reset() {
    this.#core.reset();
    this.#replaced();
  }

  /** @param {{ port?: number | undefined }} [options] */
  async serve(options) {
    const { workspaceId, apiKey } = this.config;
    const server = await serve((request) => this.#exchanges.send(request), portOf(options));
    return { ...server, config: { workspaceId, apiKey, baseUrl: `${server.origin}/seax-api` } };
  }

  /** @param {(now: number) => number} target */
  #move(target) {
    return this.#clock.move(target, () => this.#exchanges.sent());
  }

  #replaced() {
    this.#clock.follow();
    this.#exchanges.failAll();
  }

  /** @param {string} path */
  #list(path) {
    return JSON.parse(this.#ask("GET", path)).data;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  #ask(method, path, body) {
    this.#clock.wake();
    const bytes = body === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(body));
    try {
      return this.#core.ask(method, `/_sandbox/${path}`, bytes);
    } catch (error) {
      throw new TypeError(explain(String(/** @type {Error} */ (error).message)), { cause: error });
    }
  }
}

/** Returns the message of a rejected control request. @param {string} text */
function explain(text) {
  try {
    const { detail } = JSON.parse(text);
    return typeof detail === "string"
      ? detail
      : detail.map((/** @type {{ msg: string }} */ { msg }) => msg).join("; ");
  } catch {
    return text;
  }
}
