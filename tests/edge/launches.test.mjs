// Tests that a launch by one ticket creates one campaign, whatever fails, and however often it is requested.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Edge, holdCreates, pause, Sandbox, serveUpstream, ticketKey } from "./stage.mjs";

const sandbox = await Sandbox.start(after);

/**
 * @param {import("node:test").TestContext} t
 * @param {import("../../pkg/edge.d.ts").EdgeLimits} [limits]
 */
async function stage(t, limits = {}) {
  const workspace = await sandbox.workspace();
  const edge = await Edge.start(workspace, { limits: { lookupTimeoutMs: 1_500, ...limits } });
  t.after(() => edge.stop());
  return { workspace, edge };
}

test("a launch makes a campaign, and every later call has the same receipt", async (t) => {
  const { workspace, edge } = await stage(t);
  const draft = await workspace.draft();
  const first = await edge.launch(draft);
  assert.equal(first.status, 201);
  const campaign = await first.json();
  const receipt = JSON.parse(first.headers.get("seax-receipt") ?? "");
  assert.deepEqual([receipt.operator_id, receipt.state, receipt.campaign_id], ["ann", "made", campaign.id]);

  const again = await edge.launch(draft, { token: await edge.token({ operatorId: "bob" }) });
  assert.deepEqual([again.status, await again.json()], [201, campaign]);
  assert.deepEqual(JSON.parse(again.headers.get("seax-receipt") ?? ""), receipt, "it was ann, then");
  assert.equal(await workspace.creates(), 1);

  const shown = await edge.fetch(`launches/${draft.draft_name}`);
  assert.deepEqual(await shown.json(), receipt);
  assert.equal((await edge.fetch(`launches/${ticketKey()}`)).status, 404);
});

test("another draft under a used key is 409", async (t) => {
  const { workspace, edge } = await stage(t);
  const draft = await workspace.draft();
  await edge.launch(draft);
  const other = await edge.launch({ ...draft, name: "Another" });
  assert.deepEqual([other.status, (await other.json()).code], [409, "conflict"]);
  assert.equal(await workspace.creates(), 1);
});

test("50 calls at once, of two drafts, are one launch", async (t) => {
  const { workspace, edge } = await stage(t);
  await workspace.createFault({ kind: "delay", ms: 300 });
  const draft = await workspace.draft();
  const calls = Array.from({ length: 50 }, (_, place) =>
    edge.launch(place % 5 === 4 ? { ...draft, name: "Another" } : draft),
  );
  const replies = await Promise.all(calls);
  const ids = new Set();
  for (const reply of replies) {
    if (reply.status === 201) ids.add((await reply.json()).id);
    else assert.equal(reply.status, 409);
  }
  assert.equal(ids.size, 1);
  assert.equal(await workspace.creates(), 1);
});

for (const kind of ["drop_reply", "hang", "status_after_commit"]) {
  test(`after ${kind}, the campaign is found, and not made again`, async (t) => {
    const launched = async (/** @type {number} */ upstreamMs) => {
      const { workspace, edge } = await stage(t, { lookupTimeoutMs: 60_000, upstreamMs });
      await workspace.createFault({ kind, ...(kind === "status_after_commit" && { status: 500 }) });
      const draft = await workspace.draft();
      return { workspace, draft, reply: await edge.launch(draft) };
    };
    // Only a request that is never answered has to be given up. On a busy machine, others may take as long.
    let launch = await launched(kind === "hang" ? 4_000 : 60_000);
    if (kind === "hang" && launch.reply.status === 504) launch = await launched(60_000);
    const { workspace, draft, reply } = launch;
    assert.equal(reply.status, 201);
    const receipt = JSON.parse(reply.headers.get("seax-receipt") ?? "");
    assert.equal(receipt.outcome, "found");
    assert.equal((await workspace.campaigns(draft.draft_name)).length, 1);
    assert.equal(await workspace.creates(), 1);
  });
}

for (const status of [400, 401, 403, 404, 405, 413, 415, 422, 429]) {
  test(`after a ${status} to the second of two requests, the campaign of the first is found`, async (t) => {
    const { workspace, edge } = await stage(t);
    await workspace.createFault({ kind: "status_after_commit", status });
    const draft = await workspace.draft();
    const reply = await edge.launch(draft);
    assert.equal(reply.status, 201);
    assert.equal(JSON.parse(reply.headers.get("seax-receipt") ?? "").outcome, "found");
    assert.equal((await workspace.campaigns(draft.draft_name)).length, 1);
    assert.equal(await workspace.creates(), 1);
  });
}

test("a launch that was refused is looked for before it is sent again", async (t) => {
  const { workspace, edge } = await stage(t);
  await workspace.createFault({ kind: "status", status: 422, body: { detail: "No" } });
  const draft = await workspace.draft();
  assert.equal((await edge.launch(draft)).status, 422);
  // A campaign created by a duplicated request shows only now.
  const late = await workspace.create(draft);
  const reply = await edge.launch(draft);
  assert.equal(reply.status, 201);
  assert.equal((await reply.json()).id, late.id);
  assert.equal(await workspace.creates(), 2, "the second is the test's own");
});

test("a corrected draft can be launched with the key of one that was refused", async (t) => {
  const { workspace, edge } = await stage(t);
  await workspace.createFault({ kind: "status", status: 422, body: { detail: "No" } });
  const draft = await workspace.draft();
  assert.equal((await edge.launch(draft)).status, 422);
  const corrected = { ...draft, max_dialers: 3 };
  const reply = await edge.launch(corrected);
  assert.equal(reply.status, 201);
  assert.equal((await reply.json()).max_dialers, 3);
  assert.equal((await edge.launch(draft)).status, 409, "the key now belongs to the corrected draft");
  assert.equal(await workspace.creates(), 2);
});

test("a corrected draft is not taken for a campaign of the refused one that shows late", async (t) => {
  const { workspace, edge } = await stage(t, { launchesPerHour: 1 });
  await workspace.createFault({ kind: "status", status: 422, body: { detail: "No" } });
  const draft = await workspace.draft();
  assert.equal((await edge.launch(draft)).status, 422);
  // A campaign created by a duplicated request. No list tells it from the corrected draft.
  const late = await workspace.create(draft);
  const corrected = await edge.launch({ ...draft, max_dialers: 3 });
  assert.deepEqual([corrected.status, (await corrected.json()).code], [409, "conflict"]);
  const receipt = await (await edge.fetch(`launches/${draft.draft_name}`)).json();
  assert.deepEqual([receipt.state, receipt.campaign_id], ["refused", undefined]);
  const reply = await edge.launch(draft);
  assert.deepEqual([reply.status, (await reply.json()).id], [201, late.id]);
  assert.equal(await workspace.creates(), 2, "the second is the test's own");
});

test("a draft that was never sent does not keep its key from another one", async (t) => {
  const { workspace, edge } = await stage(t);
  await workspace.fault({ method: "GET", path: "auto_dialer_campaigns", kind: "status", status: 403 });
  const draft = await workspace.draft({ draft_name: derivedKey() });
  assert.equal((await edge.launch(draft)).status, 504, "it could not look back");
  assert.equal(await workspace.creates(), 0);
  assert.equal((await edge.launch({ ...draft, name: "Another" })).status, 201);
  assert.equal(await workspace.creates(), 1);
});

test("a launch that sent nothing is the next caller's, and its first caller's is not counted", async (t) => {
  const { workspace, edge } = await stage(t, { launchesPerHour: 1 });
  await workspace.fault({ method: "GET", path: "auto_dialer_campaigns", kind: "status", status: 403 });
  const draft = await workspace.draft({ draft_name: derivedKey() });
  assert.equal((await edge.launch(draft)).status, 504, "it could not look back");
  const { alarm } = await edge.stored("LAUNCH_COORDINATOR", draft.draft_name);
  assert.ok((alarm ?? 0) > Date.now() + 86_400_000, "there is nothing to look for");
  const bob = await edge.token({ operatorId: "bob" });
  const reply = await edge.launch(draft, { token: bob });
  assert.equal(reply.status, 201);
  assert.equal(JSON.parse(reply.headers.get("seax-receipt") ?? "").operator_id, "bob");
  assert.equal((await edge.launch(await workspace.draft(), { token: bob })).status, 429);
  assert.equal((await edge.launch(await workspace.draft())).status, 201, "ann has launched nothing yet");
});

test("a key whose time is later than any alarm is launched once, too", async (t) => {
  const { workspace, edge } = await stage(t);
  await workspace.createFault({ kind: "status", status: 422, body: { detail: "No" } });
  const draft = await workspace.draft({ draft_name: `ffffffff-ffff-7${ticketKey().slice(15)}` });
  assert.equal((await edge.launch(draft)).status, 422);
  assert.equal(await workspace.creates(), 1);
  for (const _ of [1, 2]) assert.equal((await edge.launch(draft)).status, 201);
  assert.equal(await workspace.creates(), 2);
});

test("campaigns that the caller knows to be others do not keep a launch from being sent", async (t) => {
  const { workspace, edge } = await stage(t);
  const seax = await edge.client();
  const { draft_name: _, ...draft } = await workspace.draft();
  // No campaign of the workspace carries a key, so the server may drop keys.
  const other = await workspace.create(draft);
  const options = { idempotencyKey: "reminder", skipCheck: true, everybody: true };
  const launch = (/** @type {object} */ more = {}) =>
    seax.campaigns.launch(/** @type {any} */ (draft), { ...options, ...more });
  await assert.rejects(launch(), { code: "launch_unconfirmed", candidates: [other.id] });
  assert.equal(await workspace.creates(), 1);
  assert.equal((await launch({ unrelated: [other.id] })).outcome, "created");
  assert.equal(await workspace.creates(), 2);
});

test("unrelated campaigns resolve a launch that was stopped by them, and SeaX is not told of them", async (t) => {
  const { workspace, edge } = await stage(t);
  const draft = await workspace.draft({ draft_name: derivedKey() });
  const other = await workspace.create({ ...draft, draft_name: undefined });
  const stopped = await edge.launch(draft);
  assert.deepEqual([stopped.status, (await stopped.json()).code], [504, "launch_unconfirmed"]);
  for (const wrong of ["x", `${other.id},`, Array(101).fill(other.id).join(",")]) {
    const refused = await edge.launch(draft, { unrelated: wrong });
    assert.deepEqual([refused.status, (await refused.json()).code], [400, "bad_request"], wrong);
  }
  assert.equal(await workspace.creates(), 1);
  const unrelated = [crypto.randomUUID(), other.id].join(",");
  assert.equal((await edge.launch(draft, { unrelated })).status, 201);
  assert.equal(await workspace.creates(), 2);

  /** @type {string[]} */
  const headers = [];
  const upstream = await serveUpstream(t, (request, response) => {
    headers.push(...Object.keys(request.headers));
    request.resume();
    response.setHeader("content-type", "application/json");
    response.end('{"data":[]}');
  });
  const another = await Edge.start(workspace, { upstream, limits: { lookupTimeoutMs: 200 } });
  t.after(() => another.stop());
  await another.launch(draft, { unrelated });
  assert.ok(headers.includes("x-api-key"));
  assert.ok(!headers.includes("seax-unrelated"));
});

test("of two drafts with one idempotency key, the second is a conflict, also before the first is listed", async (t) => {
  const workspace = await sandbox.workspace();
  const { upstream, arrived, release } = await holdCreates(t, workspace);
  const edge = await Edge.start(workspace, { upstream });
  t.after(() => edge.stop());
  const { draft_name: _, ...draft } = await workspace.draft();
  const options = { idempotencyKey: "reminder", skipCheck: true, everybody: true };
  const launch = async (/** @type {string} */ name) =>
    (await edge.client()).campaigns.launch(/** @type {any} */ ({ ...draft, name }), options);
  const first = launch("The first");
  await arrived;
  await assert.rejects(launch("The second"), { code: "conflict", campaignState: "none" }).finally(release);
  assert.equal((await first).campaign.name, "The first");
  assert.equal(await workspace.creates(), 1);
});

test("a launch continues when its caller disconnects", async (t) => {
  const workspace = await sandbox.workspace();
  const { upstream, arrived, release } = await holdCreates(t, workspace);
  const edge = await Edge.start(workspace, { upstream });
  t.after(() => edge.stop());
  const draft = await workspace.draft();
  const gone = new AbortController();
  const call = assert.rejects(edge.launch(draft, { signal: gone.signal }), { name: "AbortError" });
  await arrived;
  gone.abort();
  await call;
  // Until the edge has noticed.
  await pause(300);
  release();
  const state = async () => (await (await edge.fetch(`launches/${draft.draft_name}`)).json()).state;
  while ((await state()) !== "made") await pause(50);
  assert.equal((await workspace.campaigns(draft.draft_name)).length, 1);
  assert.equal(await workspace.creates(), 1);
});

test("a launch that nobody can tell of is 504, and is not sent again", async (t) => {
  const { workspace, edge } = await stage(t);
  await workspace.createFault({ kind: "drop_request" });
  const draft = await workspace.draft();
  for (const _ of [1, 2]) {
    const reply = await edge.launch(draft);
    assert.deepEqual([reply.status, (await reply.json()).code], [504, "launch_unconfirmed"]);
    assert.ok(Number(reply.headers.get("retry-after")) > 600, "it says when it can be sent again");
  }
  assert.equal(await workspace.creates(), 1);
  assert.equal((await (await edge.fetch(`launches/${draft.draft_name}`)).json()).state, "open");
});

test("a campaign that shows late is found by the next call", async (t) => {
  const workspace = await sandbox.workspace();
  const { upstream, release } = await holdCreates(t, workspace, { hangsUp: true });
  const edge = await Edge.start(workspace, { upstream, limits: { lookupTimeoutMs: 200 } });
  t.after(() => edge.stop());
  const draft = await workspace.draft();
  assert.equal((await edge.launch(draft)).status, 504);
  release();
  while ((await workspace.campaigns(draft.draft_name)).length === 0) await pause(50);
  assert.equal((await edge.launch(draft)).status, 201);
  assert.equal(await workspace.creates(), 1);
});

test("what the API refuses is refused, says why, and does not count", async (t) => {
  const { workspace, edge } = await stage(t, { launchesPerHour: 1 });
  await workspace.createFault({
    kind: "status",
    status: 422,
    body: { detail: [{ loc: ["body", "phone_ids", 0], msg: "unknown phone", type: "value_error" }] },
  });
  const draft = await workspace.draft();
  const refused = await edge.launch(draft);
  assert.equal(refused.status, 422);
  assert.equal((await refused.json()).detail[0].msg, "unknown phone");
  assert.equal((await edge.launch(draft)).status, 201, "the same draft can be launched once it is taken");
});

test("a key that SeaX rejects is found out before anything is sent", async (t) => {
  const workspace = await sandbox.workspace();
  let creates = 0;
  const upstream = await serveUpstream(t, (request, response) => {
    if (request.method === "POST") creates += 1;
    request.resume();
    response.writeHead(401, { "content-type": "application/json" });
    response.end('{"detail":"Invalid key"}');
  });
  const edge = await Edge.start(workspace, { upstream, limits: { launchesPerHour: 1 } });
  t.after(() => edge.stop());
  for (const _ of [1, 2]) {
    const draft = await workspace.draft();
    const reply = await edge.launch(draft);
    const { code, detail } = await reply.json();
    assert.deepEqual([reply.status, code], [403, "upstream_refused"]);
    assert.match(detail, /this edge's API key/);
    const receipt = await (await edge.fetch(`launches/${draft.draft_name}`)).json();
    assert.equal(receipt.state, "refused");
  }
  assert.equal(creates, 0);
  const live = await edge.fetch(`auto_dialer_campaigns/${crypto.randomUUID()}/live`);
  assert.deepEqual([live.status, (await live.json()).code], [403, "upstream_refused"]);
});

for (const [name, fault, wanted] of /** @type {const} */ ([
  ["rejects the edge's key", { kind: "status", status: 401 }, [403, "upstream_refused"]],
  ["does not know the workspace", { kind: "status", status: 404 }, [404, "upstream_not_found"]],
  ["redirects", { kind: "status", status: 308 }, [404, "upstream_not_found"]],
  ["is another server", { kind: "status", status: 200, body: "Welcome" }, [404, "upstream_not_found"]],
  ["fails for a moment", { kind: "status", status: 503 }, undefined],
  ["does not say what there is", { kind: "status", status: 403 }, undefined],
]))
  test(`where \`upstream\` ${name}, a launch ${wanted ? "sends nothing, and can be repeated" : "is sent"}`, async (t) => {
    const { workspace, edge } = await stage(t);
    await workspace.fault({ method: "GET", path: "auto_dialer_campaigns", ...fault });
    const draft = await workspace.draft();
    if (wanted) {
      const reply = await edge.launch(draft);
      assert.deepEqual([reply.status, (await reply.json()).code], wanted);
      assert.equal(await workspace.creates(), 0);
    }
    const reply = await edge.launch(draft);
    assert.equal(reply.status, 201);
    assert.equal(JSON.parse(reply.headers.get("seax-receipt") ?? "").outcome, "created");
    assert.equal(await workspace.creates(), 1);
  });

test("an operator's launches in an hour are bounded, exactly", async (t) => {
  const { workspace, edge } = await stage(t, { launchesPerHour: 3 });
  const drafts = await Promise.all(Array.from({ length: 8 }, () => workspace.draft()));
  const replies = await Promise.all(drafts.map((draft) => edge.launch(draft)));
  const statuses = replies.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [201, 201, 201, 429, 429, 429, 429, 429]);
  const refused = replies.find(({ status }) => status === 429);
  assert.ok(Number(refused?.headers.get("retry-after")) > 3_500);
  assert.equal(await workspace.creates(), 3);
  const bob = await edge.token({ operatorId: "bob" });
  assert.equal((await edge.launch(await workspace.draft(), { token: bob })).status, 201);
});

test("a campaign without a ticket is refused, a draft that calls nobody is not", async (t) => {
  const { workspace, edge } = await stage(t);
  const refused = await edge.launch(await workspace.draft({ draft_name: "Summer" }));
  assert.deepEqual([refused.status, (await refused.json()).code], [422, "ticket_needed"]);
  assert.equal(await workspace.creates(), 0);
  const saved = await edge.launch(await workspace.draft({ draft_name: "Summer", stage: "DRAFT" }));
  assert.deepEqual([saved.status, (await saved.json()).draft_name], [201, "Summer"]);
  const wrong = await edge.launch({ ...(await workspace.draft()), phone_idz: [] });
  assert.match((await wrong.json()).detail, /did you mean `phone_ids`/);
});

test("a launch that a restart interrupts is completed after it", async (t) => {
  const workspace = await sandbox.workspace();
  const persist = await mkdtemp(join(tmpdir(), "edge-"));
  const limits = { lookupTimeoutMs: 1_000 };
  const drafts = await Promise.all(Array.from({ length: 12 }, () => workspace.draft()));

  const first = await Edge.start(workspace, { limits }, { persist });
  await workspace.createFault({ kind: "delay", ms: 150, times: 6 });
  await workspace.createFault({ kind: "delay", ms: 150, when: "after", times: 6 });
  const calls = drafts.map(async (draft, place) => {
    await pause(place * 25);
    return first.launch(draft);
  });
  const cut = Promise.allSettled(calls);
  while ((await workspace.creates()) < 8) await pause(10);
  await first.stop();
  await cut;
  // Waits until requests in transit have reached the API, or are lost.
  await pause(1_500);

  const second = await Edge.start(workspace, { limits: { lookupTimeoutMs: 3_000 } }, { persist });
  t.after(async () => {
    await second.stop();
    await rm(persist, { recursive: true, force: true });
  });
  for (const draft of drafts) {
    const launch = () => Promise.all([second.launch(draft), second.launch(draft)]);
    let replies = await launch();
    const made = await workspace.campaigns(draft.draft_name);
    assert.ok(made.length <= 1, "never two campaigns");
    // The campaign may show only after the launches have looked for it.
    if (made.length === 1 && replies.some(({ status }) => status === 504)) replies = await launch();
    for (const reply of replies) {
      assert.equal(reply.status, made.length === 1 ? 201 : 504);
      if (reply.status === 201) assert.equal((await reply.json()).id, made[0].id);
    }
  }
});

/** Returns a key as from an idempotency key: a UUID of version 8. */
const derivedKey = () => `${ticketKey().slice(0, 14)}8${ticketKey().slice(15)}`;
