// Servers, gateways and caches that misbehave, over real sockets.

import { createClient } from "seax-dialer";
import { equal, ok } from "../assert.mjs";
import { never } from "../body.mjs";
import { cachingFetch } from "../caching_fetch.mjs";
import { isPage } from "../execute.mjs";
import { refusal } from "../refusal.mjs";

const WORKSPACE = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
const ID = "448ea794-0368-4604-a56f-f2350229d9e5";

const LABEL = { name: "Autumn", color: "#884400" };

const FILE = "name,phone\nAnn,+12345678900\n";
/** The headers of the file in an import's form. */
const FORM = 'Content-Disposition: form-data; name="file"; filename="contacts.csv"\r\nContent-Type: text/csv';

/**
 * A client of a server that misbehaves in the given way, and the requests that reach it.
 *
 * @param {import("../execute.mjs").Context} t
 * @param {string} kind
 * @param {Partial<Parameters<typeof createClient>[0]>} [config]
 * @param {string} [more] appended to the base URL
 */
async function hostile(t, kind, config = {}, more = "") {
  const tag = crypto.randomUUID();
  const seax = await createClient({
    workspaceId: WORKSPACE,
    apiKey: "a-key-that-nobody-checks",
    baseUrl: `${t.hostile}/${kind}/${more || tag}/${tag}`,
    dangerouslyAllowBrowser: true,
    maxRetries: 0,
    ...config,
  });
  /** @returns {Promise<{ method: string, url: string, headers: Record<string, string> }[]>} */
  const seen = async () => (await fetch(`${t.hostile}/seen/${tag}`)).json();
  return { seax, seen };
}

/** Gives an unhandled rejection the time to end the process. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const hostileServers = {
  "a reply with too many encodings fails the call and nothing else": async (t) => {
    const { seax } = await hostile(t, "encodings");
    for (let left = 3; left > 0; left -= 1) {
      const error = await seax.phones.list().catch((reason) => reason);
      // WebKit decodes one of the encodings, and accepts the result.
      if (t.runtime === "webkit" && error.data?.length === 0) continue;
      ok(["network", "malformed_reply"].includes(error.code), `${error.code}: ${error.message}`);
      const row = await seax.contacts
        .list()
        [Symbol.asyncIterator]()
        .next()
        .catch((reason) => reason);
      ok(["network", "malformed_reply"].includes(row.code), `${row.code}: ${row.message}`);
      await settle();
    }
  },

  "a body that ends too early is a network error": async (t) => {
    for (const kind of ["short", "unfinished", "half"]) {
      const { seax } = await hostile(t, kind);
      // WebKit delivers a truncated body as if it were complete. JSON shows the truncation, and a file its length.
      const gives = t.runtime === "webkit";
      if (!gives || kind === "half") {
        await refusal(seax.phones.list(), "network");
        await refusal(seax.labels.create(LABEL), "network");
        const rows = seax.contacts.list()[Symbol.asyncIterator]();
        await refusal(rows.next(), "network");
      }
      if (!gives || kind === "short") await refusal(seax.campaigns.downloadLogs(ID), "network");
      await settle();
    }
  },

  "no read is answered from a cache": async (t) => {
    const { seax, seen } = await hostile(t, "cached");
    await seax.campaigns.list({ limit: 1 });
    await seax.campaigns.list({ limit: 1 });
    for (let left = 2; left > 0; left -= 1) for await (const row of seax.campaigns.list()) ok(row, "no row");
    equal((await seen()).length, 4, "requests that reached the server");
    const names = new Set();
    for await (const { campaign } of seax.campaigns.watch(ID, { minIntervalMs: 1, maxIntervalMs: 2 })) {
      names.add(campaign.name);
      if (names.size === 3) break;
    }
    const requests = await seen();
    ok(requests.length >= 7, `${requests.length} requests`);
    for (const { headers } of requests)
      ok(
        /no-cache|no-store/.test(headers["cache-control"] ?? ""),
        `caches are told: ${JSON.stringify(headers)}`,
      );
  },

  "a fetch that caches, as some frameworks have it, caches nothing of the client's": async (t) => {
    const original = globalThis.fetch;
    const { seax, seen } = await hostile(t, "cached");
    globalThis.fetch = cachingFetch(original);
    try {
      await seax.campaigns.list({ limit: 1 });
      await seax.campaigns.list({ limit: 1 });
    } finally {
      globalThis.fetch = original;
    }
    equal((await seen()).length, 2, "requests that reached the server");
  },

  "a create is sent once where the server answers 421": async (t) => {
    const { seax, seen } = await hostile(t, "misdirected");
    await refusal(seax.labels.create(LABEL), "unprocessable");
    // The second request may reuse a connection.
    await refusal(seax.labels.create(LABEL), "unprocessable");
    const requests = await seen();
    // Browsers retry on another connection by themselves, which a page cannot prevent.
    if (!isPage(t)) equal(requests.length, 2, "requests");
    const { seax: other, seen: sent } = await hostile(t, "misdirected");
    await refusal(other.contacts.import(FILE), "unprocessable");
    const imports = await sent();
    if (!isPage(t)) equal(imports.length, 1, "requests of an import");
    for (const { headers } of imports) {
      const { "content-type": type = "", "content-length": length } = headers;
      const boundary = /^multipart\/form-data; *boundary=(.+)$/.exec(type)?.[1];
      ok(boundary, `a form: ${type}`);
      const form = `--${boundary}\r\n${FORM}\r\n\r\n${FILE}\r\n--${boundary}--\r\n`;
      if (t.runtime === "node") equal(length, String(form.length), "length");
    }
    for (const { headers } of requests) {
      const length = Number(
        headers["content-length"] ?? (headers["transfer-encoding"] === "chunked" ? 1 : 0),
      );
      ok(length > 0, `the body has a length: ${JSON.stringify(headers)}`);
      if (t.runtime === "node")
        equal(headers["content-length"], String(JSON.stringify(LABEL).length), "length");
    }
  },

  "the login page of a network is no success": async (t) => {
    const { seax } = await hostile(t, "portal");
    const agent = { type: "AI_AGENT", ai_agent_conversation_config_id: ID, capture_keypress: false };
    for (const call of [
      () => seax.labels.delete(ID),
      () => seax.contacts.delete(ID),
      () => seax.campaigns.delete(ID),
      () =>
        seax.campaigns.testCall(
          /** @type {Parameters<typeof seax.campaigns.testCall>[0]} */ (
            /** @type {unknown} */ ({ ...agent, phone_ids: [ID], capture_stt: false, dial_to: "+15550104" })
          ),
        ),
      () => seax.campaigns.addContacts(ID, { contacts: [{ name: "Di", phone: "+15550103" }] }),
      () => seax.campaigns.downloadLogs(ID),
      () => seax.campaigns.downloadContactTemplate(ID),
      () => seax.phones.list(),
      () => seax.labels.create(LABEL),
    ]) {
      const error = await refusal(call(), "malformed_reply");
      equal(error.status, 200, "status");
    }
  },

  "an answer from another origin is not taken": async (t) => {
    const following = /** @param {Request} request */ (request) =>
      fetch(request.url, { headers: { "x-api-key": request.headers.get("x-api-key") ?? "" } });
    const to = encodeURIComponent(`${t.mirror}/elsewhere`);
    const { seax } = await hostile(t, "redirect", { fetch: following }, to);
    const error = await refusal(seax.phones.list(), "network");
    ok(/redirect|[Ff]ailed|NetworkError/.test(error.message), error.message);
  },

  "a refusal after a redirect does not repeat a create": async (t) => {
    const following = async (/** @type {Request} */ request) => {
      const { url, method, headers } = request;
      return fetch(url, { method, headers, body: (await request.text()) || null });
    };
    const { seax, seen } = await hostile(t, "made", { fetch: following, maxRetries: 2 });
    const error = await refusal(seax.labels.create(LABEL), "network");
    equal(error.attempts, 1, "attempts");
    ok(error.message.includes("twice"), error.message);
    await refusal(seax.contacts.import("name,phone\nAnn,+12345678900\n"), "network");
    equal((await seen()).filter(({ method }) => method === "POST").length, 2, "requests that create");
  },

  "a reply has a limit of bytes, and so has an element of a list": async (t) => {
    const chunk = new Uint8Array(50_000).fill(32);
    const endless = async () =>
      new Response(
        new ReadableStream({
          start: (stream) => stream.enqueue(new TextEncoder().encode('{"data":[{"id":"')),
          pull: (stream) => stream.enqueue(chunk),
        }),
      );
    const { seax } = await hostile(t, "none", { fetch: endless, maxReplyBytes: 1_000_000 });
    for (const call of [
      () => seax.phones.list(),
      () => seax.labels.create(LABEL),
      () => seax.contacts.list()[Symbol.asyncIterator]().next(),
    ]) {
      const error = await refusal(call(), "reply_too_large");
      ok(error.message.includes("1000000"), error.message);
    }
    const whole = async () => new Response(`{"data":[]}${" ".repeat(2_000_000)}`);
    const { seax: other } = await hostile(t, "none", { fetch: whole, maxReplyBytes: 1_500_000 });
    await refusal(other.phones.list(), "reply_too_large");
    const body = { getReader: () => ({ read: never, cancel: async () => {} }), byteLength: 2 ** 40 };
    const vast = /** @type {() => Promise<Response>} */ (
      /** @type {unknown} */ (
        async () => ({
          status: 200,
          headers: new Headers(),
          arrayBuffer: async () => ({ ...body, length: 2 ** 40 }),
        })
      )
    );
    const { seax: last } = await hostile(t, "none", { fetch: vast });
    await refusal(last.phones.list(), "reply_too_large");
  },

  "a byte order mark before a reply is no fault": async (t) => {
    const marked = async () => new Response('\ufeff{"data":[],"total":0}');
    const { seax } = await hostile(t, "none", { fetch: marked });
    equal(await seax.phones.list(), { data: [], total: 0 }, "page");
    for await (const row of seax.contacts.list()) ok(row, "no row");
  },

  "what an edge pushes is checked, and a wrong snapshot ends the socket": async (t) => {
    const campaign = await (await fetch(`${t.hostile}/cached/x/${ID}`)).json();
    const good = { campaign, terminal: false, progress: {}, rates: {}, ageMs: 0 };
    const wrong = [
      "null",
      "7",
      "[]",
      "{}",
      "not JSON",
      "",
      JSON.stringify({ ...good, campaign: null }),
      JSON.stringify({ ...good, campaign: { ...campaign, status: 7 } }),
      JSON.stringify({ ...good, campaign: { ...campaign, id: WORKSPACE } }),
      JSON.stringify({ ...good, padding: "x".repeat(2_000_000) }),
    ];
    for (const text of wrong) {
      const changed = { ...good, campaign: { ...campaign, name: "pushed" } };
      const messages = [JSON.stringify(good), JSON.stringify(changed), text];
      const sockets = await watched(campaign, messages, async (seax) => {
        const seen = [];
        for await (const snapshot of seax.campaigns.watch(ID, { minIntervalMs: 1, maxIntervalMs: 2 })) {
          seen.push(snapshot.campaign.name);
          if (seen.length === 3) break;
        }
        equal(
          seen,
          [campaign.name, "pushed", "read again"],
          `snapshots before and after ${text.slice(0, 60)}`,
        );
      });
      equal(
        sockets.map(({ closed }) => closed),
        [true],
        "the socket is closed, and no other is opened",
      );
    }
    await settle();
  },
};

/**
 * Runs `work` where `fetch` returns this campaign, with another name the second time, and sockets push these messages.
 *
 * @param {Record<string, unknown>} campaign
 * @param {string[]} messages
 * @param {(seax: Awaited<ReturnType<typeof createClient>>) => Promise<void>} work
 */
async function watched(campaign, messages, work) {
  /** @type {{ closed: boolean }[]} */
  const sockets = [];
  class Socket {
    static OPEN = 1;
    readyState = 1;
    closed = false;
    /** @type {((message: { data: string }) => void) | undefined} */
    onmessage;

    constructor() {
      sockets.push(this);
      const left = [...messages];
      const push = () => {
        const data = left.shift();
        if (data === undefined || this.closed) return;
        this.onmessage?.({ data });
        setTimeout(push, 5);
      };
      setTimeout(push, 1);
    }

    send() {}

    close() {
      this.closed = true;
    }
  }
  const { fetch: original, WebSocket: socket } = globalThis;
  let reads = 0;
  const headers = { "seax-edge": "1", "content-type": "application/json" };
  globalThis.fetch = async () => {
    reads += 1;
    return new Response(JSON.stringify(reads === 1 ? campaign : { ...campaign, name: "read again" }), {
      headers,
    });
  };
  Reflect.set(globalThis, "WebSocket", Socket);
  try {
    const auth = () => ({ header: "Authorization", value: "Bearer a-token" });
    await work(await createClient({ workspaceId: WORKSPACE, baseUrl: "http://127.0.0.1:9/seax-api", auth }));
  } finally {
    globalThis.fetch = original;
    Reflect.set(globalThis, "WebSocket", socket);
  }
  return sockets;
}
