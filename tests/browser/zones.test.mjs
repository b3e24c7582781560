// Tests times in time zones: which instant is meant, how it is described, and the order of zones.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { source } from "./source.mjs";
import { PLAIN, Stage } from "./stage.mjs";

const stage = await Stage.build(after);
const zone = /** @type {typeof import("../../www/src/panel/zone.js")} */ (await source("panel/zone.ts"));
const { clockChange } = /** @type {typeof import("../../www/src/panel/clock_change.js")} */ (
  await source("panel/clock_change.ts")
);
const plan = /** @type {typeof import("../../www/src/panel/plan.js")} */ (await source("panel/plan.ts"));
const { toDraft } = /** @type {typeof import("../../www/src/panel/draft.js")} */ (
  await source("panel/draft.ts")
);
const { likeCampaign } = /** @type {typeof import("../../www/src/panel/duplicate.js")} */ (
  await source("panel/duplicate.ts")
);
const { withFixes, withoutFixes } = /** @type {typeof import("../../www/src/panel/fixes.js")} */ (
  await source("panel/fixes.ts")
);

const iso = (/** @type {number} */ time) => new Date(time).toISOString();

test("a time of day is a moment of its zone, on both sides of a change of clocks", () => {
  assert.equal(iso(zone.inZone("2026-07-08T11:15", "Asia/Taipei")), "2026-07-08T03:15:00.000Z");
  assert.equal(iso(zone.inZone("2026-03-29T01:59", "Europe/Berlin")), "2026-03-29T00:59:00.000Z");
  assert.equal(iso(zone.inZone("2026-03-29T03:00", "Europe/Berlin")), "2026-03-29T01:00:00.000Z");
  assert.equal(iso(zone.inZone("2026-11-01T23:30", "America/New_York")), "2026-11-02T04:30:00.000Z");
  assert.equal(iso(zone.inZone("2026-01-01T00:00", "Pacific/Kiritimati")), "2025-12-31T10:00:00.000Z");
  assert.ok(Number.isNaN(zone.inZone("", "UTC")));
  for (const name of ["UTC", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns"]) {
    const time = Date.UTC(2026, 8, 30, 12, 45);
    assert.equal(zone.inZone(zone.toLocal(time, name), name), time, name);
  }
});

test("a time that clocks skip or show twice is resolved, and pointed out", () => {
  const skipped = /** @type {const} */ ([
    ["2026-03-08T02:30", "America/New_York", "2026-03-08T07:30:00.000Z"],
    ["2026-03-08T02:30", "America/Los_Angeles", "2026-03-08T10:30:00.000Z"],
    ["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    ["2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00.000Z"],
  ]);
  for (const [local, name, moment] of skipped) {
    assert.equal(iso(zone.inZone(local, name)), moment, name);
    assert.equal(clockChange(local, name), "skipped", name);
  }
  const twice = /** @type {const} */ ([
    ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
    ["2026-11-01T01:30", "America/Los_Angeles", "2026-11-01T08:30:00.000Z"],
    ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
    ["2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00.000Z"],
  ]);
  for (const [local, name, moment] of twice) {
    assert.equal(iso(zone.inZone(local, name)), moment, name);
    assert.equal(clockChange(local, name), "twice", name);
  }
});

test("the second of two moments with the same local time stays the one that is meant", () => {
  const [start, end] = ["2036-11-02T06:30:00.000Z", "2036-11-02T09:00:20.000Z"];
  const newYork = { ...plan.newPlan(), zone: "America/New_York" };
  const moments = (/** @type {import("../../www/src/panel/plan.js").Plan} */ plan) => {
    const { start_time, end_time } = toDraft(plan);
    return [start_time, end_time];
  };
  const campaign = /** @type {import("seax-dialer").Campaign} */ (
    /** @type {unknown} */ ({ is_schedule: true, timezone: newYork.zone, start_time: start, end_time: end })
  );
  const copy = likeCampaign(campaign, "Copy");
  assert.equal(copy.start, "2036-11-02T01:30");
  assert.deepEqual(moments(copy), [start, end]);

  const first = { ...newYork, when: /** @type {const} */ ("later"), start: copy.start, end: copy.end };
  assert.equal(moments(first)[0], "2036-11-02T05:30:00.000Z");
  const fixed = withFixes(first, { ...toDraft(first), start_time: start });
  assert.equal(moments(fixed)[0], start);
  assert.deepEqual(moments(withoutFixes(fixed, first, fixed)), moments(first));
  // Another local time, or another zone, is a time of its own.
  assert.equal(moments({ ...fixed, start: "2036-11-02T00:30" })[0], "2036-11-02T04:30:00.000Z");
  assert.equal(moments({ ...fixed, zone: "UTC" })[0], "2036-11-02T01:30:00.000Z");
});

test("every hour of the days around a change of clocks is what clocks show then", () => {
  for (const name of ["America/New_York", "America/Sao_Paulo", "Europe/London", "Pacific/Auckland"]) {
    for (const day of [
      Date.UTC(2026, 2, 7),
      Date.UTC(2026, 2, 28),
      Date.UTC(2026, 9, 24),
      Date.UTC(2026, 9, 31),
    ]) {
      for (let time = day; time < day + 3 * 86_400_000; time += 1_800_000) {
        const local = zone.toLocal(time, name);
        const change = clockChange(local, name);
        assert.notEqual(change, "skipped", `${name} ${local}`);
        const first = zone.inZone(local, name);
        if (change === "twice") assert.ok(first === time || first === time - 3_600_000, `${name} ${local}`);
        else assert.equal(first, time, `${name} ${local}`);
      }
    }
  }
});

test("a browser that does not know its zone is taken to be in UTC", (t) => {
  const usual = Intl.DateTimeFormat.prototype.resolvedOptions;
  t.after(() => {
    Intl.DateTimeFormat.prototype.resolvedOptions = usual;
  });
  for (const timeZone of ["Etc/Unknown", undefined, ":bogus"]) {
    Intl.DateTimeFormat.prototype.resolvedOptions = function () {
      return { ...usual.call(this), timeZone: /** @type {string} */ (timeZone) };
    };
    assert.equal(zone.localZone(), "UTC");
    assert.equal(plan.newPlan().zone, "UTC");
  }
  assert.equal(iso(zone.inZone("2026-07-08T11:15", "Etc/Unknown")), "2026-07-08T11:15:00.000Z");
});

test("a zone that the browser does not know is that of the browser, as in the headings", (t) => {
  const { TZ } = process.env;
  t.after(() => {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });
  process.env.TZ = "America/New_York";
  for (const name of ["GMT+8", "", null, undefined]) assert.equal(zone.zoneOf(name), zone.localZone());
  assert.equal(zone.zoneOf("Asia/Taipei"), "Asia/Taipei");
  const time = Date.UTC(2026, 6, 8, 11, 15);
  assert.equal(zone.toLocal(time, "GMT+8"), zone.toLocal(time, zone.localZone()));
});

test("the operator's zone and those of the chosen numbers come first, and a skipped time is told at its field", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, context: { timezoneId: "America/New_York" } });
  const { page } = scene;
  await scene.open();
  await page.locator(".card :checked").waitFor();
  await page.getByLabel("front desk").check();
  await page.getByRole("button", { name: /^4 ?Schedule/ }).click();
  const likely = page.locator("#zone optgroup").first().locator("option");
  await likely.first().waitFor({ state: "attached" });
  const names = await likely.allInnerTexts();
  assert.equal(names[0], "America/New_York");
  assert.ok(names.includes("Asia/Taipei"), names.join());
  assert.ok((await page.locator("#zone option").count()) > 300);
  assert.equal(await page.locator("#zone").inputValue(), "America/New_York");

  // In 2036, US clocks change on March 9 and November 2.
  await page.getByLabel("End", { exact: true }).fill("2036-03-09T02:30");
  await page.getByLabel("End", { exact: true }).blur();
  await page.getByText(/Clocks skip this time\. .*3:30 AM EDT is used/).waitFor();
  await page.getByLabel("End", { exact: true }).fill("2036-11-02T01:30");
  await page.getByLabel("End", { exact: true }).blur();
  await page.getByText(/Clocks show this time twice\. .*1:30 AM EDT is used/).waitFor();
});

test("a browser whose own zone is unknown opens the launcher, in UTC", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await page.addInitScript(() => {
    const usual = Intl.DateTimeFormat.prototype.resolvedOptions;
    Intl.DateTimeFormat.prototype.resolvedOptions = function () {
      return { ...usual.call(this), timeZone: "Etc/Unknown" };
    };
  });
  await scene.open();
  await page.locator(".card :checked").waitFor();
  await page.getByRole("button", { name: /^4 ?Schedule/ }).click();
  assert.equal(await page.locator("#zone").inputValue(), "UTC");
  assert.deepEqual(scene.complaints, []);
});
