// Tests how durations, points in time and failures are shown.

import assert from "node:assert/strict";
import { test } from "node:test";
import { exitCodeOf } from "../../pkg/bin/exit.js";
import { moment, span } from "../../pkg/bin/show.js";

test("a duration is rounded before it is split into minutes and seconds", () => {
  for (const [seconds, shown] of /** @type {const} */ ([
    [0, "0 s"],
    [59.4, "59 s"],
    [59.6, "1 min 0 s"],
    [119.6, "2 min 0 s"],
    [3_725.2, "62 min 5 s"],
  ])) {
    assert.equal(span(seconds).trim(), shown);
  }
});

test("a point in time has its date when it is on another day", () => {
  const now = new Date(2026, 10, 28, 20, 30).getTime();
  assert.equal(moment(new Date(2026, 10, 28, 23, 5, 6).getTime(), now), "23:05:06");
  assert.equal(moment(new Date(2026, 10, 29, 10, 0, 0).getTime(), now), "29 Nov 2026, 10:00:00");
});

test("a launch that could not look at its campaign is to be run again, like one that knows nothing", () => {
  for (const campaignState of /** @type {const} */ (["unknown", "exists"])) {
    assert.equal(exitCodeOf({ code: "launch_unconfirmed", campaignState }), 5);
  }
  assert.equal(exitCodeOf({ code: "launched_twice", campaignState: "exists" }), 6);
});

test("where campaigns could be the launch's, a person has to compare them", () => {
  const candidates = /** @type {never} */ (["448ea794-0368-4604-a56f-f2350229d9e5"]);
  for (const campaignState of /** @type {const} */ (["unknown", "none"])) {
    assert.equal(exitCodeOf({ code: "launch_unconfirmed", campaignState, candidates }), 10);
  }
  assert.equal(exitCodeOf({ code: "launch_unconfirmed", campaignState: "exists", candidates }), 5);
  assert.equal(exitCodeOf({ code: "network", campaignState: "unknown", candidates }), 5);
});
