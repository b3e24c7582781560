// Tests how the panel follows a campaign, without a browser: which snapshots it shows, and when a campaign is over.

import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./source.mjs";

const { notBehind } = /** @type {typeof import("../../www/src/panel/snapshots.js")} */ (
  await source("panel/snapshots.ts")
);
const { settle } = /** @type {typeof import("../../www/src/panel/settle.js")} */ (
  await source("panel/settle.ts")
);
const { Session } = /** @type {typeof import("../../www/src/panel/session.js")} */ (
  await source("panel/session.ts")
);
/** As in the shell. */
const PENDING = '"pending":{';

/**
 * Reads a stopped or finished campaign until its calls have ended.
 *
 * @param {object} campaigns the client's methods
 * @param {AbortSignal} signal
 */
function settled(campaigns, signal) {
  const session = new Session("test", PENDING);
  const client = /** @type {import("seax-dialer").SeaxClient} */ (/** @type {unknown} */ ({ campaigns }));
  session.client = client;
  return settle(session, client, /** @type {import("seax-dialer").CampaignId} */ ("a"), signal);
}

test("an older snapshot is not shown, but the failure that it reports is", async () => {
  /** @param {number} done @param {string} updated_time @param {object} [part] */
  const snapshot = (done, updated_time, part = {}) =>
    /** @type {import("seax-dialer").CampaignSnapshot} */ (
      /** @type {unknown} */ ({
        campaign: { id: "a", updated_time },
        progress: { done, of: 162, share: done / 162 },
        ...part,
      })
    );
  const shown = snapshot(8, "2026-01-01T00:00:08");
  assert.equal(notBehind(undefined, shown), shown);
  assert.equal(notBehind(shown, snapshot(0, "2026-01-01T00:00:00")).progress.done, 8);
  assert.equal(notBehind(shown, snapshot(0, "2026-01-01T00:00:08")).progress.done, 8);
  const failing = notBehind(shown, snapshot(0, "2026-01-01T00:00:00", { lastErrorCode: "network" }));
  assert.deepEqual([failing.progress.done, failing.lastErrorCode], [8, "network"]);
  assert.equal(notBehind(shown, snapshot(9, "2026-01-01T00:00:09")).progress.done, 9);
  // The API's times are in UTC. On clocks in New York, there is no 02:59 on this day.
  const zone = process.env.TZ;
  process.env.TZ = "America/New_York";
  const late = snapshot(8, "2026-03-08T02:59:00");
  assert.equal(notBehind(late, snapshot(9, "2026-03-08T03:10:00")).progress.done, 9);
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  // A new watch does not know yet how many there are to call.
  const anew = (/** @type {number} */ total) =>
    snapshot(9, "2026-01-01T00:00:09", {
      campaign: { id: "a", updated_time: "2026-01-01T00:00:09", statistics: { total } },
      progress: { done: 9 },
    });
  assert.deepEqual(notBehind(shown, anew(162)).progress, { done: 9, of: 162, share: 9 / 162 });
  // A total that has grown counts calls, not people: there is nothing that the figures are a share of.
  assert.deepEqual(notBehind(shown, anew(170)).progress, { done: 9 });
  // Of a campaign that is over, a new watch has not seen a total grow, and takes it for the number of people.
  const over = { terminal: true, campaign: { id: "a", status: "FINISHED", statistics: { total: 12 } } };
  const grown = snapshot(12, "", { ...over, progress: { done: 12 } });
  const taken = snapshot(12, "", { ...over, progress: { done: 12, of: 12, share: 1 } });
  assert.deepEqual(notBehind(grown, taken).progress, { done: 12 });
  assert.deepEqual(notBehind(taken, taken).progress, taken.progress);
  const other = snapshot(0, "2026-01-01T00:00:00", {
    campaign: { id: "b", updated_time: "2020-01-01T00:00:00" },
  });
  assert.equal(notBehind(shown, other), other);
});

test("a report that is refused is told at once", async () => {
  const enough = new AbortController();
  let reads = 0;
  const campaigns = {
    async report() {
      reads += 1;
      if (reads > 2) enough.abort(new Error("it was read again"));
      enough.signal.throwIfAborted();
      throw Object.assign(new Error("refused"), { code: "forbidden" });
    },
    async *watch() {},
    async *logs() {},
  };
  await assert.rejects(settled(campaigns, enough.signal), { code: "forbidden" });
});

test("a call that never ends does not keep a campaign from being over", async (t) => {
  t.mock.timers.enable({ apis: ["Date", "setTimeout"] });
  const HOUR = 3_600_000;
  const log = { id: "a", attempt: 1, start_time: "2026-01-01T00:00:00", status: "PROCESSING" };
  // Half an hour later, one of two calls has ended.
  const over = { ...log, id: "b", answered_by: "human" };
  const campaigns = {
    async report() {
      return { campaign: "a" };
    },
    async *watch() {
      yield { campaign: { id: "a", status: "FINISHED" }, progress: { of: 2 }, terminal: true };
    },
    async *logs() {
      yield* [log, Date.now() < HOUR / 2 ? { ...log, id: "b" } : over];
    },
  };
  let ended = false;
  const end = settled(campaigns, new AbortController().signal).then(() => {
    ended = true;
  });
  while (!ended && Date.now() < 3 * HOUR) {
    t.mock.timers.tick(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.ok(ended, "it is followed for ever");
  await end;
  assert.ok(Date.now() > 1.5 * HOUR, "an hour after the last change");
});
