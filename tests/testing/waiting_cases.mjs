// Cases in which something happens while requests and replies are in transit, for every runtime.

import { equal, ok, rejection } from "../runtimes/assert.mjs";
import { get, url } from "./sending.mjs";

/** @typedef {import("seax-dialer/testing").Sandbox} Sandbox */

/** @type {Record<string, (from: { createSandbox: import("./cases.mjs").CreateSandbox }) => Promise<void>>} */
export const cases = {
  "a body breaks off by itself, after what was sent of it": async ({ createSandbox }) => {
    const sandbox = await createSandbox();
    const whole = await (await get(sandbox, "phones")).text();
    for (const bytes of [0, 1, 100, whole.length, 1e6]) {
      sandbox.fault({ path: "phones", kind: "cut_stream", bytes });
      const { status, body } = await get(sandbox, "phones");
      equal(status, 200, "status");
      const reader = /** @type {ReadableStream<Uint8Array>} */ (body).getReader();
      let length = 0;
      const error = await rejection(
        (async () => {
          for (let step = await reader.read(); !step.done; step = await reader.read())
            length += step.value.length;
        })(),
      );
      ok(error instanceof TypeError, `${error}`);
      equal(length, Math.min(bytes, new TextEncoder().encode(whole).length), "bytes");
    }
  },

  "a body that is given up stays given up when its time comes": async ({ createSandbox }) => {
    const sandbox = await createSandbox();
    /** @type {Record<string, (reader: ReadableStreamDefaultReader<Uint8Array>, given: AbortController) => unknown>} */
    const ways = {
      abort: (_, given) => given.abort(new Error("enough")),
      reset: () => sandbox.reset(),
      // It rejects if the body has broken off.
      cancel: (reader) => reader.cancel().catch(() => {}),
    };
    for (const [way, giveUp] of Object.entries(ways)) {
      for (const fault of /** @type {const} */ ([
        { kind: "trickle", chunk: 50, delay_ms: 1_000 },
        { kind: "cut_stream", bytes: 50 },
      ])) {
        for (const isRead of [false, true]) {
          sandbox.fault({ path: "phones", ...fault });
          const given = new AbortController();
          const { body } = await get(sandbox, "phones", { signal: given.signal });
          const reader = /** @type {ReadableStream<Uint8Array>} */ (body).getReader();
          equal((await reader.read()).value?.length, 50, "the first chunk");
          const second = isRead ? reader.read() : undefined;
          second?.catch(() => {});
          await giveUp(reader, given);
          await sandbox.advance("1 min");
          const end = await (second ?? reader.read()).then(({ done }) => done, String);
          const isOver = way === "cancel" && fault.kind === "trickle" ? end === true : end !== false;
          ok(isOver, `${way} of ${fault.kind}: ${end}`);
          equal((await get(sandbox, "phones")).status, 200, `after ${way}`);
        }
      }
    }
  },

  "an abort after the reply ends its body, as that of fetch": async ({ createSandbox }) => {
    const sandbox = await createSandbox();
    const aborting = new AbortController();
    const reply = await get(sandbox, "phones", { signal: aborting.signal });
    const reader = /** @type {ReadableStream<Uint8Array>} */ (reply.body).getReader();
    aborting.abort(new Error("enough"));
    equal(/** @type {Error} */ (await rejection(reader.read())).message, "enough", "the reason");
  },

  "an abort ends an upload, and with it its stream": async ({ createSandbox }) => {
    const sandbox = await createSandbox();
    const aborting = new AbortController();
    /** @type {unknown} */
    let cancelled;
    const body = new ReadableStream({
      cancel: (reason) => {
        cancelled = reason;
      },
    });
    const reply = rejection(post(sandbox, body, aborting.signal));
    await sandbox.advance(1);
    aborting.abort(new Error("enough"));
    equal(/** @type {Error} */ (await reply).message, "enough", "the reason");
    await sandbox.advance(1);
    equal(/** @type {Error} */ (cancelled)?.message, "enough", "the stream's reason");
    equal(sandbox.requests.length, 0, "requests");
  },

  "time passes while an upload does not end": async ({ createSandbox }) => {
    const sandbox = await createSandbox();
    const { now } = sandbox;
    const { body, send } = slow();
    const reply = post(sandbox, body);
    await sandbox.advance("1 min");
    await sandbox.advance("1 min");
    equal(sandbox.now.getTime() - now.getTime(), 120_000, "milliseconds");
    send('{"name":"Slow"}');
    equal((await reply).status, 200, "status");
    equal(sandbox.requests[0]?.at, sandbox.now.getTime(), "it arrives when its body has");
  },

  "a reset and a restore fail what is on its way": async ({ createSandbox }) => {
    const sandbox = await createSandbox();
    const snapshot = sandbox.snapshot();
    for (const replace of [() => sandbox.reset(), () => sandbox.restore(snapshot)]) {
      const quick = rejection(post(sandbox, '{"name":"Quick"}'));
      const { body, send } = slow();
      const uploaded = rejection(post(sandbox, body));
      replace();
      send('{"name":"Slow"}');
      ok((await quick) instanceof TypeError, "a request");
      ok((await uploaded) instanceof TypeError, "an upload");
      await sandbox.advance("1 min");
      equal(sandbox.requests.length, 0, "requests");
      equal((await post(sandbox, '{"name":"Quick"}')).status, 200, "after it");
    }
  },

  "moves of the clock follow one another": async ({ createSandbox }) => {
    const sandbox = await createSandbox({ now: 0 });
    await Promise.all([sandbox.advance("10 min"), sandbox.advance("10 min"), sandbox.advance("1 h")]);
    equal(sandbox.now.getTime(), 80 * 60_000, "milliseconds");
    const [, refused] = await Promise.allSettled([
      sandbox.advance("1 h"),
      sandbox.advance(Number.MAX_SAFE_INTEGER),
      sandbox.advance("10 min"),
      sandbox.advanceTo(0),
    ]);
    equal(refused.status, "rejected", "one that is refused");
    equal(sandbox.now.getTime(), 150 * 60_000, "milliseconds");
  },

  "a reset and a restore end the moves of the clock": async ({ createSandbox }) => {
    const sandbox = await createSandbox({ now: 0 });
    const snapshot = sandbox.snapshot();
    for (const replace of [() => sandbox.reset(), () => sandbox.restore(snapshot)]) {
      sandbox.fault({ path: "phones", kind: "trickle", chunk: 1, delay_ms: 10 });
      const { body } = await get(sandbox, "phones");
      const reader = /** @type {ReadableStream<Uint8Array>} */ (body).getReader();
      const moves = [sandbox.advance("1 h"), sandbox.advance("1 h")];
      for (let chunk = 0; chunk < 3; chunk++) await reader.read();
      equal(sandbox.now.getTime(), 20, "milliseconds at the third byte");
      replace();
      await Promise.all(moves);
      ok((await rejection(reader.read())) instanceof TypeError, "the body");
      equal(sandbox.now.getTime(), 0, "milliseconds");
      await sandbox.advance(5);
      equal(sandbox.now.getTime(), 5, "milliseconds");
      sandbox.reset();
    }
  },

  "a request that is processed later is part of a snapshot": async ({ createSandbox }) => {
    const sandbox = await createSandbox();
    sandbox.fault({ method: "POST", kind: "late_commit", ms: 5_000 });
    ok((await rejection(post(sandbox, '{"name":"Late"}'))) instanceof TypeError, "the connection closes");
    await sandbox.advance("1 s");
    const snapshot = sandbox.snapshot();
    const other = await createSandbox();
    for (const restored of [sandbox, other, sandbox]) {
      restored.restore(snapshot);
      const labels = async () => (await (await get(restored, "contact_labels?keyword=Late")).json()).total;
      equal(await labels(), 0, "labels at first");
      await restored.advance("4 s");
      equal(await labels(), 1, "labels when its time has come");
    }
  },
};

/**
 * @param {Sandbox} sandbox
 * @param {string | ReadableStream<Uint8Array>} body
 * @param {AbortSignal} [signal]
 */
function post(sandbox, body, signal) {
  const headers = { "x-api-key": sandbox.config.apiKey, "content-type": "application/json" };
  const init = { method: "POST", headers, body, duplex: "half", ...(signal && { signal }) };
  return sandbox.fetch(url(sandbox, "contact_labels"), /** @type {RequestInit} */ (init));
}

/** A body that ends only when it is told to. */
function slow() {
  /** @type {ReadableStreamDefaultController<Uint8Array> | undefined} */
  let controller;
  const body = /** @type {ReadableStream<Uint8Array>} */ (
    new ReadableStream({
      start: (given) => {
        controller = given;
      },
    })
  );
  const send = (/** @type {string} */ text) => {
    controller?.enqueue(new TextEncoder().encode(text));
    controller?.close();
  };
  return { body, send };
}
