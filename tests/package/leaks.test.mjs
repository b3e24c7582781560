// Tests that calls leave nothing behind: in the table of JavaScript values, the WebAssembly memory, and the JavaScript
// heap.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** The number of calls of each kind, and a smaller one for most kinds that do not succeed. */
const CALLS = 6_000;
const OTHERS = 2_000;
const MANY = ["good calls", "calls that are refused"];

setFlagsFromString("--expose-gc");
/** @type {() => void} */
const gc = runInNewContext("gc");

/** Captures the WebAssembly instances, which the package keeps private, on creation: the core's, and then the rest's. */
const { instantiate } = WebAssembly;
/** @type {WebAssembly.Instance[]} */
const instances = [];
Object.assign(WebAssembly, {
  /** @param {[WebAssembly.Module, WebAssembly.Imports?]} given */
  async instantiate(...given) {
    const instance = await instantiate(...given);
    instances.push(instance);
    return instance;
  },
});

const { createClient } = await import("seax-dialer");

/** @param {(request: Request) => Promise<Response>} fetch @param {object} [more] */
const client = (fetch, more = {}) =>
  createClient({
    workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    apiKey: "a-key-that-nobody-checks",
    maxRetries: 0,
    fetch,
    ...more,
  });

/** @param {string} body @param {ResponseInit} [init] */
const answering = (body, init) => client(async () => new Response(body, init));

const throwing = () => {
  throw new Error("no network");
};

/** @type {Record<string, () => Promise<(() => PromiseLike<unknown>)>>} */
const KINDS = {
  "good calls": async () => {
    const seax = await answering('{"data":[]}');
    return () => seax.phones.list();
  },
  "calls that are refused": async () => {
    const seax = await answering('{"detail":"No"}', { status: 404, headers: { "retry-after": "1" } });
    return () => seax.phones.list();
  },
  "calls whose reply is malformed": async () => {
    const seax = await answering('{"data":7}');
    return () => seax.phones.list();
  },
  "calls whose reply is not UTF-8": async () => {
    const seax = await client(async () => new Response(new Uint8Array([34, 255, 34])));
    return () => seax.jobs.get("3fa85f64-5717-4562-b3fc-2c963f66afa6");
  },
  "calls whose fetch throws": async () => {
    const seax = await client(throwing);
    return () => seax.phones.list();
  },
  "calls whose auth function throws": async () => {
    const seax = await client(async () => new Response(), { apiKey: undefined, auth: throwing });
    return () => seax.phones.list();
  },
  "calls that are aborted": async () => {
    // Rejects on abort, like the runtimes' own `fetch`.
    const seax = await client(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    );
    return () => {
      const controller = new AbortController();
      const call = seax.labels.update(
        "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        {},
        { signal: controller.signal },
      );
      queueMicrotask(() => controller.abort());
      return call;
    };
  },
  "lists that are iterated": async () => {
    const seax = await answering('{"data":[]}');
    return async () => {
      for await (const _ of seax.phones.list()) assert.fail("a row");
    };
  },
  "readings of the rest that are refused": async () => {
    const seax = await answering('{"detail":"No"}', { status: 404 });
    return () => seax.campaigns.report("3fa85f64-5717-4562-b3fc-2c963f66afa6");
  },
  "calls with an argument that is refused": async () => {
    const seax = await answering("{}");
    return () => seax.phones.list(/** @type {{}} */ ({ nothing: 1 }));
  },
};

/** @param {() => PromiseLike<unknown>} call @param {number} count */
async function make(call, count) {
  for (let made = 0; made < count; made += 1) {
    await Promise.resolve(call()).catch(() => {});
    // JavaScript's wrappers of WebAssembly objects are freed between tasks.
    if (made % 1_000 === 0) await collected();
  }
  await collected();
}

async function collected() {
  for (let left = 3; left > 0; left -= 1) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function memory() {
  const found = Object.values(instances[0]?.exports ?? {}).find((each) => each instanceof WebAssembly.Memory);
  assert.ok(found instanceof WebAssembly.Memory);
  return found;
}

function held() {
  const exported = instances.flatMap(({ exports }) => Object.values(exports));
  const tables = exported.filter((each) => each instanceof WebAssembly.Table);
  const slots = tables.reduce((sum, { length }) => sum + length, 0);
  assert.ok(slots > 0);
  return { slots, memory: memory().buffer.byteLength, heap: process.memoryUsage().heapUsed };
}

for (const [kind, prepare] of Object.entries(KINDS)) {
  const count = MANY.includes(kind) ? CALLS : OTHERS;
  test(`${count} ${kind} leave nothing behind`, async () => {
    const call = await prepare();
    await make(call, 1_000);
    /** @type {number[]} */
    const grown = [];
    // What a leak holds grows each time; the engine's own code and feedback can come late on a busy machine.
    while (grown.length < 3 && !grown.some((bytes) => bytes < 600_000)) {
      const before = held();
      await make(call, count);
      const after = held();
      assert.equal(after.slots, before.slots, "slots in the table");
      assert.equal(after.memory, before.memory, "bytes of WebAssembly memory");
      grown.push(after.heap - before.heap);
    }
    assert.ok(Math.min(...grown) < 600_000, `${grown} bytes of JavaScript's heap`);
  });
}

test("a file of any size is checked in constant memory", async () => {
  const seax = await answering("{}");
  const row = new TextEncoder().encode("Ann,+12345678900\n".repeat(4_000));
  let kept = 0;
  async function* file() {
    yield new TextEncoder().encode("name,phone\n");
    for (let left = 20; left > 0; left -= 1) yield row.slice();
    await collected();
    kept = process.memoryUsage().arrayBuffers;
  }
  await collected();
  const before = process.memoryUsage().arrayBuffers;
  assert.equal((await seax.contacts.checkImport(file())).rows, 80_000);
  assert.ok(kept - before < 3 * row.length, `${kept - before} bytes are kept of ${20 * row.length}`);
});

test("free() wipes the key from the WebAssembly's memory", async () => {
  const apiKey = Array.from({ length: 8 }, () => crypto.randomUUID()).join("-");
  // The allocator overwrites the first bytes of freed memory, so look for a part from the middle.
  const part = apiKey.slice(120, 160);
  const seax = await createClient({
    workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    apiKey,
    fetch: async () => new Response('{"detail":"unknown"}', { status: 401 }),
  });
  await assert.rejects(async () => void (await seax.phones.list()), /unknown/);
  assert.ok(Buffer.from(memory().buffer).includes(part), "it is held while it is needed");
  // The rest uses the same copy of the key.
  await assert.rejects(seax.jobs.wait("3fa85f64-5717-4562-b3fc-2c963f66afa6"), /unknown/);
  seax.free();
  assert.ok(!Buffer.from(memory().buffer).includes(part), "nothing of it is left");
});
