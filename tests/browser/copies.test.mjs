// Tests that a draft is launched once: in a duplicated tab, before, during and after a launch, and when the page switches
// workspaces.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PLAIN, Stage, WEDNESDAY } from "./stage.mjs";

const stage = await Stage.build(after);

const CAMPAIGNS = "**/auto_dialer_campaigns";

/** @param {import("node:test").TestContext} t @param {{ clock?: boolean }} [options] whether the test moves the pages' clock */
async function review(t, { clock = false } = {}) {
  const scene = await stage.scene(t, { html: PLAIN });
  if (clock) await scene.installClock();
  await scene.review();
  await scene.mend();
  return scene;
}

/** @param {import("./stage.mjs").Scene} scene */
async function reopen(scene) {
  await scene.button.click();
  await scene.heading("Review");
  return scene.ask();
}

test("a copied tab does not launch again what the first has launched", async (t) => {
  const first = await review(t);
  const second = await first.duplicateTab();
  const other = await reopen(second);
  assert.equal(await second.page.getByText("Nobody has been called by this draft yet.").count(), 1);
  await (await first.ask()).click();
  await first.heading("Who answered");
  await second.page.locator("[data-called]").waitFor({ state: "attached" });
  assert.equal(await second.page.getByText("Nobody has been called by this draft yet.").count(), 0);
  await other.click();
  await second.page.getByText("This draft had already been launched").waitFor();
  await second.heading("Who answered");
  assert.equal(await first.creates(), 1);
  assert.equal(await first.campaigns(), 1);
  // A new campaign, in either tab, is another draft.
  await second.press("New campaign");
  await second.plan("Newsletter");
  await (await second.ask()).click();
  await second.heading("Who answered");
  assert.equal(await first.campaigns(), 2);
});

test("two copies of a tab that launch at the same time make one campaign", async (t) => {
  const first = await review(t);
  const second = await first.duplicateTab();
  const [one, two] = [await first.ask(), await reopen(second)];
  const creates = { method: "POST" };
  const releases = [await first.hold(CAMPAIGNS, creates), await second.hold(CAMPAIGNS, creates)];
  await Promise.all([one.click(), two.click()]);
  for (const { page } of [first, second]) await page.locator(".spinner").waitFor();
  for (const release of releases) release();
  await Promise.all([first.heading("Who answered"), second.heading("Who answered")]);
  assert.equal(await first.creates(), 1);
  assert.equal(await first.campaigns(), 1);
});

test("a launch whose outcome is not known in one tab is looked for in its copy, and not sent", async (t) => {
  const first = await review(t, { clock: true });
  const second = await first.duplicateTab();
  const other = await reopen(second);
  const last = await first.ask();
  await first.createFault({ kind: "status_after_commit", status: 500 });
  await first.hideOnceCreated();
  await last.click();
  await first.hurry(first.page.getByRole("heading", { name: "Not confirmed" }));
  await first.clearFaults();
  await other.click();
  await second.heading("Who answered");
  assert.equal(await first.creates(), 1);
  assert.equal(await first.campaigns(), 1);
});

test("a launch whose outcome is not known is not forgotten if its copy cannot look for it", async (t) => {
  const first = await review(t, { clock: true });
  const second = await first.duplicateTab();
  const other = await reopen(second);
  const last = await first.ask();
  await first.createFault({ kind: "status_after_commit", status: 500 });
  await first.hideOnceCreated();
  await last.click();
  await first.hurry(first.page.getByRole("heading", { name: "Not confirmed" }));
  await first.clearFaults();
  // To a clock that is behind, the launch was sent in the future. The pages' clock was advanced while the first one looked.
  await second.page.clock.setSystemTime(Date.now() - 600_000);
  await other.click();
  await second.heading("Not confirmed");
  await second.page.locator(".note.error").getByText("A value is not valid.").waitFor();
  assert.equal(await second.page.getByRole("button", { name: "Launch", exact: true }).count(), 0);
  // Nor is it forgotten if the next attempt cannot be stored.
  await second.page.evaluate(() => {
    const { setItem } = Storage.prototype;
    Object.assign(globalThis, { allow: () => Object.assign(Storage.prototype, { setItem }) });
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await second.press("Look again");
  await second.page.getByText("Something went wrong").waitFor();
  await second.heading("Not confirmed");
  await second.page.evaluate(() => Reflect.get(globalThis, "allow")());
  await second.page.clock.setSystemTime(Date.now());
  await second.press("Look again");
  await second.heading("Who answered");
  assert.equal(await first.creates(), 1);
  assert.equal(await first.campaigns(), 1);
});

/**
 * Opens two tabs in which the same launch can be sent again: its request got lost.
 *
 * @param {Parameters<typeof review>[0]} t
 */
async function lostInTwoTabs(t) {
  const first = await review(t, { clock: true });
  await first.page.getByLabel("Campaign name").fill("Rowing club");
  await first.createFault({ kind: "drop_request" });
  await (await first.ask()).click();
  const unknown = { name: "Not confirmed" };
  await first.hurry(first.page.getByRole("heading", unknown));
  const second = await first.duplicateTab();
  for (const scene of [first, second]) {
    await scene.page.getByRole("heading", unknown).waitFor();
    await scene.page.clock.fastForward(20 * 60_000);
    await scene.press("Look again");
    await scene.page.getByRole("button", { name: "Send again" }).waitFor();
  }
  return /** @type {const} */ ([first, second]);
}

test("a launch that was given up in one tab is not sent again in its copy", async (t) => {
  const [first, second] = await lostInTwoTabs(t);
  await first.page.getByText("I have checked in SeaX").click();
  await first.press("It was not launched");
  await first.press("New campaign");
  await first.step("Review");
  await second.press("Send again");
  await second.heading("Review");
  assert.equal(await first.campaigns(), 0);
  const [one, two] = [await first.ask(), await second.ask()];
  await one.click();
  await first.heading("Rowing club");
  await two.click();
  await second.page.getByText("This draft had already been launched").waitFor();
  assert.equal(await first.campaigns(), 1);
});

test("a launch that was sent again in one tab is not given up by its copy", async (t) => {
  const [first, second] = await lostInTwoTabs(t);
  await second.press("Send again");
  await second.heading("Rowing club");
  await first.page.getByText("I have checked in SeaX").click();
  await first.press("It was not launched");
  await first.press("New campaign");
  await first.step("Review");
  await (await first.ask()).click();
  await first.page.getByText("This draft had already been launched").waitFor();
  assert.equal(await first.campaigns(), 1);
});

test("a draft that was refused in one tab can be launched once it is right, by one of its copies", async (t) => {
  const first = await review(t);
  const second = await first.duplicateTab();
  await first.createFault({ kind: "status", status: 422 });
  await (await first.ask()).click();
  await first.page.getByText("The server rejected this").waitFor();
  const [one, two] = [await first.ask(), await reopen(second)];
  await one.click();
  await first.heading("Who answered");
  await two.click();
  await second.page.getByText("This draft had already been launched").waitFor();
  assert.equal(await first.campaigns(), 1);
});

test("a page that goes to another workspace launches nothing in the one before", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  const made = await stage.control("POST", "workspaces", { contacts: 40 });
  const other = String(made.workspace_id);
  const asked = /** @type {string[]} */ ([]);
  page.on("request", (request) => asked.push(request.url()));
  /** @param {string} id */
  const go = (id) =>
    page.locator("seax-launcher").evaluate((element, id) => Object.assign(element, { workspaceId: id }), id);

  // If the page switches while the panel is open, the confirmation launches nothing, and explains why.
  const last = await scene.ask();
  await last.evaluate((button, id) => {
    Object.assign(document.querySelector("seax-launcher") ?? {}, { workspaceId: id });
    /** @type {HTMLElement} */ (button).click();
  }, other);
  await page.getByText("This page has switched to another workspace").waitFor();
  assert.equal(await scene.creates(), 0);
  assert.equal(await page.getByRole("button", { name: "Launch", exact: true }).count(), 0);
  await scene.press("Continue in this workspace");
  await scene.heading("Caller ID");
  await scene.until(async () => asked.some((url) => url.includes(other)));

  // If it switches while the panel is closed, the panel opens in the page's workspace, and the draft stays in its own.
  await page.keyboard.press("Escape");
  await go(scene.workspaceId);
  await scene.button.click();
  await scene.heading("Review");
  await page.keyboard.press("Escape");
  await go(other);
  await scene.button.click();
  await scene.heading("Caller ID");
  assert.equal(await scene.creates(), 0);
});

/**
 * A draft for next year whose recipients cannot all be called in its window, so that it can be split by time zone.
 *
 * @param {import("node:test").TestContext} t
 */
async function splittable(t) {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 120 });
  await scene.review("Newsletter");
  await scene.mend();
  await scene.step("Schedule");
  await scene.page.getByLabel("Later").check();
  await scene.page.getByLabel("Start", { exact: true }).last().fill(`${WEDNESDAY}T02:00`);
  await scene.page.getByLabel("End", { exact: true }).fill(`${WEDNESDAY}T23:00`);
  await scene.page.getByLabel("End", { exact: true }).blur();
  await scene.page.getByRole("button", { name: "Split by time zone" }).waitFor();
  return scene;
}

test("a draft that was split in one tab is neither launched nor split in its copy: its parts stand for it", async (t) => {
  const first = await splittable(t);
  const second = await first.duplicateTab();
  await first.press("Split by time zone");
  await first.page.getByText(/^Split into \d+ campaigns/).waitFor();
  await second.button.click();
  await second.heading("Schedule");
  await second.step("Review");
  await (await second.ask()).click();
  await second.page.getByText("was split by time zone in another tab").waitFor();
  // A reload does not change that.
  await second.load();
  await second.button.click();
  await second.heading("Review");
  await (await second.ask()).click();
  await second.page.getByText("was split by time zone in another tab").waitFor();
  await second.step("Schedule");
  await second.press("Split by time zone");
  await second.page.getByText("was split by time zone in another tab").waitFor();
  assert.equal(await first.creates(), 0);

  await first.step("Review");
  await (await first.ask()).click();
  await first.page.getByRole("heading", { name: /^Starts / }).waitFor();
  assert.equal(await first.campaigns(), 1);
  // The operator can make it a new draft.
  await second.press("Make it a new draft");
  await (await second.ask()).click();
  await second.page.getByRole("heading", { name: /^Starts / }).waitFor();
  assert.equal(await first.campaigns(), 2);
});

test("a draft that was launched in one tab is not split in its copy", async (t) => {
  const first = await splittable(t);
  const second = await first.duplicateTab();
  await second.button.click();
  await second.heading("Schedule");
  await second.step("Review");
  await (await second.ask()).click();
  await second.page.getByRole("heading", { name: /^Starts / }).waitFor();
  await first.press("Split by time zone");
  await first.page.getByText("This draft has already been launched").waitFor();
  await first.press("Open that campaign");
  await first.page.getByRole("heading", { name: /^Starts / }).waitFor();
  await first.press("All campaigns");
  await first.page
    .getByRole("button", { name: /^Duplicate / })
    .first()
    .waitFor();
  assert.equal(await first.page.getByRole("heading", { name: "Drafts" }).count(), 0);
  assert.equal(await first.creates(), 1);
});

test("a draft that the operator has gone on with is not replaced by its parts", async (t) => {
  const scene = await splittable(t);
  const asked = scene.page.waitForRequest(/contacts\?/);
  const release = await scene.hold(/contacts\?/);
  await scene.press("Split by time zone");
  await asked;
  await scene.step("Review");
  await scene.heading("Review");
  const name = await scene.page.getByLabel("Campaign name").inputValue();
  release();
  await scene.checked();
  assert.equal(await scene.page.getByLabel("Campaign name").inputValue(), name);
});

test("a split that fails after the draft was changed can be started again", async (t) => {
  const scene = await splittable(t);
  const answer = (/** @type {import("playwright-core").Route} */ route) =>
    route.fulfill({ status: 404, json: { detail: "not now" } });
  const release = await scene.hold(/contacts\?/, { answer });
  const button = scene.page.getByRole("button", { name: "Split by time zone" });
  await button.click();
  await scene.page.getByRole("button", { name: "Splitting…" }).waitFor();
  await scene.page.getByLabel("Attempts per recipient").fill("2");
  await scene.page.getByLabel("Attempts per recipient").blur();
  release();
  await button.click();
  await scene.page.getByText("could not be split").waitFor();
});

/**
 * Makes another campaign of the draft in a copy of a tab, up to its confirmation.
 *
 * @param {import("./stage.mjs").Scene} first
 */
async function becomesAnother(first) {
  const second = await first.duplicateTab();
  await second.button.click();
  await second.heading("Review");
  await second.page.getByLabel("Campaign name").fill("Newsletter special");
  await second.step("Audience");
  const labels = second.page.getByRole("group", { name: "Labels" });
  await labels.getByLabel("Newsletter").check();
  await labels.getByLabel("VIP").uncheck();
  await second.page.getByText("Will be called", { exact: true }).waitFor();
  await second.step("Review");
  return { second, other: await second.ask() };
}

test("a copy of a tab that has become another campaign is kept, and asked about", async (t) => {
  const first = await review(t);
  const { second, other } = await becomesAnother(first);
  const name = await first.page.getByLabel("Campaign name").inputValue();
  await (await first.ask()).click();
  await first.heading("Who answered");
  await other.click();
  await second.page.getByText("This draft has already been launched").waitFor();
  await second.press("Open that campaign");
  await second.heading(name);
  await second.press("New campaign");
  await second.step("Review");
  assert.equal(await second.page.getByLabel("Campaign name").inputValue(), "Newsletter special");
  assert.equal(await first.creates(), 1);
  await (await second.ask()).click();
  await second.press("Make it a new draft");
  await (await second.ask()).click();
  await second.heading("Newsletter special");
  assert.equal(await first.campaigns(), 2);
});

test("a campaign that only the server knows to be a copy's can be opened from there", async (t) => {
  const first = await review(t);
  const { second, other } = await becomesAnother(first);
  const name = await first.page.getByLabel("Campaign name").inputValue();
  await (await first.ask()).click();
  await first.heading("Who answered");
  // As in another browser: without its record, the campaign is found by its key.
  await second.page.evaluate(() => localStorage.removeItem("seax-launcher:launches"));
  await other.click();
  await second.page.getByText("This draft has already been launched").waitFor();
  await second.press("Open that campaign");
  await second.heading(name);
  assert.equal(await first.creates(), 1);
});
