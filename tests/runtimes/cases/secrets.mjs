// The key is sent to the API, and appears nowhere else.

import { equal, ok, rejection, until } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** Joined at run time, since some runtimes print the source line that made the call. */
const SECRET = ["very", "secret"].join("-");

/** The properties that a copied cause may have: standard ones, or those of an engine. */
const KEPT = ["name", "message", "code", "stack", "cause"].concat(
  ["line", "column", "sourceURL", "originalLine", "originalColumn"],
  ["fileName", "lineNumber", "columnNumber"],
);

class Private extends Error {
  #key;

  /** @param {string} key */
  constructor(key) {
    super("slow");
    this.#key = key;
  }

  get key() {
    return this.#key;
  }

  toJSON() {
    return { key: this.#key };
  }

  [Symbol.for("nodejs.util.inspect.custom")]() {
    return this.#key;
  }
}

const slow = (/** @type {object} */ held) => Object.assign(new Error("slow"), held);

/**
 * Errors that hold the request that failed, like those of HTTP libraries.
 *
 * @type {((request: Request, key: string) => Error)[]}
 */
const HELD = [
  (request) => slow({ request }),
  (request) => slow({ headers: request.headers }),
  (request) => slow({ config: new Map(request.headers) }),
  (_, key) => slow({ keys: new Set([key]) }),
  (_, key) => slow({ url: new URL(`https://seax.example.com/?key=${key}`) }),
  (_, key) => slow({ [Symbol("key")]: key }),
  (_, key) => slow({ [Symbol(key)]: true }),
  (_, key) => slow({ constructor: { key } }),
  (_, key) => slow({ bytes: new TextEncoder().encode(key) }),
  (request) => slow({ again: () => request }),
  (request) => slow({ request: new Proxy(request, {}) }),
  (_, key) => slow({ a: { b: { c: { d: { e: { f: { g: { h: key } } } } } } } }),
  (_, key) => slow({ all: [...Array.from({ length: 2_000 }, (_, index) => ({ index })), key] }),
  (_, key) => {
    let cause = new Error(key);
    for (let depth = 0; depth < 9; depth += 1) cause = new Error("slow", { cause });
    return cause;
  },
  (_, key) => {
    let reads = 0;
    const get = () => (reads++ < 1 ? "fine" : key);
    return Object.defineProperty(new Error("slow"), "info", { get, enumerable: true });
  },
  (_, key) => new Private(key),
  (_, key) =>
    Object.assign(
      Object.create({
        get key() {
          return key;
        },
      }),
      { message: "slow", stack: "slow" },
    ),
];

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const secrets = {
  "the key is in no client, error or event, however they are printed": async (t) => {
    /** @type {[import("../world.mjs").Fault, ...import("seax-dialer").ErrorCode[]][]} */
    const faults = [
      [{ kind: "status", status: 401 }, "unauthorized"],
      [{ kind: "status", status: 500 }, "server_error"],
      [{ kind: "drop_request" }, "network"],
      [{ kind: "hang" }, "timeout"],
      // WebKit delivers a truncated body as if it were complete.
      [{ kind: "cut_json", bytes: 9 }, "network", "malformed_reply"],
    ];
    for (const [fault, ...codes] of faults) {
      const here = await world(t);
      const draft = await goodDraft(await here.client());
      /** @type {unknown[]} */
      const seen = [];
      const seax = await here.client({ maxRetries: 0, onEvent: (event) => void seen.push(event) });
      seen.push(seax, seax.phones, seax.contacts, seax.labels, seax.agents, seax.campaigns);
      // For all requests, because some runtimes resend one by themselves.
      await here.fault({ ...fault, times: 0 });
      const options = fault.kind === "hang" ? { timeoutMs: 300 } : {};
      for (const call of [() => seax.phones.list({}, options), () => seax.campaigns.create(draft, options)]) {
        const error = /** @type {import("seax-dialer").SeaxError} */ (await rejection(call()));
        ok(codes.includes(error.code), `${error.code}: ${error.message}`);
        seen.push(error);
      }
      ok(seen.length > 9, "there are events");
      for (const [index, value] of seen.entries()) {
        for (const text of printed(value)) ok(!text.includes(here.apiKey), `the key is in ${index}: ${text}`);
      }
    }
  },

  "a key that cannot be a header is refused, and not repeated": async (t) => {
    const here = await world(t);
    for (const end of ["\n", "\r\nX-Evil: 1", "\u0000", " ", "ü"]) {
      const apiKey = `${SECRET}-${here.apiKey}${end}`;
      const error = await refusal(here.client({ apiKey }), "invalid_argument");
      for (const text of printed(error)) ok(!text.includes(SECRET), `the key is in ${text}`);
    }
  },

  "a key that a server or a fetch repeats is not in the error": async (t) => {
    const here = await world(t);
    const seax = await here.client({ maxRetries: 0 });
    const echo = `no such key: ${here.apiKey}`;
    for (const body of [
      { detail: echo },
      { detail: [{ loc: ["header", here.apiKey], msg: echo, type: "value_error" }] },
      echo,
    ]) {
      await here.fault({ kind: "status", status: 401, body });
      const error = await refusal(seax.phones.list(), "unauthorized");
      for (const text of printed(error)) ok(!text.includes(here.apiKey), `the key is in ${text}`);
    }
    const failing = async () => {
      throw new TypeError(`cannot send X-API-KEY: ${here.apiKey}`);
    };
    const broken = await here.client({ fetch: failing, maxRetries: 0 });
    const { message, stack } = await refusal(broken.phones.list(), "network");
    ok(!message.includes(here.apiKey) && !stack?.includes(here.apiKey), `the key is in "${message}"`);
  },

  "a key that is anywhere in what a fetch throws is not in the error": async (t) => {
    const here = await world(t);
    const key = here.apiKey;
    const base64 = btoa(`user:${key}`);
    const url = encodeURIComponent(key).replaceAll("-", "%2D");
    const coded = Object.assign(new Error("refused"), { details: { header: `X-API-KEY: ${key}` } });
    const odd = new Error("odd");
    odd.stack = `Error: odd at ${key}`;
    const loop = new Error(key);
    loop.cause = loop;
    const innocent = new TypeError("no network", { cause: new Error("refused") });
    for (const thrown of [
      new TypeError("failed", { cause: new Error(`header ${key}`) }),
      new TypeError("failed", { cause: new Error("deep", { cause: `the key ${base64}` }) }),
      new AggregateError([new Error(url)], "failed"),
      coded,
      odd,
      loop,
      `thrown ${key}`,
      { message: key },
    ]) {
      const fetch = async () => {
        throw thrown;
      };
      const error = await refusal((await here.client({ fetch, maxRetries: 0 })).phones.list(), "network");
      ok(error.cause !== undefined, "there is a cause");
      for (const text of printed(error))
        for (const secret of [key, base64, url]) ok(!text.includes(secret), `the key is in ${text}`);
    }
    const fetch = async () => {
      throw innocent;
    };
    const error = await refusal((await here.client({ fetch, maxRetries: 0 })).phones.list(), "network");
    ok(error.cause === innocent, "a cause without the key is handed on as it is");
  },

  "what a fetch throws takes no request with it, wherever it keeps that": async (t) => {
    const here = await world(t);
    const key = here.apiKey;
    const draft = await goodDraft(await here.client());
    for (const [index, held] of HELD.entries()) {
      const fetch = async (/** @type {Request} */ request) => {
        const thrown = held(request, String(request.headers.get("x-api-key")));
        throw Object.assign(thrown, { name: "TimeoutError", code: "ETIMEDOUT" });
      };
      const seax = await here.client({ fetch, maxRetries: 0 });
      for (const call of [
        () => seax.phones.list(),
        () => seax.contacts.list()[Symbol.asyncIterator]().next(),
        () => seax.campaigns.watch(here.workspaceId).next(),
        () => seax.campaigns.launch(draft, { onTicket() {}, skipCheck: true }),
      ]) {
        const error = await rejection(call());
        const { cause } = /** @type {{ cause?: any }} */ (error);
        equal(
          [cause?.message, cause?.name, cause?.code],
          ["slow", "TimeoutError", "ETIMEDOUT"],
          `cause ${index}`,
        );
        ok(cause.stack, `cause ${index} has its stack`);
        for (const text of printed(error)) ok(!text.includes(key), `the key is in ${index}: ${text}`);
        equal(
          Reflect.ownKeys(cause).filter((name) => !KEPT.includes(String(name))),
          [],
          `members of cause ${index}`,
        );
      }
    }
  },

  "a client that is closed while `auth` is pending sends nothing": async (t) => {
    const here = await world(t);
    const draft = await goodDraft(await here.client());
    const before = (await here.requests()).length;
    /** @type {((seax: import("../world.mjs").Client) => PromiseLike<unknown>)[]} */
    const calls = [
      (seax) => seax.campaigns.create(draft),
      (seax) => seax.campaigns.report(draft.phone_ids[0] ?? ""),
      (seax) => seax.contacts.list()[Symbol.asyncIterator]().next(),
    ];
    for (const call of calls) {
      /** @type {(header: import("seax-dialer").AuthHeader) => void} */
      let give = () => {};
      /** @type {Promise<import("seax-dialer").AuthHeader>} */
      const header = new Promise((resolve) => {
        give = resolve;
      });
      let asked = false;
      const auth = () => {
        asked = true;
        return header;
      };
      const seax = await here.client({ auth });
      const end = refusal(call(seax), "client_closed");
      await until(() => asked, "`auth` is called");
      seax.free();
      give({ header: "X-API-KEY", value: here.apiKey });
      equal((await end).attempts, 0, "attempts");
    }
    equal((await here.requests()).length, before, "requests");
  },

  "a client that is closed makes no call": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const draft = await goodDraft(seax);
    const rows = seax.contacts.list({ limit: 5 })[Symbol.asyncIterator]();
    equal((await rows.next()).done, false, "a first row");
    seax.free();
    seax.free();
    for (const call of [
      () => seax.phones.list(),
      () => seax.contacts.list()[Symbol.asyncIterator]().next(),
      () => seax.campaigns.create(draft),
      () => seax.campaigns.launch(draft),
      () => seax.campaigns.check(draft),
      () => seax.campaigns.watch(draft.phone_ids[0] ?? "").next(),
    ])
      equal((await refusal(call(), "client_closed")).attempts, 0, "attempts");
    const first = await refusal(seax.campaigns.launch(draft), "client_closed");
    const later = await refusal(seax.campaigns.launch(draft, { idempotencyKey: "k" }), "client_closed");
    equal([first.campaignState, later.campaignState], ["none", "unknown"], "states");
    await rows.return(undefined);

    const other = await here.client();
    other[Symbol.dispose]?.();
    if (Symbol.dispose) await refusal(other.phones.list(), "client_closed");
    ok((await (await here.client()).phones.list()).data.length > 0, "another client goes on");
  },

  "what an auth function gives is not repeated either": async (t) => {
    const here = await world(t);
    const value = `${SECRET}\n${here.apiKey}`;
    const seax = await here.client({ auth: async () => ({ header: "X-API-KEY", value }) });
    const error = await refusal(seax.phones.list(), "auth_failed");
    for (const text of printed(error)) ok(!text.includes(SECRET), `the secret is in ${text}`);
    equal(error.attempts, 0, "attempts");
    equal((await here.requests()).length, 0, "requests");
  },

  "a redirect is not followed, so the key goes nowhere else": async (t) => {
    const here = await world(t);
    const seax = await here.client({ maxRetries: 0 });
    const draft = await goodDraft(seax);
    const id = "99999999-2222-4444-3333-555555555555";
    for (const status of [301, 302, 303, 307, 308]) {
      const tag = `${here.workspaceId}-${status}`;
      const Location = `${t.mirror}/elsewhere/${tag}`;
      await here.fault({ kind: "status", status, headers: { Location }, times: 3 });
      for (const call of [
        () => seax.phones.list(),
        () => seax.campaigns.create(draft),
        () => seax.campaigns.report(id),
      ]) {
        const error = await refusal(call(), "network");
        // A browser hides the status.
        ok([undefined, status].includes(error.status), `the status ${error.status}`);
        ok(!error.message.includes("(0)"), error.message);
      }
      const reply = await fetch(`${t.mirror}/seen?tag=${tag}`);
      equal(await reply.json(), [], `what the mirror saw of a ${status}`);
    }
  },

  "an auth function is asked for each attempt": async (t) => {
    const here = await world(t);
    let asked = 0;
    const auth = async () => {
      asked += 1;
      return { header: "X-API-KEY", value: here.apiKey };
    };
    const seax = await here.client({ auth });
    await here.fault({ kind: "status", status: 503, headers: { "Retry-After": "0" } });
    ok((await seax.phones.list()).data.length > 0, "phones");
    equal(asked, 2, "times asked");
  },

  "requests carry the key once, in its header": async (t) => {
    const here = await world(t);
    /** @type {Request[]} */
    const requests = [];
    const seax = await here.client({
      fetch: async (request) => {
        requests.push(request.clone());
        return fetch(request);
      },
    });
    await seax.campaigns.create(await goodDraft(seax));
    equal(requests.length, 4, "requests");
    for (const request of requests) {
      equal(request.headers.get("x-api-key"), here.apiKey, "the header");
      equal(request.headers.get("accept"), "application/json", "accept");
      ok(!request.url.includes(here.apiKey), "the URL has no key");
      const body = await request.text();
      ok(!body.includes(here.apiKey), "the body has no key");
      if (request.method === "POST") equal(request.headers.get("content-type"), "application/json", "type");
    }
  },
};

/**
 * Everything that a log could show of a value: its text, its JSON, the output of the runtime's own printer, and
 * every string that can be reached from it.
 *
 * @param {unknown} value
 * @returns {string[]}
 */
function printed(value) {
  const { process, Deno, Bun } = /** @type {Record<string, any>} */ (globalThis);
  const inspect = process?.getBuiltinModule?.("node:util")?.inspect;
  const deep = { depth: 20, showHidden: true, getters: true };
  return [
    String(value),
    JSON.stringify(value) ?? "",
    inspect?.(value, deep) ?? "",
    Deno?.inspect?.(value, deep) ?? "",
    Bun?.inspect?.(value, deep) ?? "",
    ...reachable(value, new Set()),
  ];
}

/**
 * @param {unknown} value
 * @param {Set<unknown>} visited
 * @returns {string[]}
 */
function reachable(value, visited) {
  if (typeof value === "string") return [value];
  if ((typeof value !== "object" && typeof value !== "function") || value === null || visited.has(value))
    return [];
  visited.add(value);
  const found = [];
  for (let part = /** @type {object | null} */ (value); part !== null; part = Object.getPrototypeOf(part)) {
    for (const key of Reflect.ownKeys(part)) {
      found.push(String(key));
      try {
        found.push(...reachable(Reflect.get(part, key, value), visited));
      } catch {
        // A getter that throws reveals nothing.
      }
    }
  }
  return found;
}
