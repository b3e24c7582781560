// Tests campaigns that are watched through the edge: they are read once, for any number of watchers.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { WebSocket } from "ws";
import { Edge, pause, Sandbox } from "./stage.mjs";

const sandbox = await Sandbox.start(after);

/**
 * @param {import("node:test").TestContext} t
 * @param {object} [limits]
 * @param {number} [speed]
 */
async function stage(t, limits = {}, speed = 1) {
  const workspace = await sandbox.workspace({ contacts: 60, speed });
  const edge = await Edge.start(workspace, { limits: { pollMs: 200, ...limits } });
  t.after(() => edge.stop());
  const labels = await workspace.read("contact_labels?limit=0");
  const label = labels.data.find((/** @type {{ name: string }} */ each) => each.name === "Newsletter");
  const draft = await workspace.draft({ any_contact_label_ids: [label.id], max_dialers: 2 });
  const { id } = await (await edge.launch(draft)).json();
  /** Pauses, resumes or cancels the campaign, not through the edge. @param {string} status */
  const change = async (status) => {
    const init = { method: "PATCH", body: JSON.stringify({ status }) };
    const headers = { "x-api-key": workspace.apiKey, "content-type": "application/json" };
    assert.ok((await fetch(workspace.address(`auto_dialer_campaigns/${id}`), { ...init, headers })).ok);
  };
  return { workspace, edge, id: String(id), change };
}

/** A socket, its messages, and its close reason. */
class Follower {
  /** @type {any[]} */
  snapshots = [];

  /** @param {WebSocket} socket */
  constructor(socket) {
    this.socket = socket;
    socket.on("message", (message) => this.snapshots.push(JSON.parse(String(message))));
    this.closed = new Promise((resolve) => {
      socket.on("close", (code, reason) => resolve(`${code} ${reason}`));
    });
    this.opened = new Promise((resolve, reject) => {
      socket.on("open", () => resolve(undefined));
      socket.on("error", reject);
    });
  }

  /**
   * @param {Edge} edge
   * @param {string} id
   * @param {string} [token]
   */
  static async join(edge, id, token) {
    const url = edge.url(`auto_dialer_campaigns/${id}/live`).replace("http:", "ws:");
    // workerd answers a close immediately, but hangs up only after ten seconds.
    const options = /** @type {object} */ ({ closeTimeout: 100 });
    const protocols = ["seax-live.v1", token ?? (await edge.token())];
    const follower = new Follower(new WebSocket(url, protocols, options));
    await follower.opened;
    return follower;
  }

  /** @param {number} count */
  async wait(count) {
    while (this.snapshots.length < count) await pause(20);
  }
}

/** @param {import("./stage.mjs").Workspace} workspace @param {string} id */
async function readings(workspace, id) {
  return (await workspace.requests()).filter(({ method, path }) => method === "GET" && path.endsWith(id))
    .length;
}

test("many follow, one reads, to the end", async (t) => {
  const { workspace, edge, id, change } = await stage(t);
  const began = Date.now();
  const followers = await Promise.all(Array.from({ length: 20 }, () => Follower.join(edge, id)));
  await change("CANCELED");
  const ends = await Promise.all(followers.map(({ closed }) => closed));
  assert.ok(
    ends.every((end) => end === "1000 over"),
    ends[0],
  );
  const [first] = followers;
  const last = first?.snapshots.at(-1);
  assert.equal(last.terminal, true);
  assert.equal(last.campaign.id, id);
  assert.ok(last.progress.done >= 0 && last.rates, "it has the figures");
  for (const { snapshots } of followers) {
    assert.ok(snapshots.length >= 2);
    assert.deepEqual(snapshots.at(-1).campaign, last.campaign);
  }
  const [count, heard] = [await readings(workspace, id), first?.snapshots.length ?? 0];
  // What has not changed since the last reading is told to nobody. The room reads five times a second at most.
  const most = heard + 20 + (Date.now() - began) / 200;
  assert.ok(count >= heard && count <= most, `${count} readings, at most ${most}`);

  const late = await Follower.join(edge, id);
  assert.equal(await late.closed, "1000 over");
  assert.equal(late.snapshots.length, 1, "who comes after the end sees the end");
  assert.equal(await readings(workspace, id), count, "and nothing is read for it");
});

test("who comes late has the last snapshot at once", async (t) => {
  // The next reading is a minute away.
  const { workspace, edge, id } = await stage(t, { pollMs: 60_000 });
  const first = await Follower.join(edge, id);
  await first.wait(1);
  const before = await readings(workspace, id);
  const late = await Follower.join(edge, id);
  await late.wait(1);
  assert.ok((await readings(workspace, id)) <= before + 1);
  assert.ok(late.snapshots[0].ageMs >= 0);
  first.socket.close();
  late.socket.close();
});

test("who comes later than the shortest interval is told what is read for them", async (t) => {
  // At this speed, the first calls do not end, so the status does not change by itself.
  const { workspace, edge, id, change } = await stage(t, { pollMs: 1_000 }, 0.01);
  await change("PAUSED");
  const first = await Follower.join(edge, id);
  await first.wait(1);
  // A campaign that does not change is read less and less often: after the third reading, in four seconds.
  while ((await readings(workspace, id)) < 4) await pause(20);
  await change("STARTED");
  await pause(1_100);
  const late = await Follower.join(edge, id);
  await late.wait(1);
  assert.equal(late.snapshots[0].campaign.status, "STARTED");
  first.socket.close();
  late.socket.close();
});

test("with nobody left, nothing is read", async (t) => {
  const { workspace, edge, id } = await stage(t);
  const first = await Follower.join(edge, id);
  await first.wait(1);
  first.socket.close();
  // Its close may take a while to arrive. Waits for two seconds without a reading, since the longest interval is one.
  for (let [count, quiet] = [0, 0]; quiet < 20; quiet += 1) {
    const now = await readings(workspace, id);
    if (now > count) [count, quiet] = [now, 0];
    await pause(100);
  }
  const before = await readings(workspace, id);
  const again = await Follower.join(edge, id);
  while ((await readings(workspace, id)) === before) await pause(50);
  again.socket.close();
});

test("a socket ends with its token, and others do not", async (t) => {
  const { workspace, edge, id } = await stage(t);
  const brief = await Follower.join(edge, id, await edge.token({ expiresIn: 600 }));
  const long = await Follower.join(edge, id, await edge.token({ expiresIn: 3_600 }));
  await edge.advance(601_000);
  assert.equal(await brief.closed, "4401 token expired");
  const before = await readings(workspace, id);
  while ((await readings(workspace, id)) === before) await pause(50);
  assert.equal(long.socket.readyState, WebSocket.OPEN);
  long.socket.close();
});

test("curl can follow, too", async (t) => {
  const { edge, id, change } = await stage(t);
  const reply = await edge.fetch(`auto_dialer_campaigns/${id}/live`, {
    headers: { "accept-encoding": "identity" },
  });
  assert.equal(reply.headers.get("content-type"), "text/event-stream");
  await change("CANCELED");
  const events = (await reply.text()).trim().split("\n\n");
  assert.ok(events.length >= 3);
  assert.equal(events.at(-1), 'event: end\ndata: "over"');
  const last = JSON.parse(String(events.at(-2)).replace("data: ", ""));
  assert.equal(last.terminal, true);
});

test("what cannot be followed says why", async (t) => {
  const { workspace, edge, id } = await stage(t);
  const nothing = await edge.fetch(`auto_dialer_campaigns/${crypto.randomUUID()}/live`);
  assert.deepEqual([nothing.status, (await nothing.json()).code], [404, "not_found"]);
  await assert.rejects(Follower.join(edge, id, "x"), /401/);
  const few = await edge.token({ operations: ["phones.list"] });
  await assert.rejects(Follower.join(edge, id, few), /403/);
  const url = edge.url(`auto_dialer_campaigns/${id}/live`).replace("http:", "ws:");
  const origin = "https://evil.example.com";
  const foreign = new Follower(new WebSocket(url, ["seax-live.v1", await edge.token()], { origin }));
  await assert.rejects(foreign.opened, /403/, "sockets know no CORS: the edge looks at the origin itself");
  await workspace.fault({
    method: "GET",
    path: "auto_dialer_campaigns/",
    kind: "status",
    status: 403,
    times: 0,
  });
  const late = await Edge.start(workspace);
  t.after(() => late.stop());
  assert.equal((await late.fetch(`auto_dialer_campaigns/${id}/live`)).status, 403);
});

test("a campaign that cannot be read for a while is still followed", async (t) => {
  const { workspace, edge, id, change } = await stage(t);
  const follower = await Follower.join(edge, id);
  await follower.wait(1);
  await workspace.fault({
    method: "GET",
    path: "auto_dialer_campaigns/",
    kind: "status",
    status: 503,
    times: 3,
  });
  while (!follower.snapshots.some(({ lastErrorCode }) => lastErrorCode === "server_error")) await pause(20);
  await change("CANCELED");
  assert.equal(await follower.closed, "1000 over");
  assert.equal(follower.snapshots.at(-1).lastErrorCode, undefined);
});

test("no more can follow one campaign than is allowed", async (t) => {
  const { edge, id } = await stage(t, { watchers: 2 });
  await Follower.join(edge, id);
  await Follower.join(edge, id);
  await assert.rejects(Follower.join(edge, id), /503/);
});
