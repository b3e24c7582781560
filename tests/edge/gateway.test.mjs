// Tests launches through a gateway between the edge and SeaX that duplicates requests, or hides or changes rows.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Edge, pause, Sandbox, serveUpstream, ticketKey } from "./stage.mjs";

const sandbox = await Sandbox.start(after);

/**
 * How a gateway handles creates, and changes replies.
 *
 * @typedef {object} Faults
 * @property {number} [second] duplicates creates; the second reply has this status
 * @property {boolean} [refuse] whether it refuses creates itself
 * @property {boolean} [hide] whether it hides campaigns from lists
 * @property {(campaign: Record<string, unknown>) => object} [change] changes each campaign
 */

/**
 * @param {import("node:test").TestContext} t
 * @param {Faults} faults
 * @param {import("../../pkg/edge.d.ts").EdgeLimits} [limits]
 */
async function stage(t, faults, limits = {}) {
  const workspace = await sandbox.workspace();
  const upstream = await serveUpstream(t, async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const send = () =>
      fetch(`${sandbox.origin}${request.url}`, {
        method: request.method ?? "GET",
        headers: { "x-api-key": workspace.apiKey, "content-type": "application/json" },
        ...(body !== "" && { body }),
      });
    const answer = (/** @type {number} */ status, /** @type {unknown} */ json) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(json));
    };
    if (request.method === "POST" && faults.refuse) return answer(422, { detail: "not now" });
    const reply = await send().catch(() => undefined);
    if (reply === undefined) return response.destroy();
    const json = await reply.json();
    if (request.method === "POST" && faults.second) return answer(faults.second, { detail: "again?" });
    const change = faults.change ?? ((campaign) => campaign);
    if (!Array.isArray(json.data)) return answer(reply.status, json.id ? change(json) : json);
    const isCampaigns = request.url?.includes("auto_dialer_campaigns");
    const data = isCampaigns ? (faults.hide ? [] : json.data.map(change)) : json.data;
    answer(reply.status, { ...json, data });
  });
  const edge = await Edge.start(workspace, {
    upstream,
    limits: { lookupTimeoutMs: 500, maxCommitDelayMs: 1_000, ...limits },
  });
  t.after(() => edge.stop());
  return { workspace, edge };
}

for (const status of [400, 401, 403, 404, 405, 413, 415, 422]) {
  test(`a ${status} to the second of two creates does not hide the first`, async (t) => {
    const { workspace, edge } = await stage(t, { second: status });
    const draft = await workspace.draft();
    const first = await edge.launch(draft);
    assert.equal(first.status, 201, await first.clone().text());
    const again = await edge.launch(draft);
    assert.deepEqual([again.status, await again.json()], [201, await first.json()]);
    assert.equal((await workspace.campaigns(draft.draft_name)).length, 1);
    assert.equal(await workspace.creates(), 1);
  });
}

test("after a refusal the next call looks first: a campaign that shows late is not made twice", async (t) => {
  /** @type {Faults} */
  const faults = { second: 422, hide: true };
  const { workspace, edge } = await stage(t, faults);
  const draft = await workspace.draft();
  const refused = await edge.launch(draft);
  assert.ok(refused.status >= 400, `${refused.status}`);
  faults.hide = false;
  const found = await edge.launch(draft);
  assert.equal(found.status, 201, await found.clone().text());
  assert.equal(JSON.parse(found.headers.get("seax-receipt") ?? "").outcome, "found");
  assert.equal(await workspace.creates(), 1);
});

test("after a refusal that left nothing, the ticket can be used again", async (t) => {
  /** @type {Faults} */
  const faults = { refuse: true };
  const { workspace, edge } = await stage(t, faults);
  const draft = await workspace.draft();
  assert.equal((await edge.launch(draft)).status, 422);
  assert.equal((await edge.stored("LAUNCH_COORDINATOR", draft.draft_name)).keys.join(), "launch");
  faults.refuse = false;
  const made = await edge.launch(draft);
  assert.equal(made.status, 201, await made.clone().text());
  assert.equal(await workspace.creates(), 1);
});

/**
 * A draft whose key is an hour old, so that its ticket can be that old.
 *
 * @param {import("./stage.mjs").Workspace} workspace
 */
const old = (workspace) => workspace.draft({ draft_name: ticketKey(Date.now() - 3_600_000) });
const MINUTES = 60_000;

test("a draft that never arrived is sent again once nothing can come of it, and not before", async (t) => {
  const { workspace, edge } = await stage(t, {});
  await workspace.createFault({ kind: "drop_request" });
  const draft = await old(workspace);
  for (const _ of [1, 2]) {
    assert.equal((await edge.launch(draft)).status, 504);
    assert.equal(await workspace.creates(), 1);
  }
  await edge.age(draft.draft_name, 50 * MINUTES);
  assert.equal((await edge.launch(draft)).status, 201);
  assert.equal(await workspace.creates(), 2);
  assert.equal((await workspace.campaigns(draft.draft_name)).length, 1);
});

test("a draft that was sent again is looked for as one that was sent for the first time", async (t) => {
  const { workspace, edge } = await stage(t, {});
  const draft = await old(workspace);
  const wake = () => edge.wake("LAUNCH_COORDINATOR", draft.draft_name, 0);
  const alarm = async () => (await edge.stored("LAUNCH_COORDINATOR", draft.draft_name)).alarm ?? 0;
  await workspace.createFault({ kind: "drop_request", times: 2 });
  assert.equal((await edge.launch(draft)).status, 504);
  // The alarm has looked so often that it will not look again for minutes.
  while ((await alarm()) < Date.now() + 200_000) {
    await wake();
    await pause(100);
  }
  // A call waits for the last look.
  assert.equal((await edge.launch(draft)).status, 504);
  await edge.age(draft.draft_name, 50 * MINUTES);
  assert.equal((await edge.launch(draft)).status, 504);
  assert.equal(await workspace.creates(), 2);
  assert.ok((await alarm()) <= Date.now() + 30_000);
  // It takes effect late.
  const { id } = await workspace.create(draft);
  await wake();
  const receipt = async () => (await edge.fetch(`launches/${draft.draft_name}`)).json();
  while ((await receipt()).state !== "made") await pause(50);
  assert.equal((await receipt()).campaign_id, id);
});

test("while a candidate exists, nothing is sent again", async (t) => {
  const another = ticketKey();
  // The reply is a campaign with another ticket's key.
  const { workspace, edge } = await stage(t, { change: (row) => ({ ...row, draft_name: another }) });
  const draft = await old(workspace);
  for (const minutes of [0, 25, 25]) {
    if (minutes > 0) await edge.age(draft.draft_name, minutes * MINUTES);
    const reply = await edge.launch(draft);
    assert.deepEqual([reply.status, (await reply.json()).code], [504, "launch_unconfirmed"]);
    assert.equal(await workspace.creates(), 1);
  }
});
