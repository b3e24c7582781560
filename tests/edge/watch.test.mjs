// Tests `campaigns.watch` over an edge: by pushed snapshots where sockets are available, and by polling where not.

import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";
import { createClient } from "seax-dialer";
import { WebSocket } from "ws";
import { Edge, pause, Sandbox, serveUpstream } from "./stage.mjs";

const sandbox = await Sandbox.start(after);

/** Node has `WebSocket` since 22. */
const { WebSocket: own } = globalThis;
afterEach(() => Object.assign(globalThis, { WebSocket: own }));

/** @type {Recorded[]} */
const sockets = [];

/** Called when a socket is made. */
let onSocket = () => {};
afterEach(() => {
  onSocket = () => {};
});

class Recorded extends WebSocket {
  /**
   * @param {string} url
   * @param {string[]} protocols
   */
  constructor(url, protocols) {
    super(url, protocols, /** @type {object} */ ({ closeTimeout: 100 }));
    /** Resolves with the first message. */
    this.heard = new Promise((resolve) => this.once("message", resolve));
    sockets.push(this);
    onSocket();
  }
}

/**
 * @param {import("node:test").TestContext} t
 * @param {{ speed?: number, limits?: import("../../pkg/edge.d.ts").EdgeLimits }} [options]
 */
async function stage(t, { speed = 60, limits = {} } = {}) {
  sockets.length = 0;
  Object.assign(globalThis, { WebSocket: Recorded });
  const workspace = await sandbox.workspace({ contacts: 60, speed });
  const edge = await Edge.start(workspace, { limits: { pollMs: 200, ...limits } });
  t.after(() => edge.stop());
  const seax = await edge.client();
  const labels = await workspace.read("contact_labels?limit=0");
  // Two calls at a time for about twenty people, so that the campaign lasts long enough to be joined, even on a slow
  // machine.
  const label = labels.data.find((/** @type {{ name: string }} */ each) => each.name === "Newsletter");
  const draft = await workspace.draft({ any_contact_label_ids: [label.id], max_dialers: 2 });
  const { draft_name: _, ...plain } = draft;
  const { campaign } = await seax.campaigns.launch(/** @type {any} */ (plain));
  const { id } = campaign;
  /** Pauses, resumes or cancels the campaign, not through the edge. @param {string} status */
  const change = async (status) => {
    const headers = { "x-api-key": workspace.apiKey, "content-type": "application/json" };
    const init = { method: "PATCH", headers, body: JSON.stringify({ status }) };
    assert.equal((await fetch(workspace.address(`auto_dialer_campaigns/${id}`), init)).status, 200);
  };
  return { workspace, edge, seax, id, change };
}

/** @param {AsyncIterable<import("seax-dialer").CampaignSnapshot>} watch */
async function all(watch) {
  const snapshots = [];
  for await (const snapshot of watch) snapshots.push(snapshot);
  return snapshots;
}

test("a launch through an edge is followed to its end through one socket", async (t) => {
  const { seax, id, change } = await stage(t, { speed: 1 });
  /** @type {import("seax-dialer").CampaignSnapshot[]} */
  const snapshots = [];
  const changes = ["PAUSED", "STARTED", "CANCELED"];
  // Readings of its own would be a minute apart.
  for await (const snapshot of seax.campaigns.watch(id, { minIntervalMs: 60_000, maxIntervalMs: 60_000 })) {
    snapshots.push(snapshot);
    const next = changes.shift();
    if (next) await change(next);
  }
  assert.equal(sockets.length, 1);
  assert.ok(snapshots.length >= 4, `${snapshots.length} snapshots`);
  const last = snapshots.at(-1);
  assert.equal(last?.terminal, true);
  assert.equal(snapshots.filter(({ terminal }) => terminal).length, 1);
  assert.ok(last?.progress && last.rates && last.ageMs !== undefined);
  const campaigns = snapshots.map(({ campaign }) => JSON.stringify(campaign));
  assert.ok(
    campaigns.every((campaign, place) => campaign !== campaigns[place - 1]),
    "nothing comes twice",
  );
});

test("nobody sees a campaign go back behind what they have read", async (t) => {
  const { seax, id, change } = await stage(t, { speed: 1, limits: { pollMs: 2_000 } });
  const first = seax.campaigns.watch(id);
  await first.next();
  const reading = first.next();
  while (sockets.length < 1) await pause(10);
  await sockets[0]?.heard;
  await pause(50);
  await change("PAUSED");
  // A snapshot may be as old as it says, or older by its time in transit. For the second watch, it arrives at once.
  onSocket = () => {
    const [time, steady] = [Date.now(), performance.now()];
    t.mock.method(Date, "now", () => time);
    t.mock.method(performance, "now", () => steady);
  };
  const canceled = (async () => {
    while (sockets.length < 2) await pause(10);
    // By then, the room has sent what it read before.
    await sockets[1]?.heard;
    await pause(10);
    t.mock.restoreAll();
    await change("CANCELED");
  })();
  /** @type {unknown[]} */
  const statuses = [];
  for await (const { campaign } of seax.campaigns.watch(id)) {
    if (statuses.at(-1) !== campaign.status) statuses.push(campaign.status);
  }
  assert.deepEqual(statuses, ["PAUSED", "CANCELED"]);
  await Promise.all([reading, canceled]);
  await first.return?.();
});

test("a socket that ends is followed by another", async (t) => {
  const { seax, id, change } = await stage(t, { speed: 0.05, limits: { pollMs: 100 } });
  let count = 0;
  for await (const snapshot of seax.campaigns.watch(id, { minIntervalMs: 50, maxIntervalMs: 50 })) {
    assert.equal(snapshot.terminal, false);
    count += 1;
    // The first snapshot is the client's own reading, and the second came by the socket.
    if (count === 2) sockets.at(-1)?.terminate();
    if (sockets.length === 2) break;
    await change(count % 2 === 1 ? "PAUSED" : "STARTED");
  }
  assert.ok(count > 2);
});

test("a socket that brought no news before it ended is followed by another", async (t) => {
  const { seax, id, change } = await stage(t, { speed: 1, limits: { pollMs: 2_000 } });
  await change("PAUSED");
  const watch = seax.campaigns.watch(id, { minIntervalMs: 50, maxIntervalMs: 50 });
  await watch.next();
  const second = watch.next();
  while (sockets.length < 1) await pause(10);
  // The campaign has not changed since the client read it.
  await sockets[0]?.heard;
  sockets[0]?.close();
  await change("STARTED");
  await second;
  const third = watch.next();
  while (sockets.length < 2) await pause(10);
  await sockets[1]?.heard;
  await change("CANCELED");
  await third;
  await watch.return?.();
});

test("where sockets bring nothing, it reads by itself, and tries no other", async (t) => {
  const { seax, id, change } = await stage(t, { speed: 1, limits: { watchers: 0 } });
  let seen = "";
  const watching = (async () => {
    for await (const { campaign } of seax.campaigns.watch(id, { minIntervalMs: 50, maxIntervalMs: 100 }))
      seen = campaign.status ?? "";
  })();
  while (sockets[0]?.readyState !== WebSocket.CLOSED) await pause(10);
  await change("PAUSED");
  while (seen !== "PAUSED") await pause(10);
  await change("CANCELED");
  await watching;
  assert.equal(seen, "CANCELED");
  assert.equal(sockets.length, 1);
});

test("where there are no sockets, it reads by itself", async (t) => {
  const { seax, id } = await stage(t);
  Object.assign(globalThis, { WebSocket: undefined });
  const snapshots = await all(seax.campaigns.watch(id, { minIntervalMs: 50, maxIntervalMs: 100 }));
  assert.equal(snapshots.at(-1)?.terminal, true);
});

test("a watch that ends early closes its socket, by a break and by an abort", async (t) => {
  // At this speed, there is only the news that the test makes.
  const { seax, id, change } = await stage(t, { speed: 0.05 });
  let count = 0;
  for await (const _ of seax.campaigns.watch(id)) {
    if (sockets.length === 1) break;
    count += 1;
    await change(count % 2 === 1 ? "PAUSED" : "STARTED");
  }
  assert.ok((sockets[0]?.readyState ?? 0) >= WebSocket.CLOSING);

  const { signal, abort } = ((controller) => ({
    signal: controller.signal,
    abort: () => controller.abort(new Error("enough")),
  }))(new AbortController());
  const watch = seax.campaigns.watch(id, { signal });
  await watch.next();
  const waiting = watch
    .next()
    .then(() => watch.next())
    .then(() => watch.next());
  const rejected = assert.rejects(waiting, /enough/);
  while (sockets.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  abort();
  await rejected;
  assert.ok((sockets[1]?.readyState ?? 0) >= WebSocket.CLOSING);
});

test("a campaign of very many contacts is pushed, too, and not polled by each client", async (t) => {
  sockets.length = 0;
  Object.assign(globalThis, { WebSocket: Recorded });
  const workspace = await sandbox.workspace();
  const contacts = Array.from({ length: 24_000 }, (_, place) => ({
    id: `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`,
    name: `A contact with a name, the ${place}th`,
    phone: "+886900000000",
  }));
  const campaign = await workspace.campaign({ campaign_metadata: { addition_contacts: contacts } });
  assert.ok(JSON.stringify(campaign).length > 2 ** 21);
  let [readings, status] = [0, "STARTED"];
  const upstream = await serveUpstream(t, (_, response) => {
    readings += 1;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ...campaign, status }));
  });
  // The room reads when it is joined only.
  const edge = await Edge.start(workspace, { upstream, limits: { pollMs: 600_000 } });
  t.after(() => edge.stop());
  const seax = await edge.client();
  const watch = seax.campaigns.watch(campaign.id, { minIntervalMs: 50, maxIntervalMs: 50 });
  assert.equal((await watch.next()).value?.campaign.status, "STARTED");
  status = "PAUSED";
  assert.equal((await watch.next()).value?.campaign.status, "PAUSED");
  const third = watch.next();
  await pause(300);
  assert.deepEqual([readings, sockets.length], [2, 1], "the client's first reading, and the room's");
  await watch.return?.();
  await third;
});

test("without an edge, no socket is tried", async (t) => {
  const { workspace, id } = await stage(t);
  const direct = await createClient({
    workspaceId: workspace.id,
    baseUrl: `${sandbox.origin}/seax-api`,
    auth: () => ({ header: "x-api-key", value: workspace.apiKey }),
  });
  await all(direct.campaigns.watch(id, { minIntervalMs: 50, maxIntervalMs: 100 }));
  assert.equal(sockets.length, 0);
});
