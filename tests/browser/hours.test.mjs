// Tests calling hours in the launcher: recipients' local times, the map of the day, and splitting a campaign.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { EVENING, PLAIN, Stage, WEDNESDAY } from "./stage.mjs";

const stage = await Stage.build(after);

/** @typedef {{ key: string, name: string, start: string, end: string, leftOut: { id: string }[] }} Plan */

/**
 * Opens the schedule step of a campaign for everybody with a label, from `start` to `end` (UTC).
 *
 * @param {import("node:test").TestContext} t
 * @param {string} start
 * @param {string} end
 * @param {string} [html]
 */
async function schedule(t, start, end, html = PLAIN) {
  const scene = await stage.scene(t, { html, contacts: 120 });
  await openSchedule(scene, start, end);
  return scene;
}

/**
 * @param {import("./stage.mjs").Scene} scene
 * @param {string} start
 * @param {string} end
 */
async function openSchedule(scene, start, end) {
  await scene.open();
  await scene.chooseNumbers();
  await scene.page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();
  await scene.page.getByText("Will be called", { exact: true }).waitFor();
  await scene.press("Next");
  await scene.page.getByLabel("Survey assistant").check();
  await scene.press("Next");
  await scene.page.getByLabel("Later").check();
  await scene.page.getByLabel("Start", { exact: true }).last().fill(start);
  await scene.page.getByLabel("End", { exact: true }).fill(end);
  await scene.page.getByLabel("End", { exact: true }).blur();
}

/** @param {import("./stage.mjs").Scene} scene */
async function plans(scene) {
  const kept = await scene.page.evaluate(() => sessionStorage.getItem(sessionStorage.key(0) ?? ""));
  const { plan, drafts } = JSON.parse(kept ?? "{}");
  return /** @type {Plan[]} */ ([plan, ...drafts]);
}

/** @param {import("./stage.mjs").Scene} scene */
async function called(scene) {
  const labels = /** @type {{ id: string, name: string, is_system: boolean }[]} */ (
    (await scene.api("contact_labels?limit=0")).data
  );
  const wanted = labels.find(({ name }) => name === "Newsletter")?.id;
  const out = labels.filter(({ name }) => ["DNC", "invalid number", "unreachable"].includes(name));
  const query = `any_contact_label_ids=${wanted}&exclude_any_contact_label_ids=${out.map(({ id }) => id).join()}`;
  const { data } = await scene.api(`contacts?${query}&phone_only=true&limit=0`);
  return /** @type {string[]} */ (data.map((/** @type {{ id: string }} */ { id }) => id));
}

test("the map shows who is outside calling hours, and a split calls everybody once and inside them", async (t) => {
  const scene = await schedule(t, `${WEDNESDAY}T02:00`, `${WEDNESDAY}T23:00`);
  const { page } = scene;
  const map = page.getByRole("region", { name: "Calling hours" });
  await map.getByText(/people may be called outside calling hours/).waitFor();
  assert.ok((await map.getByRole("listitem").count()) > 3, "a row for each time zone");
  const before = await plans(scene);

  await scene.press("Split by time zone");
  await page.getByText(/^Split into \d+ campaigns/).waitFor();
  await map.getByText("Everybody is within calling hours").waitFor();
  const parts = await plans(scene);
  assert.ok(parts.length > 2);
  assert.ok(!parts.some(({ key }) => before.some((plan) => plan.key === key)), "the draft itself is gone");
  assert.equal(new Set(parts.map(({ name }) => name)).size, parts.length);
  for (const [place, { name }] of parts.entries()) {
    assert.match(name, new RegExp(`^(UTC\\S+( … \\S+)?|Unknown hours), ${place + 1} of ${parts.length}$`));
  }
  const everybody = await called(scene);
  const chosen = parts.flatMap(({ leftOut }) => {
    const out = new Set(leftOut.map(({ id }) => id));
    return everybody.filter((id) => !out.has(id));
  });
  assert.deepEqual(chosen.sort(), [...everybody].sort());
  assert.deepEqual(scene.complaints, []);
});

test("a part of a split calls nobody who was added since, as every part would", async (t) => {
  const scene = await schedule(t, `${WEDNESDAY}T02:00`, `${WEDNESDAY}T23:00`);
  const { page } = scene;
  const label = await scene.labelId("Newsletter");
  /** @param {string} name @param {string} phone */
  const add = (name, phone) => scene.api("contacts", { name, phone, contact_label_ids: [label] });
  await scene.press("Split by time zone");
  await page.getByText(/^Split into \d+ campaigns.*Launch them soon/).waitFor();
  const { id } = await add("Late", "+12025550177");
  await scene.press("Next");
  const error = page.locator(".findings .error", { hasText: "not belong to this part" });
  await error.getByText("Late", { exact: true }).waitFor();
  assert.ok(await page.getByRole("button", { name: "Launch", exact: true }).isDisabled());
  await error.getByRole("button", { name: "Exclude 1 person" }).click();
  await scene.mend();
  assert.equal(await error.count(), 0);
  const [part] = await plans(scene);
  assert.ok(part?.leftOut.some((person) => person.id === id));

  // The others are looked at once more before the launch.
  await add("Later", "+12025550178");
  await scene.press("Launch");
  await page.locator("[data-yes]").click();
  await error.getByText("Later", { exact: true }).waitFor();
  assert.equal(await scene.campaigns(), 0);
});

test("whoever came into a part belongs to no part of it either, when it is split again", async (t) => {
  const scene = await schedule(t, `${WEDNESDAY}T02:00`, `${WEDNESDAY}T23:00`);
  const { page } = scene;
  await scene.press("Split by time zone");
  await page.getByText(/^Split into \d+ campaigns/).waitFor();
  const before = await plans(scene);
  const label = await scene.labelId("Newsletter");
  const late = { name: "Late", phone: "+12025550177", contact_label_ids: [label] };
  const { id } = await scene.api("contacts", late);

  await page.getByLabel("Start", { exact: true }).last().fill(`${WEDNESDAY}T02:00`);
  await page.getByLabel("End", { exact: true }).fill(`${WEDNESDAY}T23:00`);
  await page.getByLabel("End", { exact: true }).blur();
  await scene.press("Split by time zone");
  await scene.until(async () => (await plans(scene)).length > before.length);
  const parts = (await plans(scene)).filter(({ key }) => !before.some((plan) => plan.key === key));
  const withLate = parts.filter(({ leftOut }) => !leftOut.some((person) => person.id === id));
  assert.equal(withLate.length, 1);
  if (withLate[0]?.key === parts[0]?.key) {
    await scene.press("Next");
  } else {
    await scene.press("All campaigns");
    await scene.press(`Open ${withLate[0]?.name}`);
  }
  const error = page.locator(".findings .error", { hasText: "not belong to this part" });
  await error.getByText("Late", { exact: true }).waitFor();
  assert.ok(await page.getByRole("button", { name: "Launch", exact: true }).isDisabled());
});

test("a split whose parts would call one number twice says so, and nothing is split", async (t) => {
  const scene = await schedule(t, `${WEDNESDAY}T02:00`, `${WEDNESDAY}T23:00`);
  const label = await scene.labelId("Newsletter");
  for (const phone of ["+12025550177", "+12025550178"]) {
    await scene.api("contacts", { name: "Late", phone, contact_label_ids: [label] });
  }
  // Without its plus, the number tells no place.
  await scene.page.route(/\/contacts\?/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace("+12025550178", "12025550177");
    await route.fulfill({ response, body });
  });
  await scene.press("Split by time zone");
  await scene.page.getByText("People with the same phone number are in different time zones").waitFor();
  assert.equal((await plans(scene)).length, 1);
});

test("one window that suits everybody becomes the campaign's, and nothing is split", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  for (const phone of ["+12125550177", "+13125550178"]) {
    await scene.api("contacts", { name: "Quibble", phone });
  }
  await planCalls(scene, "Quibble");
  const [start, end] = [
    page.getByLabel("Start", { exact: true }).last(),
    page.getByLabel("End", { exact: true }),
  ];
  // From 8:00 to 17:00 in New York, which is from 7:00 in Chicago.
  await start.fill(`${WEDNESDAY}T13:00`);
  await end.fill(`${WEDNESDAY}T22:00`);
  await end.blur();
  const map = page.getByRole("region", { name: "Calling hours" });
  await map.getByText(/may be called outside calling hours/).waitFor();
  const before = await plans(scene);
  await scene.press("Split by time zone");
  const said = page.getByText(/^One window suits everybody/);
  await said.waitFor();
  await map.getByText("Everybody is within calling hours").waitFor();
  assert.deepEqual(
    [await start.inputValue(), await end.inputValue()],
    [`${WEDNESDAY}T14:00`, `${WEDNESDAY}T22:00`],
  );
  assert.deepEqual(
    (await plans(scene)).map(({ key, name }) => [key, name]),
    before.map(({ key, name }) => [key, name]),
  );
  assert.equal(await page.locator(".wrong").count(), 0);
  await end.fill(`${WEDNESDAY}T21:00`);
  await end.blur();
  await said.waitFor({ state: "detached" });
});

/**
 * Opens the form of a campaign to a number in Florida, scheduled for 10:00 to 12:00 there.
 *
 * @param {import("node:test").TestContext} t
 * @param {object} [part]
 */
async function moving(t, part = {}) {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const contact = await scene.api("contacts", { name: "Quibble", phone: "+13055550177" });
  await scene.open();
  const { id } = await scene.create({
    addition_contact_ids: [contact.id],
    start_time: `${WEDNESDAY}T15:00:00Z`,
    end_time: `${WEDNESDAY}T17:00:00Z`,
    timezone: "America/New_York",
    is_schedule: true,
    ...part,
  });
  await scene.press("All campaigns");
  await scene.press("Open Autumn");
  await scene.press("Change or move");
  const outside = page.getByText(/may be called outside calling hours/);
  const start = page.locator("#edit-start");
  /** The requests that change the campaign. */
  const changes = async () =>
    (await scene.requests()).filter(({ method, path }) => method === "PATCH" && path.endsWith(id)).length;
  return { scene, page, id, outside, start, changes };
}

test("a scheduled campaign is moved outside calling hours only by a second press", async (t) => {
  const { scene, page, id, outside, start, changes } = await moving(t);
  await page.getByLabel("Attempts per recipient").fill("5");
  await scene.press("Save changes");
  const often = page.getByText(/may be called more often/);
  await often.waitFor();
  assert.equal(await outside.count(), 0);
  // Other times are checked before they are saved, too.
  await start.fill(`${WEDNESDAY}T03:00`);
  await often.waitFor({ state: "detached" });
  await scene.press("Save changes");
  await outside.waitFor();
  assert.equal(await often.count(), 1);
  assert.equal(await changes(), 0);
  await scene.press("Save anyway");
  await start.waitFor({ state: "detached" });
  assert.equal(await changes(), 1);
  const changed = await scene.api(`auto_dialer_campaigns/${id}`);
  assert.deepEqual([changed.start_time.slice(0, 16), changed.max_attempts], [`${WEDNESDAY}T08:00`, 5]);

  // Nothing is to be told of times within the hours.
  await scene.press("Change or move");
  await page.getByLabel("Attempts per recipient").fill("2");
  await start.fill(`${WEDNESDAY}T09:00`);
  await scene.press("Save changes");
  await start.waitFor({ state: "detached" });
  assert.equal(await changes(), 2);
  assert.deepEqual(scene.complaints, []);
});

test("a campaign without an end is not moved outside calling hours by one press either", async (t) => {
  const { scene, outside, start, changes } = await moving(t, { end_time: undefined });
  await start.fill(`${WEDNESDAY}T03:00`);
  await scene.press("Save changes");
  await outside.waitFor();
  assert.equal(await changes(), 0);
});

test("changed times are not saved if the operator leaves for another campaign while they are checked", async (t) => {
  const { scene, page, start, changes } = await moving(t);
  const { data } = await scene.api("auto_dialer_campaigns?limit=0");
  const other = data.find((/** @type {{ status: string }} */ { status }) => status === "FINISHED");
  await start.fill(`${WEDNESDAY}T09:30`);
  const release = await scene.hold(/\/contacts\?/);
  await scene.press("Save changes");
  await scene.press("All campaigns");
  await scene.press(`Open ${other.name}`);
  await scene.heading(other.name);
  release();
  await page.locator(".news").getByText("Autumn").waitFor();
  assert.equal(await changes(), 0);
});

test("changed times that cannot be checked are said to be so", async (t) => {
  const { scene, page, start, changes } = await moving(t);
  const unchecked = page.getByText("It could not be checked whether everybody can be called");
  assert.equal(await unchecked.count(), 0);
  await scene.fault({ kind: "status", status: 404, method: "GET", path: "contacts", times: 0 });
  await start.fill(`${WEDNESDAY}T09:30`);
  await scene.press("Save changes");
  await unchecked.waitFor();
  assert.equal(await changes(), 0);
  await scene.press("Save anyway");
  await start.waitFor({ state: "detached" });
  assert.equal(await changes(), 1);

  // The API does not tell whom it calls.
  await scene.create({
    name: "Winter",
    mode: "WEBHOOK",
    start_time: `${WEDNESDAY}T15:00:00Z`,
    end_time: `${WEDNESDAY}T17:00:00Z`,
    is_schedule: true,
  });
  await scene.press("All campaigns");
  await scene.press("Open Winter");
  await scene.press("Change or move");
  await unchecked.waitFor();
  await page.getByLabel("Calls at once").fill("9");
  await scene.press("Save changes");
  await start.waitFor({ state: "detached" });
});

test("a window inside everybody's hours is said to be so, and nothing is split", async (t) => {
  const scene = await schedule(t, `${WEDNESDAY}T18:00`, `${WEDNESDAY}T19:00`);
  const { page } = scene;
  const map = page.getByRole("region", { name: "Calling hours" });
  await map.getByText(/people may be called outside calling hours/).waitFor();
  // Leaves only recipients in Taiwan, where it is morning.
  await scene.step("Audience");
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").uncheck();
  await page.getByText("More options").click();
  await page.getByLabel("Name or number contains").fill("+8869");
  await page.getByText("Will be called", { exact: true }).waitFor();
  await scene.step("Schedule");
  await page.getByLabel("Start", { exact: true }).last().fill(`${WEDNESDAY}T02:00`);
  await page.getByLabel("End", { exact: true }).fill(`${WEDNESDAY}T03:00`);
  await page.getByLabel("End", { exact: true }).blur();
  await map.getByText(/^Nobody is known to be outside|^Everybody is within/).waitFor();
  assert.ok(await map.getByText("UTC+8").isVisible());
  assert.equal(await page.getByRole("button", { name: "Split by time zone" }).count(), 0);
});

test("recipients who could not be read are not said to be within calling hours", async (t) => {
  const scene = await schedule(t, `${WEDNESDAY}T02:00`, `${WEDNESDAY}T23:00`);
  const { page } = scene;
  const map = page.locator(".day-map");
  await map.getByRole("listitem").first().waitFor();
  await scene.fault({ kind: "status", status: 404, method: "GET", path: "contacts", times: 0 });
  const start = page.getByLabel("Start", { exact: true }).last();
  await start.fill(`${WEDNESDAY}T03:00`);
  await start.blur();
  const again = map.getByRole("button", { name: "Try again" });
  await again.or(map.getByText("Everybody is within")).waitFor();
  assert.equal(await again.count(), 1);
  await scene.clearFaults();
  await again.click();
  await map.getByText(/people may be called outside calling hours/).waitFor();
});

/**
 * Returns a scene with the launch of a part of a split that is not confirmed and may be sent again, and with a contact who has been
 * added since and belongs to no part.
 *
 * @param {import("node:test").TestContext} t
 * @param {(scene: import("./stage.mjs").Scene) => Promise<unknown>} lose is called before the launch
 * @param {(scene: import("./stage.mjs").Scene) => Promise<unknown>} [meanwhile] is called before it may be sent again
 */
async function lostPart(t, lose, meanwhile) {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 120 });
  const { page } = scene;
  await scene.installClock();
  await openSchedule(scene, `${WEDNESDAY}T02:00`, `${WEDNESDAY}T23:00`);
  await scene.press("Split by time zone");
  await page.getByText(/^Split into \d+ campaigns/).waitFor();
  await scene.press("Next");
  await lose(scene);
  await (await scene.ask()).click();
  await scene.hurry(page.getByRole("heading", { name: "Not confirmed" }));
  await meanwhile?.(scene);
  await scene.hurry(page.getByRole("button", { name: "Send again" }), 60_000);
  const label = await scene.labelId("Newsletter");
  const late = { name: "Late", phone: "+12025550177", contact_label_ids: [label] };
  const { id } = await scene.api("contacts", late);
  return { scene, late: id, sent: await scene.creates() };
}

test("a part of a split whose launch got lost is not sent again while it would call somebody of another part", async (t) => {
  const { scene, late, sent } = await lostPart(t, (scene) => scene.createFault({ kind: "drop_request" }));
  const { page } = scene;
  await scene.press("Send again");
  const error = page.locator(".findings .error", { hasText: "not belong to this part" });
  await scene.hurry(error.getByText("Late", { exact: true }));
  await scene.heading("Review");
  assert.equal(await page.getByText(/You confirmed/).count(), 0);
  assert.equal(await scene.creates(), sent);

  // It is certain that the first launch created nothing.
  await error.getByRole("button", { name: "Exclude 1 person" }).click();
  const creating = page.waitForRequest((request) => /\/auto_dialer_campaigns$/.test(request.url()));
  await (await scene.ask()).click();
  assert.ok((await creating).postDataJSON().exclude_contact_ids.includes(late));
  await scene.hurry(page.getByRole("heading", { name: /, 1 of \d+$/ }));
  assert.equal(await scene.campaigns(), 1);
});

test("a part of a split that another tab has given up is not sent again while it would call somebody of another part", async (t) => {
  const giveUp = async (/** @type {import("./stage.mjs").Scene} */ scene) => {
    const other = await scene.newTab();
    await other.button.click();
    await other.hurry(other.page.getByText("I have checked in SeaX"));
    await other.page.getByText("I have checked in SeaX").click();
    await other.press("It was not launched");
    await other.heading("All campaigns");
    await other.page.close();
  };
  const { scene, sent } = await lostPart(t, (scene) => scene.createFault({ kind: "drop_request" }), giveUp);
  await scene.press("Send again");
  const error = scene.page.locator(".findings .error", { hasText: "not belong to this part" });
  await scene.hurry(error.getByText("Late", { exact: true }));
  assert.equal(await scene.creates(), sent);
});

test("a part of a split whose reply got lost is looked for before it is said that it would call somebody of another part", async (t) => {
  const { scene, sent } = await lostPart(t, async (scene) => {
    await scene.createFault({ kind: "status_after_commit", status: 500 });
    await scene.hideOnceCreated();
  });
  const { page } = scene;
  // As long as the list cannot be read, the campaign may exist.
  await scene.press("Send again");
  await scene.heading("Launching");
  await scene.hurry(page.getByRole("heading", { name: "Not confirmed" }));
  assert.equal(await page.getByText("not belong to this part").count(), 0);
  await scene.clearFaults();
  await scene.press("Send again");
  await scene.hurry(page.getByRole("heading", { name: /, 1 of \d+$/ }));
  assert.equal(await scene.creates(), sent);
  assert.equal(await scene.campaigns(), 1);
});

/**
 * Plans calls to those whose name or number contains a text, up to the schedule.
 *
 * @param {Awaited<ReturnType<typeof stage.scene>>} scene
 * @param {string} text
 * @param {"Now" | "Later"} [when]
 */
async function planCalls(scene, text, when = "Later") {
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByText("More options").click();
  await page.getByLabel("Name or number contains").fill(text);
  await page.getByText("Will be called", { exact: true }).waitFor();
  await scene.press("Next");
  await page.getByLabel("Survey assistant").check();
  await scene.press("Next");
  if (when === "Later") await page.getByLabel("Later").check();
}

const ENDED = "Fewer recipients are known to be within calling hours than when you confirmed.";

/**
 * Returns a scene with the review of calls to New York, which start at once: ten minutes before calling hours end there, and the
 * campaign goes on after that.
 *
 * @param {import("node:test").TestContext} t
 */
async function evening(t) {
  const scene = await stage.scene(t, { html: PLAIN });
  await scene.installClock(EVENING);
  await scene.api("contacts", { name: "Quibble", phone: "+12125550177" });
  await planCalls(scene, "Quibble", "Now");
  await scene.press("Next");
  await scene.page.getByText(/may be called outside calling hours/).waitFor();
  return scene;
}

test("calls that were confirmed within calling hours are not made after them by a confirmation that was left open", async (t) => {
  const scene = await evening(t);
  const { page } = scene;
  const before = await scene.creates();
  const last = await scene.ask();
  await page.clock.fastForward("15:00");
  await last.click();
  await page.locator(".note", { hasText: ENDED }).waitFor();
  await scene.heading("Review");
  assert.equal(await page.getByText("The check has found a new warning").count(), 0);
  assert.equal(await scene.creates(), before);
  await scene.press("Launch");
  await page.getByRole("alertdialog").getByText(ENDED).waitFor();
  await last.click();
  await scene.until(async () => (await scene.creates()) === before + 1);
});

test("a launch that was confirmed within calling hours is confirmed again before it is sent again after them", async (t) => {
  const scene = await evening(t);
  const { page } = scene;
  await scene.createFault({ kind: "drop_request" });
  await (await scene.ask()).click();
  await scene.hurry(page.getByRole("heading", { name: "Not confirmed" }));
  await scene.hurry(page.getByRole("button", { name: "Send again" }), 60_000);
  const sent = await scene.creates();
  await scene.press("Send again");
  await page.locator(".note", { hasText: ENDED }).waitFor();
  assert.equal(await page.locator("[data-yes]").count(), 0, "no question opens by itself");
  assert.equal(await scene.creates(), sent);
  await scene.press("Send again");
  await page.getByRole("alertdialog").getByText(ENDED).waitFor();
  await page.locator("[data-yes]").click();
  await scene.hurryUntil(async () => (await scene.creates()) === sent + 1, 1_000);
});

test("a fix of the hours names the new window in the campaign's zone, whatever the browser's is", async (t) => {
  const scene = await stage.scene(t, {
    html: PLAIN,
    contacts: 120,
    context: { timezoneId: "Asia/Taipei" },
  });
  const { page } = scene;
  await planCalls(scene, "+8869");
  await page.locator("#zone").selectOption("America/Los_Angeles");
  // From 6:00 to 14:00 in Taipei: only the start has to move.
  await page.getByLabel("Start", { exact: true }).last().fill("2036-03-04T14:00");
  await page.getByLabel("End", { exact: true }).fill("2036-03-04T22:00");
  await page.getByLabel("End", { exact: true }).blur();
  await scene.press("Next");
  await scene.checked();
  const fix = page.locator("[data-fix]", { hasText: /^Call Mar 4/ });
  const said = "Call Mar 4, 2036, 5:00 PM PST – Mar 4, 2036, 10:00 PM PST";
  assert.equal((await fix.innerText()).trim(), said);
  await fix.click();
  await page.getByText(`Done: ${said}`).waitFor();
});

test("time that does not suffice within calling hours is not compared with the whole window", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 120 });
  const { page } = scene;
  await planCalls(scene, "+8869");
  await page.locator("#zone").selectOption("Asia/Taipei");
  await page.getByLabel("Calls at once").fill("1");
  await page.getByLabel("Calls at once").blur();
  // Calling hours end soon after the start.
  await page.getByLabel("Start", { exact: true }).last().fill(`${WEDNESDAY}T20:58`);
  await page.getByLabel("End", { exact: true }).fill(`${WEDNESDAY}T23:58`);
  await page.getByLabel("End", { exact: true }).blur();
  await scene.press("Next");
  await page
    .getByText(/^Warning: There may not be enough time within calling hours: the calls can take/)
    .waitFor();
});

test("what the page's calls are for decides the rules", async (t) => {
  const html = PLAIN.replace("<seax-launcher", '<seax-launcher purpose="sales"');
  const scene = await schedule(t, `${WEDNESDAY}T02:00`, `${WEDNESDAY}T23:00`, html);
  const { page } = scene;
  const map = page.getByRole("region", { name: "Calling hours" });
  await map.getByRole("listitem").first().waitFor();
  const outside = async () =>
    Number((await map.getByRole("status").innerText()).match(/^(\d+) people may be called outside/)?.[1]);
  const sales = await outside();
  assert.ok(sales > 0);
  await page.locator("seax-launcher").evaluate((launcher) => launcher.setAttribute("purpose", "survey"));
  // In most states, calling hours apply to sales calls only.
  await scene.until(async () => (await outside()) < sales);
});

test("the clocks beside the contacts go on", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 40 });
  const { page } = scene;
  await page.clock.install();
  await scene.open();
  await scene.chooseNumbers();
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();
  const clock = page.getByRole("option").first().locator(".clock");
  const minutes = async () => {
    const [, hour, minute] = (await clock.innerText()).match(/^(\d\d):(\d\d)/) ?? [];
    return Number(hour) * 60 + Number(minute);
  };
  await clock.filter({ hasText: /^\d\d:\d\d/ }).waitFor();
  const before = await minutes();
  await page.clock.fastForward("30:00");
  // A slow machine takes its own time, too.
  await scene.until(async () => ((await minutes()) - before + 1_440) % 1_440 >= 30);

  // The list is kept while other steps are shown.
  await scene.press("Next");
  await page.clock.fastForward("30:00");
  await scene.press("Back");
  await scene.until(async () => ((await minutes()) - before + 1_440) % 1_440 >= 60);
});
