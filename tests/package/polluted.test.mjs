// Tests that members which a script adds to `Object.prototype` do not become options of a client or a call.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { createClient, preload } from "seax-dialer";

const CONFIG = { workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "a-key-that-nobody-checks" };
const DRAFT = {
  type: /** @type {const} */ ("VOICE_DROP"),
  name: "A",
  phone_ids: ["020086f5-fb0e-4a0c-920a-bbdd04f4381c"],
  message: "Hello.",
  start_time: new Date(Date.now() + 3_600_000),
  end_time: new Date(Date.now() + 7_200_000),
};

/** @type {string[]} */
const polluted = [];

/** @param {Record<string, unknown>} members */
function pollute(members) {
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(Object.prototype, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
    polluted.push(name);
  }
}

function clean() {
  for (const name of polluted.splice(0)) Reflect.deleteProperty(Object.prototype, name);
}

afterEach(clean);

/** A `fetch` that records its requests. */
function recorder() {
  /** @type {string[]} */
  const asked = [];
  const fetch = async (/** @type {Request} */ { method, url }) => {
    asked.push(`${method} ${new URL(url).host}`);
    return new Response('{"data":[],"total":0}', { headers: { "content-type": "application/json" } });
  };
  return { asked, fetch };
}

test("the package's own files are loaded", async () => {
  pollute({ wasm: new Uint8Array(8) });
  await createClient({ ...CONFIG });
  clean();
  // Loads everything first: with some of these members in every object, Node itself cannot open a file by its
  // URL.
  await preload();
});

test("a client is set up with its own options only", async () => {
  const { asked, fetch } = recorder();
  const [theirs, ours] = [recorder(), globalThis.fetch];
  globalThis.fetch = async (url, init) => fetch(new Request(url, init));
  try {
    pollute({
      baseUrl: "https://elsewhere.example.com/seax-api",
      fetch: theirs.fetch,
      auth: () => ({ header: "X-API-KEY", value: "theirs" }),
      onEvent: () => void theirs.asked.push("event"),
      deadlineMs: -1,
    });
    const seax = await createClient(CONFIG);
    await seax.phones.list();
  } finally {
    clean();
    globalThis.fetch = ours;
  }
  assert.deepEqual([asked, theirs.asked], [["GET seax.seasalt.ai"], []]);
});

test("a call has its own options only", async () => {
  const { asked, fetch } = recorder();
  const seax = await createClient({ ...CONFIG, fetch, maxRetries: 0 });
  pollute({ timeoutMs: -1, select: [], maxRetries: "many" });
  await seax.phones.list({ limit: 1 }, {});
  for await (const _ of seax.phones.list({ limit: 1 }, {})) assert.fail("a row");
  assert.ok(asked.length >= 2);
});

test("no launch is unchecked, or calls everybody, because of a prototype", async () => {
  const { asked, fetch } = recorder();
  const seax = await createClient({ ...CONFIG, fetch, maxRetries: 0 });
  pollute({ skipCheck: true, everybody: true });
  for (const options of [{ onTicket() {} }, Object.create({ onTicket() {} })]) {
    const error = await seax.campaigns.launch(DRAFT, options).catch((error) => error);
    assert.equal(error.code, "preflight_failed");
    const found = error.findings.map((/** @type {{ code: string }} */ { code }) => code);
    assert.ok(found.includes("audience_everybody"), found);
  }
  assert.ok(asked.every((request) => request.startsWith("GET ")));
});

test("options may be inherited from a class or another object", async () => {
  const { asked, fetch } = recorder();
  class Settings {
    fetch = fetch;
    get workspaceId() {
      return CONFIG.workspaceId;
    }
    get apiKey() {
      return CONFIG.apiKey;
    }
  }
  class More extends Settings {
    get baseUrl() {
      return "https://proxy.example.com/seax-api";
    }
  }
  for (const config of [
    new More(),
    Object.create(new More()),
    Object.assign(Object.create(null), CONFIG, { fetch }),
  ]) {
    await (await createClient(config)).phones.list();
  }
  assert.deepEqual(asked, ["GET proxy.example.com", "GET proxy.example.com", "GET seax.seasalt.ai"]);
});
