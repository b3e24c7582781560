// Tests the edge's limits: watchers, readers that do not read, slow bodies, and stored data.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { WebSocket } from "ws";
import { Edge, pause, Sandbox, serveUpstream, ticketKey } from "./stage.mjs";

const sandbox = await Sandbox.start(after);
const workspace = await sandbox.workspace();

/**
 * @param {import("node:test").TestContext} t
 * @param {Parameters<typeof Edge.start>[1]} options
 */
async function start(t, options) {
  const edge = await Edge.start(workspace, options);
  t.after(() => edge.stop());
  return edge;
}

const ID = "dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be";
const CAMPAIGN = await workspace.campaign({ id: ID });
const campaign = (/** @type {object} */ more = {}) => ({ ...CAMPAIGN, ...more });
const LIVE = `auto_dialer_campaigns/${ID}/live`;

/**
 * Opens a socket with the token in a header, as programs do. `heard` resolves with its first message.
 *
 * @param {Edge} edge
 * @param {string[]} [protocols]
 * @param {Parameters<Edge["token"]>[0]} [claims]
 * @returns {Promise<WebSocket & { heard: Promise<import("ws").RawData> }>}
 */
async function open(edge, protocols = [], claims = {}) {
  const headers = { authorization: `Bearer ${await edge.token(claims)}` };
  const options = /** @type {object} */ ({ headers, closeTimeout: 100 });
  const socket = new WebSocket(edge.url(LIVE).replace("http:", "ws:"), protocols, options);
  const heard = new Promise((/** @type {(message: import("ws").RawData) => void} */ resolve) => {
    socket.once("message", resolve);
  });
  await new Promise((resolve, reject) => socket.on("open", resolve).on("error", reject));
  return Object.assign(socket, { heard });
}

test("watchers are bounded while the first reading is slow", async (t) => {
  let release = () => {};
  const held = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  const upstream = await serveUpstream(t, async (_, response) => {
    await held;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(campaign()));
  });
  const edge = await start(t, { upstream, limits: { watchers: 3 } });
  const joining = Array.from({ length: 12 }, () => open(edge));
  const outcomes = Promise.allSettled(joining);
  // Those over the limit are refused before the reading completes.
  let refused = 0;
  for (const each of joining) {
    each.catch(() => {
      refused += 1;
    });
  }
  while (refused < 9) await pause(10);
  release();
  const opened = (await outcomes).filter(({ status }) => status === "fulfilled");
  assert.equal(opened.length, 3);
  for (const each of opened) if (each.status === "fulfilled") each.value.terminate();
});

test("a socket opened with a header works, with and without the protocol", async (t) => {
  const upstream = await serveUpstream(t, (_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(campaign()));
  });
  const edge = await start(t, { upstream });
  for (const protocols of [[], ["seax-live.v1"]]) {
    const socket = await open(edge, protocols);
    assert.equal(socket.protocol, protocols[0] ?? "");
    socket.terminate();
  }
});

test("a reader that does not read is cut off", async (t) => {
  let [count, changes] = [0, false];
  const upstream = await serveUpstream(t, (_, response) => {
    response.setHeader("content-type", "application/json");
    // Each snapshot is large, and different once the reader has been seen to have its place.
    if (changes) count += 1;
    response.end(JSON.stringify(campaign({ name: `${count} ${"x".repeat(400_000)}` })));
  });
  const edge = await start(t, { upstream, limits: { watchers: 1, pollMs: 50 } });
  const { hostname, port, pathname } = new URL(edge.url(LIVE));
  const socket = connect(Number(port), hostname);
  socket.write(
    `GET ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${await edge.token()}\r\n\r\n`,
  );
  t.after(() => socket.destroy());
  await new Promise((resolve) => socket.once("readable", resolve));
  const status = async () => {
    const abort = new AbortController();
    const reply = await edge.fetch(LIVE, { signal: abort.signal });
    abort.abort();
    return reply.status;
  };
  assert.equal(await status(), 503, "it takes the only place");
  changes = true;
  // The edge frees its place although the connection is still open.
  while ((await status()) === 503) await pause(100);
  assert.ok(count < 400, "it was cut off long before all was queued");
});

test("the events of a campaign that has ended arrive, however long its snapshot is", async (t) => {
  const upstream = await serveUpstream(t, (_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(campaign({ status: "FINISHED", name: "x".repeat(400_000) })));
  });
  const edge = await start(t, { upstream });
  for (const _ of ["the first watcher", "a later one"]) {
    const reply = await edge.fetch(LIVE, { headers: { "accept-encoding": "identity" } });
    const events = (await reply.text()).trim().split("\n\n");
    assert.equal(events.length, 2);
    assert.equal(JSON.parse(String(events[0]).replace("data: ", "")).terminal, true);
    assert.equal(events[1], 'event: end\ndata: "over"');
  }
});

test("a campaign that does not exist leaves nothing in its room", async (t) => {
  let status = 404;
  const upstream = await serveUpstream(t, (_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? campaign() : { detail: "no such campaign" }));
  });
  const edge = await start(t, { upstream, limits: { pollMs: 50 } });
  assert.equal((await edge.fetch(LIVE)).status, 404);
  assert.deepEqual(await edge.stored("CAMPAIGN_ROOM", ID), { keys: [], alarm: null });

  status = 200;
  const socket = await open(edge);
  const closed = new Promise((resolve) => socket.on("close", (code, reason) => resolve(`${code} ${reason}`)));
  assert.deepEqual((await edge.stored("CAMPAIGN_ROOM", ID)).keys, ["at", "identity", "last100", "parts"]);
  status = 404;
  assert.equal(await closed, "4000 not_found");
  assert.deepEqual(await edge.stored("CAMPAIGN_ROOM", ID), { keys: [], alarm: null });
});

test("a socket whose peer does not answer its close is no watcher", async (t) => {
  const upstream = await serveUpstream(t, (_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(campaign()));
  });
  const edge = await start(t, { upstream, limits: { watchers: 1, pollMs: 50 } });
  const { hostname, port, pathname } = new URL(edge.url(LIVE));
  const socket = connect(Number(port), hostname);
  t.after(() => socket.destroy());
  const headers = [
    `host: ${hostname}`,
    `authorization: Bearer ${await edge.token({ expiresIn: 60 })}`,
    "connection: upgrade",
    "upgrade: websocket",
    "sec-websocket-version: 13",
    "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==",
  ];
  socket.write(`GET ${pathname} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`);
  // It reads, but it answers nothing.
  await new Promise((resolve) => socket.once("data", resolve));
  socket.resume();
  assert.equal((await edge.fetch(LIVE)).status, 503, "it takes the only place");
  await edge.advance(61_000);
  // The room reads until it knows of no watcher.
  while ((await edge.stored("CAMPAIGN_ROOM", ID)).keys.length > 0) await pause(50);
  const next = await open(edge);
  next.terminate();
});

test("a socket whose peer pings no more is closed, and one that never did is not", async (t) => {
  let readings = 0;
  const upstream = await serveUpstream(t, (_, response) => {
    readings += 1;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(campaign()));
  });
  const edge = await start(t, { upstream, limits: { pollMs: 50 } });
  const [silent, other] = [await open(edge), await open(edge)];
  t.after(() => other.terminate());
  const closed = new Promise((resolve) => silent.on("close", (code, reason) => resolve(`${code} ${reason}`)));
  const answered = new Promise((resolve) => {
    silent.on("message", (message) => String(message) === "pong" && resolve(undefined));
  });
  silent.send("ping");
  await answered;
  // A tab in the background pings once a minute.
  await edge.advance(120_000);
  for (const until = readings + 3; readings < until; ) await pause(20);
  assert.equal(silent.readyState, WebSocket.OPEN);
  await edge.advance(61_000);
  assert.equal(await closed, "4408 no ping");
  assert.equal(other.readyState, WebSocket.OPEN);
});

test("an end that has passed is no forecast", async (t) => {
  let [status, human] = [200, 1];
  const upstream = await serveUpstream(t, (_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    const statistics = { human, machine: 0, unknown: 0, no_answer: 0, total: 1_000_000 };
    response.end(JSON.stringify(campaign({ statistics })));
  });
  const edge = await start(t, { upstream, limits: { pollMs: 600_000 } });
  const socket = await open(edge);
  t.after(() => socket.terminate());
  await socket.heard;
  const read = new Promise((resolve) => socket.once("message", resolve));
  human = 2;
  // Over a shorter time, there is no pace.
  await edge.wake("CAMPAIGN_ROOM", ID, 2_500);
  const { forecast } = JSON.parse(String(await read));
  assert.ok(forecast.endAtMs > Date.now());
  const token = await edge.token({ expiresIn: 3_600 });
  const first = async () => {
    const reply = await edge.fetch(LIVE, { token, headers: { "accept-encoding": "identity" } });
    const { value } = (await reply.body?.getReader().read()) ?? {};
    return JSON.parse(new TextDecoder().decode(value).replace("data: ", ""));
  };
  status = 503;
  await edge.advance(forecast.endAtMs - Date.now() - 30_000);
  assert.deepEqual((await first()).forecast, forecast);
  await edge.advance(30_001);
  const late = await first();
  assert.deepEqual([late.lastErrorCode, late.forecast], ["server_error", undefined]);
});

test("what a campaign that has ended has left is deleted, also after its alarm was lost or the edge was set up wrong", async (t) => {
  const persist = await mkdtemp(join(tmpdir(), "edge-"));
  t.after(() => rm(persist, { recursive: true, force: true }));
  const upstream = await serveUpstream(t, (_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(campaign({ status: "FINISHED" })));
  });
  const edge = await Edge.start(workspace, { upstream }, { persist });
  const stored = (on = edge) => on.stored("CAMPAIGN_ROOM", ID);
  await (await edge.fetch(LIVE)).text();
  await edge.wake("CAMPAIGN_ROOM", ID, Number.POSITIVE_INFINITY);
  assert.equal((await stored()).alarm, null);
  await (await edge.fetch(LIVE)).text();
  assert.ok(((await stored()).alarm ?? 0) > Date.now() + 3_000_000);
  await edge.stop();
  const wrong = await Edge.start(workspace, { upstream, tokenSecrets: [] }, { persist });
  t.after(() => wrong.stop());
  await wrong.wake("CAMPAIGN_ROOM", ID, 0);
  while ((await stored(wrong)).keys.length > 0) await pause(50);
});

test("a room that nobody watches stores nothing", async (t) => {
  const upstream = await serveUpstream(t, (_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(campaign()));
  });
  const edge = await start(t, { upstream, limits: { pollMs: 50 } });
  const socket = await open(edge);
  socket.close();
  const keys = async () => (await edge.stored("CAMPAIGN_ROOM", ID)).keys;
  while ((await keys()).length > 0) await pause(50);
  assert.deepEqual(await edge.stored("CAMPAIGN_ROOM", ID), { keys: [], alarm: null });
});

test("a receipt is deleted at its end, and its ticket is refused from then on", async (t) => {
  const receiptMs = 421_000;
  const edge = await start(t, { limits: { maxCommitDelayMs: 1_000, receiptMs } });
  const before = Date.now();
  const draft = await workspace.draft();
  assert.equal((await edge.launch(draft)).status, 201);
  const creates = await workspace.creates();
  const stored = () => edge.stored("LAUNCH_COORDINATOR", draft.draft_name);
  const { keys, alarm } = await stored();
  assert.deepEqual(keys, ["campaign100", "launch"], "the draft is gone already");
  assert.ok(alarm !== null && alarm >= before + receiptMs && alarm <= Date.now() + receiptMs);
  await edge.advance(receiptMs);
  await edge.wake("LAUNCH_COORDINATOR", draft.draft_name, 0);
  while ((await stored()).keys.length > 0) await pause(50);
  assert.equal((await edge.fetch(`launches/${draft.draft_name}`)).status, 404);
  const again = await edge.launch(draft);
  assert.deepEqual([again.status, (await again.json()).code], [422, "ticket_expired"]);
  assert.equal(await workspace.creates(), creates);
});

/** The audience of a campaign that is longer than a value that a Durable Object stores. */
const MANY = {
  campaign_metadata: {
    addition_contacts: Array.from({ length: 24_000 }, (_, place) => ({
      id: `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`,
      name: `A contact with a name, the ${place}th`,
      phone: "+886900000000",
    })),
  },
};

test("a campaign of very many contacts is launched once, and each later call has it", async (t) => {
  const draft = await workspace.draft();
  const made = await workspace.create(draft);
  const large = JSON.stringify({ ...made, ...MANY });
  assert.ok(large.length > 2_100_000);
  let creates = 0;
  const upstream = await serveUpstream(t, (request, response) => {
    if (request.method === "POST") creates += 1;
    request.resume();
    response.writeHead(request.method === "POST" ? 201 : 200, { "content-type": "application/json" });
    response.end(request.method === "POST" ? large : '{"data":[]}');
  });
  const edge = await start(t, { upstream });
  for (const _ of [1, 2]) {
    const reply = await edge.launch(draft);
    const text = await reply.text();
    assert.equal(reply.status, 201, text.slice(0, 300));
    assert.equal(text, large);
  }
  assert.equal(creates, 1);
  const { state, campaign_id } = await (await edge.fetch(`launches/${draft.draft_name}`)).json();
  assert.deepEqual([state, campaign_id], ["made", made.id]);
});

test("a campaign of very many contacts can be watched", async (t) => {
  const upstream = await serveUpstream(t, (_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(campaign(MANY)));
  });
  const edge = await start(t, { upstream });
  const reply = await edge.fetch(LIVE, { headers: { "accept-encoding": "identity" } });
  assert.equal(reply.status, 200);
  const { value } = (await reply.body?.getReader().read()) ?? {};
  assert.match(new TextDecoder().decode(value), /^data: \{/);
  const { keys } = await edge.stored("CAMPAIGN_ROOM", ID);
  assert.deepEqual(keys, ["at", "identity", "last100", "last101", "last102", "last103", "parts"]);
});

/** A room is evicted after ten seconds without events. */
const AFTER_EVICTION = 14_000;

// Each of these has an edge of its own.
describe("what takes seconds because the platform's own times do", { concurrency: 8 }, () => {
  test("an event stream has a heartbeat every 15 seconds", async (t) => {
    const upstream = await serveUpstream(t, (_, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(campaign()));
    });
    const edge = await start(t, { upstream, limits: { pollMs: 600_000 } });
    const begun = performance.now();
    const reply = await edge.fetch(LIVE, { headers: { "accept-encoding": "identity" } });
    const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!/^: /m.test(text)) text += (await reader?.read())?.value ?? assert.fail("it ended");
    const waited = performance.now() - begun;
    assert.ok(waited > 10_000, `${waited} ms`);
    await reader?.cancel();
  });

  for (const [which, more] of /** @type {const} */ ([
    ["a campaign", {}],
    ["a campaign of very many contacts", MANY],
  ]))
    test(`after an eviction, ${which} that cannot be read for a while is still followed`, async (t) => {
      let status = 200;
      const upstream = await serveUpstream(t, (_, response) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(campaign(more)));
      });
      const edge = await start(t, { upstream, limits: { pollMs: 600_000 } });
      const socket = await open(edge);
      t.after(() => socket.terminate());
      status = 503;
      const said = new Promise((resolve) => {
        socket.on("close", (code, reason) => resolve(`closed: ${code} ${reason}`));
        socket.on("message", (message) => {
          const { lastErrorCode } = JSON.parse(String(message));
          if (lastErrorCode !== undefined) resolve(lastErrorCode);
        });
      });
      const instance = await edge.room(ID);
      await edge.wake("CAMPAIGN_ROOM", ID, AFTER_EVICTION);
      assert.equal(await said, "server_error");
      assert.notEqual(await edge.room(ID), instance, "it was evicted");
      assert.equal(socket.readyState, WebSocket.OPEN);
    });

  test("a room that is evicted between readings tells what one that is not would tell", async (t) => {
    let [readings, human] = [0, 1];
    const upstream = await serveUpstream(t, (_, response) => {
      readings += 1;
      response.setHeader("content-type", "application/json");
      // `total` grows along with the results, so it is no number of contacts to call.
      const statistics = { human, machine: 0, unknown: 0, no_answer: 0, total: human + 1 };
      response.end(JSON.stringify(campaign({ statistics })));
    });
    const edge = await start(t, { upstream, limits: { pollMs: 600_000 } });
    const socket = await open(edge);
    t.after(() => socket.terminate());
    await socket.heard;
    /** @type {any[]} */
    const said = [];
    socket.on("message", (message) => said.push(JSON.parse(String(message))));
    const readAgain = async () => {
      const [instance, before] = [await edge.room(ID), readings];
      await edge.wake("CAMPAIGN_ROOM", ID, AFTER_EVICTION);
      while (readings === before) await pause(50);
      // After the reading, its alarm is set.
      while ((await edge.stored("CAMPAIGN_ROOM", ID)).alarm === null) await pause(50);
      assert.notEqual(await edge.room(ID), instance, "it was evicted");
    };
    await readAgain();
    human = 5;
    await readAgain();
    while (said.length === 0) await pause(50);
    assert.equal(said.length, 1, "what has not changed is told to nobody");
    assert.equal(said[0].campaign.statistics.human, 5);
    assert.equal(said[0].progress.of, undefined);
    assert.ok(said[0].callsPerMinute > 0);
  });

  test("after an eviction, a room measures from its last reading, also if that brought no change", async (t) => {
    let [status, readings, human] = [200, 0, 1];
    const upstream = await serveUpstream(t, (_, response) => {
      readings += 1;
      response.writeHead(status, { "content-type": "application/json" });
      const statistics = { human, machine: 0, unknown: 0, no_answer: 0, total: human + 1 };
      response.end(JSON.stringify(campaign({ statistics })));
    });
    const edge = await start(t, { upstream, limits: { pollMs: 600_000, tokenSeconds: 14_400 } });
    const socket = await open(edge, [], { expiresIn: 14_400 });
    t.after(() => socket.terminate());
    await socket.heard;
    /** @type {any[]} */
    const said = [];
    socket.on("message", (message) => said.push(JSON.parse(String(message))));
    const readAgain = async (/** @type {number} */ ms) => {
      const before = readings;
      await edge.wake("CAMPAIGN_ROOM", ID, ms);
      while (readings === before) await pause(50);
      // After the reading, its alarm is set.
      while ((await edge.stored("CAMPAIGN_ROOM", ID)).alarm === null) await pause(50);
    };
    await edge.advance(7_200_000);
    await readAgain(0);
    assert.equal(said.length, 0, "nothing has changed");
    const instance = await edge.room(ID);
    status = 503;
    await readAgain(AFTER_EVICTION);
    assert.notEqual(await edge.room(ID), instance, "it was evicted");
    [status, human] = [200, 5];
    await readAgain(0);
    while (said.length < 2) await pause(50);
    const [failed, recovered] = said;
    assert.equal(failed.lastErrorCode, "server_error");
    assert.ok(failed.ageMs < 3_600_000, `${failed.ageMs} ms`);
    assert.ok(recovered.callsPerMinute > 4 / 60, `${recovered.callsPerMinute} calls per minute`);
  });

  test("a room that fails after an eviction reads no more often for those who join, and waits as long as it is told to", async (t) => {
    let [status, readings] = [200, 0];
    const upstream = await serveUpstream(t, (_, response) => {
      readings += 1;
      response.writeHead(status, { "content-type": "application/json", "retry-after": "290" });
      response.end(JSON.stringify(campaign()));
    });
    // Five times as long, after a failure, is less than it is told to wait.
    const edge = await start(t, { upstream, limits: { pollMs: 50_000 } });
    const socket = await open(edge);
    t.after(() => socket.terminate());
    const failed = new Promise((resolve) =>
      socket.on("message", (message) => /lastErrorCode/.test(String(message)) && resolve(undefined)),
    );
    const instance = await edge.room(ID);
    // Only now: a reading before the eviction would be the first to fail.
    status = 503;
    const since = Date.now();
    await edge.wake("CAMPAIGN_ROOM", ID, AFTER_EVICTION);
    await failed;
    assert.notEqual(await edge.room(ID), instance, "it was evicted");
    const { alarm } = await edge.stored("CAMPAIGN_ROOM", ID);
    assert.ok((alarm ?? 0) >= since + 290_000, "the next reading is not earlier than SeaX asks for");
    const before = readings;
    for (const _ of [1, 2, 3]) {
      const joined = await open(edge);
      const said = JSON.parse(String(await joined.heard));
      assert.equal(said.lastErrorCode, "server_error");
      joined.terminate();
    }
    assert.equal(readings, before);
  });
});

test("a receipt is kept as long after its draft was sent again, and while a launch is under way", async (t) => {
  let creates = 0;
  let answer = (/** @type {import("node:http").ServerResponse} */ response) => {
    response.destroy();
  };
  const upstream = await serveUpstream(t, (request, response) => {
    request.resume();
    if (request.method === "POST") {
      creates += 1;
      return answer(response);
    }
    response.setHeader("content-type", "application/json");
    response.end('{"data":[]}');
  });
  const receiptMs = 600_000;
  const limits = { maxCommitDelayMs: 1_000, receiptMs, lookupTimeoutMs: 500, upstreamMs: 120_000 };
  const edge = await start(t, { upstream, limits });
  // A key from an idempotency key has no time, so that it does not expire.
  const key = `${ticketKey().slice(0, 14)}8${ticketKey().slice(15)}`;
  const draft = await workspace.draft({ draft_name: key });
  const token = await edge.token({ expiresIn: 3_600 });
  const stored = () => edge.stored("LAUNCH_COORDINATOR", key);
  assert.equal((await edge.launch(draft, { token })).status, 504);
  await edge.advance(430_000);
  assert.equal((await edge.launch(draft, { token })).status, 504);
  assert.equal(creates, 2, "it was sent again");
  await edge.advance(200_000);
  await edge.wake("LAUNCH_COORDINATOR", key, 0);
  // The alarm has run once there is another one, or none and nothing to look for.
  for (let { alarm } = await stored(); alarm !== null && alarm <= Date.now(); { alarm } = await stored())
    await pause(50);
  assert.equal((await edge.launch(draft, { token })).status, 504);
  assert.equal(creates, 2, "the second may still take effect");

  await edge.advance(230_000);
  const held = new Promise(
    (/** @type {(response: import("node:http").ServerResponse) => void} */ resolve) => {
      answer = resolve;
    },
  );
  const launched = edge.launch(draft, { token });
  const response = await held;
  await edge.advance(receiptMs);
  await edge.wake("LAUNCH_COORDINATOR", key, 0);
  while ((await stored()).alarm !== null) await pause(50);
  await pause(300);
  assert.notDeepEqual((await stored()).keys, []);
  response.destroy();
  assert.equal((await launched).status, 504);
});

test("by default a receipt is kept for 30 days", async (t) => {
  const edge = await start(t, {});
  const draft = await workspace.draft();
  assert.equal((await edge.launch(draft)).status, 201);
  const { alarm } = await edge.stored("LAUNCH_COORDINATOR", draft.draft_name);
  const days = ((alarm ?? 0) - Date.now()) / 86_400_000;
  assert.ok(days > 29.9 && days < 30.1, `${days} days`);
  const old = { ...draft, draft_name: `018f0000-0000-7${ticketKey().slice(15)}` };
  assert.equal((await (await edge.launch(old)).json()).code, "ticket_expired");
});

test("a body that does not arrive in time is refused", async (t) => {
  const edge = await start(t, { limits: { bodyMs: 500 } });
  const { hostname, port, pathname } = new URL(edge.url("auto_dialer_campaigns"));
  const headers = { authorization: `Bearer ${await edge.token()}`, "content-length": "1000" };
  const request = httpRequest({ hostname, port, path: pathname, method: "POST", headers });
  t.after(() => request.destroy());
  request.on("error", () => {});
  request.write('{"name":');
  const status = await new Promise((resolve) =>
    request.on("response", (reply) => resolve(reply.resume().statusCode)),
  );
  assert.equal(status, 408);
});

test("304 is named for what it is", async (t) => {
  const upstream = await serveUpstream(t, (_, response) => {
    response.writeHead(304);
    response.end();
  });
  const edge = await start(t, { upstream });
  const reply = await edge.fetch("phones");
  assert.deepEqual([reply.status, (await reply.json()).code], [502, "upstream_not_modified"]);
});

test("no cache answers a read", async (t) => {
  /** @type {import("node:http").IncomingHttpHeaders[]} */
  const seen = [];
  const upstream = await serveUpstream(t, (request, response) => {
    seen.push(request.headers);
    response.writeHead(200, { "content-type": "application/json", "cache-control": "max-age=600" });
    response.end('{"data":[]}');
  });
  const edge = await start(t, { upstream });
  for (const _ of [1, 2]) assert.equal((await edge.fetch("phones")).headers.get("cache-control"), "no-store");
  assert.equal(seen.length, 2);
  for (const headers of seen) assert.match(headers["cache-control"] ?? "", /no-cache|no-store/);
});
