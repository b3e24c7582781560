// Tests that replies that are never read are not kept in memory.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createSandbox } from "seax-dialer/testing";
import { get } from "./sending.mjs";

setFlagsFromString("--expose-gc");
const collect = /** @type {() => void} */ (runInNewContext("gc"));

const COUNT = 50;

/** @type {Record<string, import("seax-dialer/testing").Fault | undefined>} */
const KINDS = {
  whole: undefined,
  slow: { path: "phones", kind: "trickle", chunk: 50, delay_ms: 1_000, times: 0 },
  cut: { path: "phones", kind: "cut_stream", bytes: 50, times: 0 },
};

for (const [kind, fault] of Object.entries(KINDS)) {
  test(`replies with a ${kind} body that nobody reads are garbage`, async () => {
    const sandbox = await createSandbox({ contacts: 5 });
    if (fault) sandbox.fault(fault);
    // A signal that outlives its requests must not keep them.
    const { signal } = new AbortController();
    /** @type {WeakRef<ReadableStream>[]} */
    const replies = [];
    for (let count = 0; count < COUNT; count++) replies.push(await unread(sandbox, signal));
    const kept = () => replies.filter((reply) => reply.deref() !== undefined).length;
    for (let round = 0; kept() > 0 && round < 50; round++) await garbage();
    // The engine may still hold the most recent ones.
    assert.ok(kept() <= 2, `${kept()} of ${COUNT} are kept`);
    assert.equal((await get(sandbox, "phones")).status, 200);
  });
}

test("the body of a reply that is kept can be read, and aborted", async () => {
  const sandbox = await createSandbox({ contacts: 5 });
  const [read, aborted] = [new AbortController(), new AbortController()];
  const replies = [
    await get(sandbox, "phones", { signal: read.signal }),
    await get(sandbox, "phones", { signal: aborted.signal }),
  ];
  for (let round = 0; round < 5; round++) await garbage();
  aborted.abort(new Error("enough"));
  assert.ok((await replies[0]?.text())?.startsWith("{"));
  await assert.rejects(async () => replies[1]?.text(), { message: "enough" });
});

/**
 * @param {import("seax-dialer/testing").Sandbox} sandbox
 * @param {AbortSignal} signal
 */
async function unread(sandbox, signal) {
  const { body } = await get(sandbox, "phones", { signal });
  return new WeakRef(/** @type {ReadableStream} */ (body));
}

async function garbage() {
  await new Promise((resolve) => setTimeout(resolve));
  collect();
}
