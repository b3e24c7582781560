// Measures launches with one ticket: many concurrent ones, and interrupted ones.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Edge } from "../../tests/edge/stage.mjs";

const CALLERS = 50;

/** @param {import("../../tests/edge/stage.mjs").Sandbox} sandbox */
export async function crowd(sandbox) {
  const workspace = await sandbox.workspace();
  const edge = await Edge.start(workspace);
  const draft = await workspace.draft();
  const replies = await Promise.all(Array.from({ length: CALLERS }, () => edge.launch(draft)));
  const ids = new Set(await Promise.all(replies.map(async (reply) => (await reply.json()).id)));
  const creates = await workspace.creates();
  await edge.stop();
  return [
    {
      name: `${CALLERS} launches at once with one ticket`,
      figure: `${creates} POST, ${ids.size} campaign`,
      bound: "1 POST, 1 campaign",
      holds: creates === 1 && ids.size === 1,
    },
  ];
}

/**
 * Kills workerd at a random point of a launch, repeatedly. Each process has to complete what the previous one began.
 *
 * @param {import("../../tests/edge/stage.mjs").Sandbox} sandbox
 * @param {number} times
 */
export async function kills(sandbox, times) {
  const workspace = await sandbox.workspace();
  const persist = await mkdtemp(join(tmpdir(), "edge-"));
  const limits = { lookupTimeoutMs: 300, launchesPerHour: 1_000 };
  const counts = { made: 0, open: 0, twice: 0, inconsistent: 0 };
  /** @type {Awaited<ReturnType<typeof workspace.draft>> | undefined} */
  let cut;
  for (let round = 0; round <= times; round += 1) {
    const edge = await Edge.start(workspace, { limits }, { persist });
    if (cut !== undefined) await verify(edge, workspace, cut, counts);
    const launch = round < times ? await begin(edge, workspace, round) : undefined;
    cut = launch?.draft;
    await edge.stop();
    await launch?.over;
    // Waits for requests in flight.
    await pause(40);
  }
  await rm(persist, { recursive: true, force: true });
  return [
    {
      name: `${times} kills at random points of a launch`,
      figure: `${counts.twice} twice, ${counts.inconsistent} wrong`,
      bound: `never two campaigns (${counts.made} made, ${counts.open} still open)`,
      holds: counts.twice === 0 && counts.inconsistent === 0,
    },
  ];
}

/**
 * Begins a launch, and returns after a random time of up to 80 ms.
 *
 * @param {Edge} edge
 * @param {import("../../tests/edge/stage.mjs").Workspace} workspace
 * @param {number} round
 */
async function begin(edge, workspace, round) {
  const draft = await workspace.draft();
  await workspace.createFault({ kind: "delay", ms: 20, when: round % 2 ? "after" : "before", times: 1 });
  const over = edge.launch(draft).catch(() => {});
  await pause(Math.random() * 80);
  return { draft, over };
}

/**
 * @param {Edge} edge
 * @param {import("../../tests/edge/stage.mjs").Workspace} workspace
 * @param {Awaited<ReturnType<typeof workspace.draft>>} draft
 * @param {{ made: number, open: number, twice: number, inconsistent: number }} counts
 */
async function verify(edge, workspace, draft, counts) {
  const replies = [await edge.launch(draft), await edge.launch(draft)];
  const bodies = await Promise.all(replies.map((reply) => reply.json()));
  const campaigns = await workspace.campaigns(draft.draft_name);
  if (campaigns.length > 1) counts.twice += 1;
  const [campaign] = campaigns;
  const right = replies.every(({ status }, place) =>
    campaign === undefined ? status === 504 : status === 201 && bodies[place].id === campaign.id,
  );
  if (!right) counts.inconsistent += 1;
  counts[campaign === undefined ? "open" : "made"] += 1;
}

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
