// Misbehaving surroundings of the client: whatever they do, every promise settles with a SeaxError that has the
// right code, and the client stays usable.

import { equal, ok, rejection, show } from "../assert.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** @typedef {(request: Request) => PromiseLike<Response>} Fetch */

const ERROR_WITH_ODD_MESSAGE = Object.defineProperty(new Error("x"), "message", { value: Symbol("odd") });

/** Values that a `fetch` throws or rejects with. */
const THROWN = [
  new TypeError("down"),
  "down",
  undefined,
  null,
  42,
  Symbol("down"),
  {},
  () => {},
  ERROR_WITH_ODD_MESSAGE,
];

/**
 * Values that a `fetch` returns in place of a response.
 *
 * @type {unknown[]}
 */
const NO_RESPONSE = [
  undefined,
  null,
  7,
  "response",
  Symbol("response"),
  {},
  [],
  () => {},
  { status: 200 },
  { status: "200", headers: new Headers() },
  { status: 200, headers: {}, arrayBuffer: async () => new ArrayBuffer(0) },
  { status: 200, headers: new Headers() },
  { status: 200, headers: new Headers(), arrayBuffer: "bytes" },
  { status: 200, headers: new Headers(), arrayBuffer: () => undefined },
  { status: 200, headers: new Headers(), arrayBuffer: async () => "bytes" },
  { status: 200, headers: new Headers(), arrayBuffer: async () => ({ length: -1 }) },
  { status: 200, headers: new Headers(), arrayBuffer: async () => ({ length: 2 ** 53 }) },
  { status: 200, headers: new Headers(), arrayBuffer: async () => detached() },
  {
    status: 200,
    headers: new Headers(),
    arrayBuffer: () => {
      throw new Error("no body");
    },
  },
  {
    get status() {
      throw new Error("no status");
    },
  },
  {
    // biome-ignore lint/suspicious/noThenProperty: a thenable that misbehaves is the point
    get then() {
      throw new Error("no then");
    },
  },
  {
    // biome-ignore lint/suspicious/noThenProperty: a thenable that misbehaves is the point
    then() {
      throw new Error("thrown in then");
    },
  },
  new Proxy(
    {},
    {
      get() {
        throw new Error("nothing to see");
      },
    },
  ),
];

/** The members of a response that a client takes. */
const REPLY = {
  status: 200,
  headers: new Headers({ "content-type": "application/json" }),
  arrayBuffer: async () => new TextEncoder().encode('{"data":[]}').buffer,
};

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const traps = {
  "a fetch that throws or rejects is a network error": async (t) => {
    const here = await world(t);
    for (const reason of THROWN) {
      const throwing = /** @type {Fetch} */ (
        () => {
          throw reason;
        }
      );
      for (const fetch of [throwing, () => Promise.reject(reason)]) {
        const seax = await here.client({ fetch, maxRetries: 0 });
        const error = await refusal(seax.phones.list(), "network");
        ok(Object.is(error.cause, reason), `the cause is ${show(error.cause)}, not ${show(reason)}`);
        equal(error.attempts, 1, "attempts");
      }
    }
  },

  "a fetch that gives no response is a network error": async (t) => {
    const here = await world(t);
    for (const [index, answer] of NO_RESPONSE.entries()) {
      for (const give of [() => answer, async () => answer]) {
        const fetch = /** @type {Fetch} */ (/** @type {unknown} */ (give));
        const seax = await here.client({ fetch, maxRetries: 0 });
        const error = await rejection(within(seax.phones.list(), `answer ${index}`));
        // A value with a length can pass for a body, but an invalid one.
        const { code } = /** @type {{ code?: unknown }} */ (error ?? {});
        ok(code === "network" || code === "malformed_reply", `answer ${index}: ${code}: ${show(error)}`);
      }
    }
  },

  "a list that is iterated takes and refuses the same responses as one that is awaited": async (t) => {
    const here = await world(t);
    const same = { redirected: true, url: `${t.sandbox}?x=1` };
    const answers = [
      ...NO_RESPONSE,
      { ...REPLY, status: 65_736 },
      { ...REPLY, status: 2 ** 32 + 200 },
      { ...REPLY, status: -1 },
      { ...REPLY, redirected: true, url: 7 },
      { ...REPLY, redirected: true },
      { ...REPLY, ...same, status: 199 },
      { ...REPLY, ...same },
    ];
    for (const [index, answer] of answers.entries()) {
      const fetch = /** @type {Fetch} */ (/** @type {unknown} */ (async () => answer));
      const seax = await here.client({ fetch, maxRetries: 0 });
      const page = Promise.resolve(seax.phones.list());
      const row = seax.phones.list()[Symbol.asyncIterator]().next();
      const [awaited, iterated] = (await Promise.allSettled([page, row])).map((outcome) =>
        outcome.status === "fulfilled"
          ? "taken"
          : { code: outcome.reason.code, status: outcome.reason.status, message: outcome.reason.message },
      );
      equal(iterated, awaited, `answer ${index} to an iteration`);
      equal(awaited === "taken", index === answers.length - 1, `answer ${index} is taken`);
    }
  },

  "without the streams that a runtime cannot resend, nothing that creates is sent": async (t) => {
    // Elsewhere, bodies are not sent as streams.
    if (t.runtime !== "node" && t.runtime !== "deno") return;
    const here = await world(t);
    const original = globalThis.TransformStream;
    const [standard, custom] = [
      await here.client(),
      await here.client({ fetch: (request) => fetch(request) }),
    ];
    try {
      Reflect.set(globalThis, "TransformStream", undefined);
      for (const seax of [standard, custom]) {
        for (const call of [
          () => seax.labels.create({ name: "Autumn", color: "#884400" }),
          () => seax.contacts.import("name,phone\nAnn,+12345678900\n"),
        ]) {
          const error = await refusal(call(), "invalid_argument");
          equal(error.attempts, 0, "attempts");
        }
      }
    } finally {
      globalThis.TransformStream = original;
    }
    equal((await here.requests("POST")).length, 0, "requests");
  },

  "a fetch that gives a response at once is as good as one that promises it": async (t) => {
    const here = await world(t);
    const fetch = /** @type {Fetch} */ (/** @type {unknown} */ (() => new Response('{"data":[]}')));
    equal((await (await here.client({ fetch })).phones.list()).data, [], "data");
  },

  "a response whose body was read is a network error": async (t) => {
    const here = await world(t);
    const fetch = async () => {
      const response = new Response('{"data":[]}');
      await response.text();
      return response;
    };
    await refusal((await here.client({ fetch, maxRetries: 0 })).phones.list(), "network");
  },

  "a fetch that never settles is a timeout": async (t) => {
    const here = await world(t);
    /** @type {Request[]} */
    const requests = [];
    const fetch = (/** @type {Request} */ request) => {
      requests.push(request);
      return new Promise(() => {});
    };
    const seax = await here.client({ fetch, timeoutMs: 80, maxRetries: 1 });
    await refusal(seax.phones.list(), "timeout");
    equal(requests.length, 2, "requests");
    ok(
      requests.every((request) => request.signal.aborted),
      "a request that is given up is aborted",
    );
  },

  "a body that breaks off or never ends does not hold a call": async (t) => {
    const here = await world(t);
    const seax = await here.client({ maxRetries: 0, timeoutMs: 30_000 });
    await here.fault({ kind: "cut_stream", bytes: 50 });
    await refusal(seax.phones.list(), "network");
    const endless = () => new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array([0x7b])) });
    const waiting = await here.client({
      fetch: async () => new Response(endless()),
      maxRetries: 0,
      timeoutMs: 80,
    });
    await refusal(waiting.phones.list(), "timeout");
  },

  "a body is limited and waited for as it is, whatever length its head announces": async (t) => {
    const here = await world(t);
    const chunk = new Uint8Array(10_000).fill(0x20);
    let left = 100;
    const large = () =>
      new ReadableStream(
        {
          pull(stream) {
            left -= 1;
            if (left === 0) stream.close();
            else stream.enqueue(chunk);
          },
        },
        { highWaterMark: 0 },
      );
    // The length is that of the encoded body.
    const encoded = { "content-length": "458", "content-encoding": "br" };
    const config = { maxRetries: 0, maxReplyBytes: 1_000 };
    const limited = await here.client({
      ...config,
      fetch: async () => new Response(large(), { headers: encoded }),
    });
    await refusal(limited.phones.list(), "reply_too_large");
    ok(left > 90, `${100 - left} chunks were read`);

    const text = `{"data":[]}${" ".repeat(20_000)}`;
    const parts = Array.from({ length: 6 }, (_, part) => text.slice(part * 4_000, (part + 1) * 4_000));
    const slow = () =>
      new ReadableStream(
        {
          async pull(stream) {
            await new Promise((resolve) => setTimeout(resolve, 300));
            const part = parts.shift();
            if (part === undefined) stream.close();
            else stream.enqueue(new TextEncoder().encode(part));
          },
        },
        { highWaterMark: 0 },
      );
    const patient = await here.client({
      fetch: async () => new Response(slow(), { headers: { "content-length": String(text.length) } }),
      maxRetries: 0,
      timeoutMs: 1_200,
    });
    equal((await patient.phones.list()).data, [], "data");
  },

  "a missing global fetch is a network error": async (t) => {
    const here = await world(t);
    const seax = await here.client({ maxRetries: 0 });
    const original = globalThis.fetch;
    try {
      Reflect.set(globalThis, "fetch", undefined);
      await refusal(seax.phones.list(), "network");
    } finally {
      globalThis.fetch = original;
    }
    ok((await seax.phones.list()).data.length > 0, "the client goes on");
  },

  "an auth function that fails is auth_failed, with its cause": async (t) => {
    const here = await world(t);
    const thrown = new Error("the token server is down");
    const given = [
      undefined,
      null,
      "key",
      7,
      {},
      { header: "X-API-KEY" },
      { header: "X API KEY", value: "k" },
      { header: "X-API-KEY", value: 7 },
      { header: "", value: "k" },
      { header: "X-API-KEY", value: "k\r\nX-Evil: 1" },
    ];
    const functions = [
      () => {
        throw thrown;
      },
      () => Promise.reject(thrown),
      ...given.map((value) => async () => value),
      ...given.map((value) => () => value),
    ];
    for (const auth of functions) {
      const config = /** @type {Partial<import("../world.mjs").Config>} */ ({ auth });
      const error = await refusal((await here.client(config)).phones.list(), "auth_failed");
      equal([error.attempts, error.status], [0, undefined], "attempts and status");
    }
    equal((await here.requests()).length, 0, "requests");
  },

  "an auth function that never settles is a timeout": async (t) => {
    const here = await world(t);
    const seax = await here.client({ auth: () => new Promise(() => {}), timeoutMs: 80, maxRetries: 0 });
    await refusal(seax.phones.list(), "timeout");
    equal((await here.requests()).length, 0, "requests");
  },

  "an observer that throws or rejects disturbs nothing": async (t) => {
    const here = await world(t);
    const throwing = () => {
      throw new Error("the log is full");
    };
    const rejecting = async () => {
      throw new Error("the log is full");
    };
    for (const onEvent of [throwing, rejecting]) {
      const seax = await here.client({ onEvent });
      ok((await seax.phones.list()).data.length > 0, "phones");
    }
    // Gives an unhandled rejection the time to end the process.
    await new Promise((resolve) => setTimeout(resolve, 20));
  },

  "a signal that is none is refused": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const misbehaving = {
      get aborted() {
        throw new Error("no state");
      },
      addEventListener() {
        throw new Error("no listeners");
      },
      removeEventListener() {
        throw new Error("no listeners");
      },
    };
    for (const [index, signal] of ["signal", 7, {}, { aborted: false }, misbehaving].entries()) {
      const options = /** @type {{ signal: AbortSignal }} */ (/** @type {unknown} */ ({ signal }));
      await refusal(within(seax.phones.list({}, options), `signal ${index}`), "invalid_argument");
    }
    ok((await seax.phones.list({}, { signal: null })).data.length > 0, "no signal is fine");
  },

  "an argument that misbehaves is refused, and the client goes on": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const loop = { limit: 1, self: {} };
    loop.self = loop;
    const throwing = {
      get limit() {
        throw new Error("no limit");
      },
    };
    const hostile = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("no keys");
        },
      },
    );
    const queries = [
      7,
      "limit=1",
      [],
      true,
      () => {},
      Symbol("query"),
      1n,
      { limit: 1n },
      loop,
      throwing,
      hostile,
    ];
    for (const query of queries) {
      const given = /** @type {{ limit: number }} */ (/** @type {unknown} */ (query));
      await refusal(
        settled(() => seax.phones.list(given)),
        "invalid_argument",
      );
    }
    for (const options of [7, "fast", throwing, hostile]) {
      const given = /** @type {{ timeoutMs: number }} */ (/** @type {unknown} */ (options));
      await refusal(
        settled(() => seax.phones.list({}, given)),
        "invalid_argument",
      );
    }
    ok((await seax.phones.list()).data.length > 0, "the client goes on");
    equal((await here.requests()).length, 1, "requests");
  },

  "a method torn off its object works": async (t) => {
    const seax = await (await world(t)).client();
    const { list } = seax.phones;
    ok((await list()).data.length > 0, "phones");
    const { free } = seax;
    free();
    await refusal(list(), "client_closed");
  },
};

/**
 * Makes a call, as a promise even if the call throws synchronously.
 *
 * @template T
 * @param {() => PromiseLike<T>} call
 * @returns {Promise<T>}
 */
async function settled(call) {
  return within(call(), "the call");
}

/**
 * Rejects with the promise's name if it does not settle within 10 s, since one case tries many.
 *
 * @template T
 * @param {PromiseLike<T>} promise
 * @param {string} name
 * @returns {Promise<T>}
 */
function within(promise, name) {
  const late = new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`${name}: the promise had not settled after 10 s`)), 10_000);
  });
  return Promise.race([promise, /** @type {Promise<never>} */ (late)]);
}

/** A buffer whose bytes were transferred. */
function detached() {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}
