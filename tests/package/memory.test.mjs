// Tests that every call settles where memory runs out, and leaves the client usable.

import assert from "node:assert/strict";
import { test } from "node:test";
import { contacts } from "../runtimes/body.mjs";

const PAGE = 65_536;
const MOST = 65_536;

/** How many rows a reply has for which there is memory. Each takes a page. */
const ROWS = 80;

/** The memory of the first module, the core. @type {WebAssembly.Memory | undefined} */
let memory;
const { instantiate } = WebAssembly;
Object.assign(WebAssembly, {
  instantiate: async (/** @type {any[]} */ ...given) => {
    const made = await Reflect.apply(instantiate, WebAssembly, given);
    memory ??= made.exports?.memory;
    return made;
  },
});
const { createClient, SeaxError } = await import("seax-dialer");

/** How a call ends; undefined if it does not. @param {Promise<unknown>} call */
const end = (call) =>
  Promise.race([
    call.then(
      () => "a reply",
      (reason) => (reason instanceof SeaxError ? reason.code : reason),
    ),
    // Nothing else is under way: whatever does not settle soon never will.
    new Promise((resolve) => setTimeout(resolve, 20_000)),
  ]);

test("every call settles where memory runs out, and those after it succeed", async () => {
  let text = "";
  const seax = await createClient({
    workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    apiKey: "key",
    baseUrl: "http://127.0.0.1:9/seax-api",
    fetch: async () => new Response(text, { headers: { "content-type": "application/json" } }),
    maxRetries: 0,
  });
  let [replies, refusals] = [0, 0];
  // Text that is not ASCII is rewritten, and selected fields are collected: both take memory of their own.
  const row = { ...contacts(1)[0], name: `${"x".repeat(PAGE)}é` };
  text = JSON.stringify({ data: Array(ROWS).fill(row), total: ROWS });
  assert.equal(await end(seax.contacts.list()), "a reply");
  assert.ok(memory);
  memory.grow(MOST - memory.buffer.byteLength / PAGE);
  for (let rows = 1; rows < 4 * ROWS; rows += 5) {
    const data = Array(rows).fill(row);
    for (const options of [{}, { select: /** @type {const} */ (["name"]) }]) {
      text = JSON.stringify({ data, total: rows });
      const outcome = await end(seax.contacts.list({}, options));
      assert.ok(outcome === "a reply" || outcome === "reply_too_large", `${rows} rows: ${outcome}`);
      if (outcome === "a reply") replies += 1;
      else refusals += 1;
      text = '{"data":[],"total":0}';
      assert.equal(await end(seax.labels.list()), "a reply", `after ${rows} rows`);
    }
  }
  assert.ok(replies > 10 && refusals > 10, `${replies} replies, ${refusals} refusals`);
});
