// Tests that no text decoder decodes without end: in Safari up to 18.4, one fails after 2 GiB in all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { contacts } from "../runtimes/body.mjs";

/** How many bytes a decoder of this test decodes. A smaller limit than Safari's, so that the test takes less time. */
const LIMIT = 100_000_000;

const Real = TextDecoder;
globalThis.TextDecoder = class extends Real {
  #decoded = 0;

  /** @param {Parameters<TextDecoder["decode"]>} given */
  decode(...given) {
    this.#decoded += given[0]?.byteLength ?? 0;
    if (this.#decoded > LIMIT) throw new RangeError("Bad value");
    return super.decode(...given);
  }
};
const { createClient } = await import("seax-dialer");

test("replies are decoded however many came before", async () => {
  const padding = " ".repeat(40_000_000);
  const row = { ...contacts(1)[0], name: "x".repeat(10_000_000) };
  const texts = [`{"data":[],${padding}"total":0}`, JSON.stringify({ data: [row], total: 1 })];
  const seax = await createClient({
    workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    apiKey: "key",
    baseUrl: "http://127.0.0.1:9/seax-api",
    fetch: async () => new Response(texts[0], { headers: { "content-type": "application/json" } }),
    maxRetries: 0,
  });
  for (let calls = 0; calls < 3; calls += 1) assert.deepEqual((await seax.phones.list()).data, []);
  texts.shift();
  for (let lists = 0; lists < 11; lists += 1) {
    for await (const { name } of seax.contacts.list()) assert.equal(name.length, row.name.length);
  }
});
