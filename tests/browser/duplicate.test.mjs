// Tests duplicated campaigns: what is required before the copy can be launched, and what happens to the draft in progress.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PLAIN, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

/**
 * Creates a campaign that begins in two days, by the API.
 *
 * @param {import("./stage.mjs").Scene} scene
 * @param {object} part
 */
function scheduled(scene, part) {
  return scene.create({
    start_time: new Date(Date.now() + 48 * 3_600_000).toISOString(),
    end_time: new Date(Date.now() + 50 * 3_600_000).toISOString(),
    is_schedule: true,
    timezone: "Asia/Taipei",
    max_dialers: 7,
    ...part,
  });
}

/** @param {import("./stage.mjs").Scene} scene */
async function duplicate(scene) {
  await scene.press("All campaigns");
  await scene.press("Duplicate Autumn");
  await scene.heading("Review");
}

test("a copy of a campaign that a search found does not call the whole workspace", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 109 });
  const { page } = scene;
  await scene.open();
  await scheduled(scene, { keyword: "Li" });
  await duplicate(scene);
  await page.getByText("SeaX does not say who the original called").waitFor();
  await page.locator("footer").getByText("0 people", { exact: true }).waitFor();
  const launch = page.getByRole("button", { name: "Launch", exact: true });
  assert.ok(await launch.isDisabled());

  await page.getByRole("button", { name: "Go to Audience" }).first().click();
  await page.getByText("More options").click();
  await page.getByLabel("Name or number contains").fill("Li");
  await page.getByText("Will be called", { exact: true }).waitFor();
  await scene.step("Review");
  assert.ok(await launch.isDisabled(), "what SeaX does not show has not been answered for yet");
  await scene.press("Continue without");
  const last = await scene.ask();
  await last.click();
  await page.getByRole("heading", { name: /^Starts / }).waitFor();
  const made = (await scene.api("auto_dialer_campaigns?limit=0")).data.find(
    (/** @type {{ name: string }} */ { name }) => name === "Autumn (copy)",
  );
  const original = (await scene.api("auto_dialer_campaigns?limit=0")).data.find(
    (/** @type {{ name: string }} */ { name }) => name === "Autumn",
  );
  for (const field of [
    "start_time",
    "end_time",
    "timezone",
    "is_schedule",
    "capture_keypress",
    "max_attempts",
  ]) {
    assert.deepEqual(made[field], original[field], field);
  }
  assert.deepEqual(made.statistics.total, original.statistics.total);
});

test("a copy with more individual contacts than fit into a URL has its figures, its list and a preview", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 700, edge: true });
  const { page } = scene;
  await scene.open();
  const { data } = await scene.api("contacts?limit=600&phone_only=true");
  const label = await scene.labelId("VIP");
  /** @typedef {{ id: string, contact_labels: { name: string }[] }} Contact */
  const ids = data.map((/** @type {Contact} */ { id }) => id);
  await scheduled(scene, { addition_contact_ids: ids });
  await duplicate(scene);
  await scene.step("Audience");
  const called = page.locator(".waterfall .called dd").first();
  await called.getByText("600", { exact: true }).waitFor();
  const option = page.getByRole("option", { name: /\d/ }).first();
  await option.waitFor();
  assert.equal(await option.getAttribute("aria-setsize"), "600");
  // Some of them have the label. Nobody is counted or listed twice.
  await page.getByRole("group", { name: "Labels" }).getByLabel("VIP").check();
  const both = await scene.api(`contacts?any_contact_label_ids=${label}&phone_only=true&limit=0`);
  const more = both.data.filter((/** @type {Contact} */ { id }) => !ids.includes(id)).length;
  assert.ok(more < both.data.length, "some of them have the label");
  await called.getByText(String(600 + more), { exact: true }).waitFor();
  await scene.step("Script");
  await page
    .locator(".bubble")
    .getByText(/^Hello (?!\{)/)
    .waitFor();
});

test("a copy for a contact file says that no exclusions apply, until recipients are selected instead", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  const contact_file_url = "https://files.example.com/people.csv";
  await scheduled(scene, { mode: "EXCEL", contact_file_url });
  await duplicate(scene);
  const unfiltered = page.getByText("No exclusions apply to these contacts");
  const unknown = page.getByText("Contacts of a file or webhook are not known here.");
  await unfiltered.waitFor();
  // The test call needs somebody whose name fills the message.
  await unknown.waitFor();
  await scene.step("Script");
  await scene.heading("Script");
  await unknown.waitFor();
  await scene.step("Schedule");
  await scene.heading("Schedule");
  await unknown.waitFor();

  await scene.step("Audience");
  await unfiltered.waitFor();
  const file = page.getByLabel("Everybody in the contact file");
  assert.ok(await file.isChecked());
  const exclude = page.getByRole("group", { name: "Exclude", exact: true });
  const search = page.getByLabel("Individual contacts");
  assert.deepEqual([await exclude.count(), await search.count()], [0, 0]);
  await page.getByLabel("Selected contacts").check();
  await search.waitFor();
  assert.ok(await exclude.getByLabel("DNC").isChecked());
  await page.getByText("No recipients selected yet.").waitFor();
  await file.check();
  await search.waitFor({ state: "detached" });

  await scene.step("Review");
  await scene.press("Continue without");
  await (await scene.ask()).click();
  await page.getByRole("heading", { name: /^Starts / }).waitFor();
  const { data } = await scene.api("auto_dialer_campaigns?limit=0");
  const made = data.find((/** @type {{ name: string }} */ { name }) => name === "Autumn (copy)");
  assert.deepEqual([made.mode, made.contact_file_url], ["EXCEL", contact_file_url]);
});

test("a copy of a campaign of a new type asks for its type, and does not choose one itself", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  const label = await scene.labelId("VIP");
  const { id } = await scheduled(scene, { any_contact_label_ids: [label] });
  await page.route(/\/auto_dialer_campaigns([/?]|$)/, async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    const response = await route.fetch();
    const body = await response.json();
    for (const campaign of body.data ?? [body]) if (campaign.id === id) campaign.type = "FUTURE";
    await route.fulfill({ response, json: body });
  });
  await duplicate(scene);
  const asks = page.getByText("The original is of a type that is not known here.");
  await asks.waitFor();
  assert.ok(await page.getByRole("button", { name: "Launch", exact: true }).isDisabled());
  await page.getByRole("button", { name: "Go to Script" }).first().click();
  const kinds = page.getByRole("group", { name: "Type", exact: true });
  await kinds.waitFor();
  assert.equal(await kinds.getByRole("radio", { checked: true }).count(), 0);
  await kinds.getByLabel("AI agent").check();
  await scene.step("Review");
  await scene.press("Continue without");
  await asks.waitFor({ state: "detached" });
  await scene.ask();
});

test("a draft under way is kept when another campaign is duplicated, and can be gone back to", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await scheduled(scene, {});
  await scene.plan();
  await page.getByLabel("Campaign name").fill("Half done");
  await duplicate(scene);
  assert.equal(await page.getByLabel("Campaign name").inputValue(), "Autumn (copy)");
  await page.getByText("Your draft “Half done” is kept.").waitFor();
  await scene.press("Back to that draft");
  await scene.heading("Review");
  assert.equal(await page.getByLabel("Campaign name").inputValue(), "Half done");
  await page.locator(".pairs").getByText("VIP").waitFor();

  // The copy is stored, too, also across a reload.
  await scene.load();
  await scene.button.click();
  await scene.press("All campaigns");
  await scene.press("Open Autumn (copy)");
  await scene.heading("Review");
  assert.equal(await page.getByLabel("Campaign name").inputValue(), "Autumn (copy)");
});

test("no draft is lost, however many there are, and none is deleted without a question", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await scheduled(scene, {});
  const names = Array.from({ length: 13 }, (_, place) => `Work ${place}`);
  for (const name of names) {
    await duplicate(scene);
    await page.getByLabel("Campaign name").fill(name);
  }
  await scene.load();
  await scene.button.click();
  await scene.press("All campaigns");
  await page.getByRole("heading", { name: "Drafts" }).waitFor();
  // The last one is the current draft.
  for (const name of names.slice(0, -1)) {
    assert.equal(await page.getByRole("button", { name: `Open ${name}`, exact: true }).count(), 1, name);
  }
  const open = page.getByRole("button", { name: "Open Work 3", exact: true });
  await scene.press("Delete Work 3");
  await page.getByRole("heading", { name: "Delete “Work 3”?" }).waitFor();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
  assert.equal(await open.count(), 1);
  await scene.press("Delete Work 3");
  await page.locator("[data-yes]").click();
  await open.waitFor({ state: "detached" });
  assert.equal(await page.getByRole("button", { name: /^Open Work/ }).count(), 11);
});

test("a scheduled campaign says when it starts, and can be moved until it does", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  const made = await scheduled(scene, { max_dialers: 7 });
  await scene.press("All campaigns");
  const row = page.getByRole("listitem").filter({ hasText: "Autumn" });
  await row.getByText(/Starts .*GMT\+8/).waitFor();
  await scene.press("Open Autumn");
  await page.getByRole("heading", { name: /^Starts .*GMT\+8/ }).waitFor();
  await scene.press("Change or move");
  await page.getByLabel("Campaign name").fill("Winter");
  await page.locator("#edit-start").fill("2020-01-01T10:00");
  await page.getByText("The start is in the past").waitFor();
  assert.ok(await page.getByRole("button", { name: "Save changes" }).isDisabled());
  const moved = new Date(Date.now() + 49 * 3_600_000);
  const taipei = new Date(moved.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
  await page.locator("#edit-start").fill(taipei);
  await page.getByLabel("Calls at once").fill("9");
  await scene.press("Save changes");
  await page.getByRole("heading", { name: "Winter" }).waitFor();
  const changed = await scene.api(`auto_dialer_campaigns/${made.id}`);
  assert.equal(changed.max_dialers, 9);
  assert.equal(changed.start_time.slice(0, 16), moved.toISOString().slice(0, 16));
});

test("a scheduled campaign without an end is renamed and moved without one, and can be given one", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  const { id, start_time } = await scheduled(scene, { end_time: undefined });
  /** @type {object[]} */
  const changes = [];
  await page.route(new RegExp(`/auto_dialer_campaigns/${id}$`), (route) => {
    if (route.request().method() === "PATCH") changes.push(route.request().postDataJSON());
    return route.continue();
  });
  await scene.press("All campaigns");
  await scene.press("Open Autumn");
  await scene.press("Change or move");
  const end = page.locator("#edit-end");
  assert.equal(await end.inputValue(), "");
  await page.getByLabel("Campaign name").fill("Winter");
  await scene.press("Save changes");
  await page.getByRole("heading", { name: "Winter" }).waitFor();
  assert.deepEqual(changes, [{ name: "Winter" }]);

  await scene.press("Change or move");
  const save = page.getByRole("button", { name: "Save changes" });
  await end.fill("2020-01-01T10:00");
  await page.getByText("The end is in the past").waitFor();
  assert.ok(await save.isDisabled());
  await end.fill("");
  const later = new Date(Date.parse(`${start_time}Z`) + 9 * 3_600_000).toISOString();
  await page.locator("#edit-start").fill(later.slice(0, 16));
  await save.click();
  await save.waitFor({ state: "detached" });
  assert.deepEqual(Object.keys(changes[1] ?? {}), ["start_time"]);
});

test("what a colleague changes of a scheduled campaign is shown in its open form, and not undone by saving it", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  const { id } = await scheduled(scene, { max_dialers: 7 });
  await scene.press("All campaigns");
  await scene.press("Open Autumn");
  await scene.press("Change or move");
  await page.getByLabel("Campaign name").fill("Winter");
  const start = page.locator("#edit-start");
  const before = await start.inputValue();
  const hence = (/** @type {number} */ hours) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const moved = { start_time: hence(72), end_time: hence(74) };
  await scene.change(`auto_dialer_campaigns/${id}`, { ...moved, max_dialers: 3 });
  await scene.until(async () => (await start.inputValue()) !== before);
  assert.equal(await page.getByLabel("Calls at once").inputValue(), "3");
  assert.equal(await page.getByLabel("Campaign name").inputValue(), "Winter");

  // The next change arrives too late for the form to show it.
  await page.route(/\/auto_dialer_campaigns\/[^/]+$/, async (route) => {
    const isSave = route.request().method() === "PATCH";
    if (isSave) await scene.change(`auto_dialer_campaigns/${id}`, { max_attempts: 5 });
    await route.continue();
  });
  await scene.press("Save changes");
  await scene.heading("Winter");
  const changed = await scene.api(`auto_dialer_campaigns/${id}`);
  const times = [changed.start_time, changed.end_time].map((time) => time.slice(0, 19));
  assert.deepEqual(times, [moved.start_time.slice(0, 19), moved.end_time.slice(0, 19)]);
  assert.deepEqual([changed.max_attempts, changed.max_dialers], [5, 3]);
});

test("a campaign in a zone that the browser does not know is shown and moved in the browser's own", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, context: { timezoneId: "America/Los_Angeles" } });
  const { page } = scene;
  await scene.open();
  const year = new Date().getUTCFullYear() + 1;
  const [start_time, end_time] = [`${year}-01-13T18:00:00Z`, `${year}-01-13T20:00:00Z`];
  await scheduled(scene, { start_time, end_time, timezone: "GMT+8" });
  await scene.press("All campaigns");
  await scene.press("Open Autumn");
  await page.getByRole("heading", { name: /^Starts .*10:00 AM/ }).waitFor();
  await scene.press("Change or move");
  assert.equal(await page.locator("#edit-start").inputValue(), `${year}-01-13T10:00`);
  await page.getByLabel("Start America/Los_Angeles").waitFor();
  await scene.press("All campaigns");
  await scene.press("Duplicate Autumn");
  await scene.heading("Review");
  await scene.step("Schedule");
  assert.equal(await page.locator("#start").inputValue(), `${year}-01-13T10:00`);
  assert.equal(await page.locator("#zone").inputValue(), "America/Los_Angeles");
  const offered = await page
    .locator("#zone option")
    .evaluateAll((all) => all.map(({ textContent }) => textContent));
  assert.ok(!offered.includes("GMT+8"));
});

test("a campaign that starts in the second of two hours with the same name starts then, also after it is saved", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  const year = new Date().getUTCFullYear() + 1;
  const sunday = ((7 - new Date(Date.UTC(year, 10, 1)).getUTCDay()) % 7) + 1;
  const [start_time, end_time] = [6.5, 9].map((hour) =>
    new Date(Date.UTC(year, 10, sunday) + hour * 3_600_000).toISOString(),
  );
  const { id } = await scheduled(scene, { start_time, end_time, timezone: "America/New_York" });
  await scene.press("All campaigns");
  await scene.press("Open Autumn");
  await scene.press("Change or move");
  assert.match(await page.locator("#edit-start").inputValue(), /T01:30$/);
  await page.getByLabel("Campaign name").fill("Winter");
  await scene.press("Save changes");
  await page.getByRole("heading", { name: "Winter" }).waitFor();
  const changed = await scene.api(`auto_dialer_campaigns/${id}`);
  assert.equal(Date.parse(`${changed.start_time}Z`), Date.parse(String(start_time)));
});

test("the Enter that ends a composition saves nothing, in Safari either", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  const { id } = await scheduled(scene, {});
  await scene.press("All campaigns");
  await scene.press("Open Autumn");
  await scene.press("Change or move");
  const name = page.getByLabel("Campaign name");
  const enter = (/** @type {number} */ keyCode) =>
    name.evaluate(
      (input, keyCode) =>
        input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode, bubbles: true })),
      keyCode,
    );
  await name.fill("ㄉㄨ");
  await enter(229);
  await name.fill("Winter");
  await enter(13);
  await page.getByRole("heading", { name: "Winter" }).waitFor();
  const saved = (await scene.requests()).filter(
    ({ method, path }) => method === "PATCH" && path.endsWith(id),
  );
  assert.equal(saved.length, 1);
});

test("Enter in a number of a scheduled campaign saves that number", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  const made = await scheduled(scene, { max_dialers: 7 });
  await scene.press("All campaigns");
  await scene.press("Open Autumn");
  await scene.press("Change or move");
  await page.getByLabel("Calls at once").press("ControlOrMeta+a");
  await page.keyboard.type("9");
  await page.keyboard.press("Enter");
  await page.getByLabel("Calls at once").waitFor({ state: "detached" });
  const changed = await scene.api(`auto_dialer_campaigns/${made.id}`);
  assert.equal(changed.max_dialers, 9);
});

test("what could not be saved of one campaign is not put into another, and what is typed meanwhile stays", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  const [first, second] = [await scheduled(scene, {}), await scheduled(scene, { name: "Winter" })];
  await page.evaluate(() => {
    const failed = new Promise((resolve) => addEventListener("seax-error", resolve, { once: true }));
    Object.assign(globalThis, { failed });
  });
  const name = page.getByLabel("Campaign name");
  /** @param {string} old @param {string} next */
  const rename = async (old, next) => {
    await scene.press("All campaigns");
    await scene.press(`Open ${old}`);
    await scene.press("Change or move");
    await name.fill(next);
  };
  const refuse = await scene.hold(new RegExp(`/auto_dialer_campaigns/${first.id}$`), {
    method: "PATCH",
    answer: (route) => route.fulfill({ status: 422, json: { detail: "not now" } }),
  });
  await rename("Autumn", "Spring");
  await scene.press("Save changes");
  await rename("Winter", "Summer");
  refuse();
  await page.evaluate(() => Reflect.get(globalThis, "failed"));
  assert.equal(await name.inputValue(), "Summer");

  const sent = page.waitForRequest((request) => request.method() === "PATCH");
  await page.route(new RegExp(`/auto_dialer_campaigns/${second.id}$`), async (route) => {
    if (route.request().method() === "PATCH") await name.fill("Summer again");
    await route.continue();
  });
  await scene.press("Save changes");
  await sent;
  await page.getByRole("heading", { name: "Summer", exact: true }).waitFor();
  assert.equal(await name.inputValue(), "Summer again");
  await scene.press("Save changes");
  await page.getByRole("heading", { name: "Summer again" }).waitFor();
  await name.waitFor({ state: "detached" });
  assert.equal((await scene.api(`auto_dialer_campaigns/${first.id}`)).name, "Autumn");
});
