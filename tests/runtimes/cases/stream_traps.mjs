// Bodies that misbehave: iteration always ends, with a SeaxError.

import { equal, ok, rejection, show } from "../assert.mjs";
import { contacts } from "../body.mjs";
import { iterate } from "../iterate.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

const GOOD = new TextEncoder().encode(JSON.stringify({ data: contacts(3), total: 3 }));

/** @param {() => unknown} read the reader's `read` */
const reader = (read) => ({ getReader: () => ({ read, cancel: async () => {} }) });

/** @param {unknown} value */
const thrown = (value) => () => {
  throw value;
};

/** Invalid bodies. */
const BODIES = [
  { getReader: thrown(new Error("no reader")) },
  { getReader: () => undefined },
  { getReader: () => 7 },
  { getReader: () => ({}) },
  { getReader: () => ({ read: "all" }) },
  reader(thrown("no bytes")),
  reader(thrown(undefined)),
  reader(() => undefined),
  reader(() => null),
  reader(async () => undefined),
  reader(async () => 7),
  reader(async () => ({})),
  reader(async () => ({ done: false })),
  reader(async () => ({ done: false, value: "text" })),
  reader(async () => ({ done: false, value: 7 })),
  reader(async () => ({ done: false, value: { byteLength: 2 ** 53, length: 2 ** 53 } })),
  reader(async () => ({ done: false, value: Object.create(Uint8Array.prototype) })),
  reader(async () => ({ done: true })),
  reader(() => Promise.reject(new Error("cut"))),
  reader(() => Promise.reject(null)),
  reader(() => ({
    get done() {
      throw new Error("not to be seen");
    },
  })),
  reader(async () => new Proxy({}, { get: thrown(new Error("nothing to see")) })),
  {
    getReader: () => ({ read: thrown(1), cancel: thrown(2) }),
  },
  {
    getReader: () => ({ read: thrown(1), cancel: () => Promise.reject(new Error("not cancelled")) }),
  },
];

/**
 * A response with this body, and with valid bytes for a client that does not read it as a stream.
 *
 * @param {unknown} body
 */
const response = (body) => ({
  status: 200,
  headers: new Headers(),
  body,
  arrayBuffer: async () => GOOD.slice().buffer,
});

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const streamTraps = {
  "a body that misbehaves is a SeaxError": async (t) => {
    const here = await world(t);
    for (const [index, body] of BODIES.entries()) {
      const fetch = /** @type {() => Promise<Response>} */ (
        /** @type {unknown} */ (async () => response(body))
      );
      const seax = await here.client({ fetch, maxRetries: 0, timeoutMs: 2_000 });
      const error = await rejection(iterate(seax.contacts.list()).next());
      const { code } = /** @type {{ code?: unknown }} */ (error ?? {});
      ok(
        ["network", "malformed_reply", "reply_too_large"].includes(String(code)),
        `body ${index}: ${String(code)}: ${show(error)}`,
      );
    }
    // Gives an unhandled rejection the time to end the process.
    await new Promise((resolve) => setTimeout(resolve, 20));
  },

  "a body that always has a chunk ready ends when its time is over": async (t) => {
    const here = await world(t);
    for (const [text, says] of [
      ["", "stalled for 100 ms"],
      [" ", "deadline"],
    ]) {
      const value = new TextEncoder().encode(text);
      const fetch = /** @type {() => Promise<Response>} */ (
        /** @type {unknown} */ (
          async () => {
            const begun = performance.now();
            return response(
              reader(async () => {
                // No timer fires meanwhile, not even the one that ends a case.
                if (performance.now() - begun > 60_000) throw new Error("it is read for ever");
                return { done: false, value };
              }),
            );
          }
        )
      );
      const seax = await here.client({ fetch, maxRetries: 0, timeoutMs: 100, deadlineMs: 300 });
      for (const call of [() => seax.phones.list(), () => iterate(seax.contacts.list()).next()]) {
        const { message } = await refusal(call(), "timeout");
        ok(message.includes(says ?? ""), `${call}: ${message}`);
      }
    }
  },

  "a response without a stream is read as a whole": async (t) => {
    const here = await world(t);
    for (const body of [undefined, null, 7, "body", {}, { getReader: 1 }]) {
      const fetch = /** @type {() => Promise<Response>} */ (
        /** @type {unknown} */ (async () => response(body))
      );
      const seax = await here.client({ fetch });
      const rows = [];
      for await (const row of seax.contacts.list()) rows.push(row);
      equal(rows, contacts(3), `contacts with ${show(body)}`);
    }
  },

  "pieces may be of any sort that has bytes": async (t) => {
    const here = await world(t);
    const views = [GOOD.slice(), GOOD.slice().buffer, new Uint8Array(0), new Uint8Array([32, 10])];
    for (const [first, second] of [
      [views[0], views[2]],
      [views[1], views[3]],
      [views[2], views[0]],
    ]) {
      const queue = [first, second];
      const body = reader(async () => ({ done: queue.length === 0, value: queue.shift() }));
      const fetch = /** @type {() => Promise<Response>} */ (
        /** @type {unknown} */ (async () => response(body))
      );
      const rows = [];
      for await (const row of (await here.client({ fetch })).contacts.list()) rows.push(row);
      equal(rows, contacts(3), "contacts");
    }
  },
};
