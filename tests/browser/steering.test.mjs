// Tests an operator's work besides launching: test calls, pause, stop, delete, call logs, and labels.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { EVENING, LONG, PLAIN, STILL, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

/**
 * A running campaign, open in the panel.
 *
 * @param {import("node:test").TestContext} t
 * @param {{ contacts: number, speed: number }} workspace
 * @param {{ clock?: boolean, label?: string }} [options] whether the test moves the page's clock, and whom the campaign calls
 */
async function underway(t, workspace, { clock = false, label = "Newsletter" } = {}) {
  const scene = await stage.scene(t, { html: PLAIN, ...workspace });
  if (clock) await scene.installClock();
  await scene.follow(await scene.create({ any_contact_label_ids: [await scene.labelId(label)] }));
  return scene;
}

/** The label of contacts whom no known rule forbids to call, whatever the time of the test. */
const ANY_TIME = "VIP";

test("a campaign is paused, gone on with, and stopped for good", async (t) => {
  const scene = await underway(t, STILL, { label: ANY_TIME });
  const { page } = scene;
  await scene.press("Pause");
  await page.getByText("Paused", { exact: true }).waitFor();
  await scene.press("Resume");
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();

  await scene.press("Stop");
  await page.getByRole("alertdialog").getByText("Nobody else is called").waitFor();
  await scene.press("Keep calling");
  assert.equal(await page.getByText("Canceled", { exact: true }).count(), 0);
  await scene.press("Stop");
  await page.locator("[data-yes]").click();
  await page.getByText("Canceled", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Stop", exact: true }).waitFor({ state: "detached" });
  const patches = (await scene.requests()).filter(({ method }) => method === "PATCH");
  assert.deepEqual(
    patches.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.deepEqual(scene.complaints, []);
});

test("a campaign can be stopped while a pause is not answered, and stays stopped", async (t) => {
  const scene = await underway(t, STILL);
  const { page } = scene;
  const url = /\/auto_dialer_campaigns\/[^/]+$/;
  const release = await scene.hold(url, {
    method: "PATCH",
    // The page may have given it up.
    answer: (route) => route.continue().catch(() => {}),
  });
  const pausing = page.waitForRequest((request) => request.method() === "PATCH");
  await scene.press("Pause");
  await pausing;
  await page.route(url, (route) => route.continue());
  await scene.press("Stop");
  await page.locator("[data-yes]").click();
  await page.getByText("Canceled", { exact: true }).waitFor();
  release();
  await page.getByRole("button", { name: "Stop", exact: true }).waitFor({ state: "detached" });
  assert.equal(await page.getByText("Paused", { exact: true }).count(), 0);
  assert.equal(await page.locator(".note.error").count(), 0);
});

test("a stop that the server rejects is not taken for one that nobody was called by", async (t) => {
  const scene = await underway(t, STILL);
  const { page } = scene;
  await scene.fault({ kind: "status", status: 422, method: "PATCH", path: "auto_dialer_campaigns" });
  await scene.press("Stop");
  await page.locator("[data-yes]").click();
  const problem = page.locator(".note.error");
  await problem.getByText("The server rejected this request.", { exact: true }).waitFor();
  assert.doesNotMatch(await problem.innerText(), /Nobody/);
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
});

test("a double click and a held key are one decision", async (t) => {
  const scene = await underway(t, STILL, { label: ANY_TIME });
  const { page } = scene;
  const patches = async () => (await scene.requests()).filter(({ method }) => method === "PATCH").length;
  const button = (/** @type {string} */ name) => page.getByRole("button", { name, exact: true });
  await scene.stopClock();
  /** @param {string} name the button that replaces the pressed one @param {number} times */
  const once = async (name, times) => {
    // The new button becomes clickable after a moment.
    await button(name).waitFor();
    await page.clock.fastForward(2_000);
    await button(name).click({ trial: true });
    assert.equal(await patches(), times);
  };
  await button("Pause").dblclick();
  await once("Resume", 1);
  const box = await button("Resume").boundingBox();
  const click = () => page.mouse.click((box?.x ?? 0) + 8, (box?.y ?? 0) + 8);
  await click();
  await button("Pause").waitFor();
  for (let time = 0; time < 2; time += 1) await click();
  await once("Pause", 2);
  await button("Pause").focus();
  for (let press = 0; press < 15; press += 1) await page.keyboard.down("Enter");
  await button("Resume").waitFor();
  for (let press = 0; press < 15; press += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await once("Resume", 3);
  assert.equal(await page.getByText("Paused", { exact: true }).count(), 1);
});

test("a click that is meant for Pause does not resume what somebody else has just paused", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  const { id } = await scene.follow(
    await scene.create({ any_contact_label_ids: [await scene.labelId(ANY_TIME)] }),
  );
  const box = await page.getByRole("button", { name: "Pause", exact: true }).boundingBox();
  const resume = page.getByRole("button", { name: "Resume", exact: true });
  await scene.stopClock();
  await scene.change(`auto_dialer_campaigns/${id}`, { status: "PAUSED" });
  const patches = async () => (await scene.requests()).filter(({ method }) => method === "PATCH").length;
  const before = await patches();
  await scene.until(async () => {
    if ((await resume.count()) > 0) return true;
    // Shorter than the time for which the button is disabled.
    await page.clock.fastForward(100);
    return false;
  });
  assert.ok(await resume.isDisabled());
  await page.mouse.click((box?.x ?? 0) + 8, (box?.y ?? 0) + 8);
  await page.clock.fastForward(2_000);
  await resume.click({ trial: true });
  assert.equal(await patches(), before);
  await resume.click();
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
});

/**
 * Opens a paused campaign at 21:30 in New York, where it calls somebody.
 *
 * @param {import("node:test").TestContext} t
 * @param {object} [part] what is different in the campaign
 */
async function pausedAtNight(t, part = {}) {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  const night = EVENING + 40 * 60_000;
  await scene.installClock(night);
  const { id } = await scene.api("contacts", { name: "Quibble", phone: "+12125550177" });
  const end_time = new Date(night + 3_600_000).toISOString();
  await scene.follow(await scene.create({ addition_contact_ids: [id], end_time, ...part }));
  await scene.press("Pause");
  await page.getByText("Paused", { exact: true }).waitFor();
  const resumed = async () => (await scene.requests()).filter(({ method }) => method === "PATCH").length - 1;
  return { scene, page, night, resumed };
}

test("a campaign is resumed outside calling hours only by a second press, soon after the first", async (t) => {
  const { scene, page, resumed } = await pausedAtNight(t);
  const told = page.locator(".note", { hasText: "Now is outside calling hours for 1 person." });
  const anyway = page.getByRole("button", { name: "Resume anyway" });
  await scene.press("Resume");
  await told.waitFor();
  await anyway.waitFor();
  await page.clock.fastForward(61_000);
  await anyway.waitFor({ state: "detached" });
  await scene.press("Resume");
  await told.waitFor();
  assert.equal(await resumed(), 0);
  await anyway.click();
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  assert.equal(await told.count(), 0);
  assert.equal(await resumed(), 1);
});

test("a campaign whose hours cannot be checked is resumed only by a second press", async (t) => {
  const { scene, page, resumed } = await pausedAtNight(t, { mode: "WEBHOOK", addition_contact_ids: [] });
  await scene.press("Resume");
  await page.getByText("It could not be checked whether everybody can be called now.").waitFor();
  assert.equal(await resumed(), 0);
  await scene.press("Resume anyway");
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  assert.equal(await resumed(), 1);
});

test("a campaign whose end has passed is resumed only by a second press", async (t) => {
  const { scene, page, night, resumed } = await pausedAtNight(t);
  await page.clock.setSystemTime(night + 12 * 3_600_000);
  await scene.press("Resume");
  await page.getByText("The campaign’s end has passed.").waitFor();
  assert.equal(await page.getByText("Now is outside calling hours").count(), 0);
  assert.equal(await resumed(), 0);
});

test("a campaign is not resumed after a check if it was stopped meanwhile", async (t) => {
  const scene = await underway(t, STILL, { label: ANY_TIME });
  const { page } = scene;
  await scene.press("Pause");
  await page.getByText("Paused", { exact: true }).waitFor();
  const release = await scene.hold(/\/contacts\?/);
  await scene.press("Resume");
  await scene.press("Stop");
  await page.locator("[data-yes]").click();
  await page.getByText("Canceled", { exact: true }).waitFor();
  release();
  await page.getByRole("button", { name: "Stop", exact: true }).waitFor({ state: "detached" });
  const patches = (await scene.requests()).filter(({ method }) => method === "PATCH");
  assert.equal(patches.length, 2);
});

test("a campaign is not resumed after a check if it was stopped after another one", async (t) => {
  const scene = await underway(t, STILL, { label: ANY_TIME });
  const { page } = scene;
  const [first] = (await scene.api("auto_dialer_campaigns?limit=1")).data;
  const other = await scene.api("auto_dialer_campaigns", {
    type: "VOICE_DROP",
    name: "Another one",
    mode: "WEB",
    stage: "INSTANCE",
    phone_ids: (await scene.api("phones?limit=1")).data.map((/** @type {{ id: string }} */ { id }) => id),
    message: "Hello.",
    start_time: new Date().toISOString(),
    end_time: new Date(Date.now() + 36_000_000).toISOString(),
    any_contact_label_ids: first.campaign_metadata.any_contact_labels.map(
      (/** @type {{ id: string }} */ { id }) => id,
    ),
    max_attempts: 1,
    max_dialers: 1,
    capture_keypress: false,
    capture_stt: false,
  });
  await scene.press("Pause");
  await page.getByText("Paused", { exact: true }).waitFor();
  const release = await scene.hold(/\/contacts\?/);
  await scene.press("Resume");
  for (const { name } of [other, first]) {
    await scene.press("All campaigns");
    await scene.press(`Open ${name}`);
    await scene.press("Stop");
    await page.locator("[data-yes]").click();
    await page.locator(".status.canceled").waitFor();
  }
  release();
  // By the time that the list has been read once more, a resume would have been sent.
  await scene.press("All campaigns");
  await page.getByRole("button", { name: `Open ${other.name}`, exact: true }).waitFor();
  await scene.press(`Open ${first.name}`);
  await page.locator(".status.canceled").waitFor();
  const patches = (await scene.requests()).filter(({ method }) => method === "PATCH");
  assert.equal(patches.length, 3);
});

/**
 * Stops a campaign while some of its calls are in progress, and returns what the API says about its calls.
 *
 * @param {Awaited<ReturnType<typeof underway>>} scene
 */
async function stopDuringCalls(scene) {
  const { page } = scene;
  const id = (await scene.api("auto_dialer_campaigns?limit=1")).data[0].id;
  /** @returns {Promise<{ start_time: string | null, end_time: string | null, answered_by: string | null }[]>} */
  const logs = async () => (await scene.api(`auto_dialer_campaigns/${id}/logs?limit=0`)).data;
  const open = async () => (await logs()).filter((log) => log.start_time && !log.answered_by).length;
  await scene.press("Stop");
  await page.locator("[data-yes]").waitFor();
  await scene.until(async () => (await open()) > 2, 100);
  const stopping = page.waitForResponse((reply) => reply.request().method() === "PATCH");
  await page.locator("[data-yes]").click();
  const { updated_time: stopped } = await (await stopping).json();
  await page.getByText("Canceled", { exact: true }).waitFor();
  await scene.until(async () => (await open()) === 0, 100);
  const ends = (await logs()).map(({ end_time }) => end_time ?? "");
  assert.ok(
    ends.some((end) => end > stopped),
    "calls are in progress when it is stopped",
  );
  return (await scene.api(`auto_dialer_campaigns/${id}`)).statistics;
}

/**
 * Waits until the panel shows the final figures and the outcome of each call.
 *
 * @param {Awaited<ReturnType<typeof underway>>} scene
 * @param {{ human: number }} statistics
 */
async function shown(scene, { human }) {
  const { page } = scene;
  const reached = page.locator(".facts div").first().locator("dd");
  const open = page.locator(".calls tbody").getByText("No result yet");
  // The pauses between the reads get long.
  await scene.hurryUntil(
    async () => Number(await reached.innerText()) === human && (await open.count()) === 0,
    31_000,
  );
}

test("a campaign that is stopped is shown until its calls in progress have ended", async (t) => {
  const scene = await underway(t, LONG, { clock: true });
  await shown(scene, await stopDuringCalls(scene));
});

test("the figures of a campaign that is over are not older than its calls", async (t) => {
  const scene = await underway(t, LONG, { clock: true });
  // The calls end while the panel reads them.
  const release = await scene.hold(/\/logs\?/);
  const statistics = await stopDuringCalls(scene);
  release();
  await shown(scene, statistics);
});

test("the calls of a stopped campaign, which are read until they have ended, are not shown in another campaign", async (t) => {
  const scene = await underway(t, LONG, { clock: true });
  const { page } = scene;
  const { data } = await scene.api("auto_dialer_campaigns?limit=0");
  const [{ id }] = data;
  const other = data.find((/** @type {{ status: string }} */ { status }) => status === "FINISHED");
  const asked = { here: 0, other: 0 };
  await page.route(/\/logs\?/, async (route) => {
    if (!route.request().url().includes(id)) {
      asked.other += 1;
      return route.continue();
    }
    asked.here += 1;
    const reply = await route.fetch();
    const { data, ...rest } = await reply.json();
    // The newest call goes on for ever. It is one of those that the table shows, however fast the sandbox's clock is.
    const started = (/** @type {{ start_time: string | null }} */ { start_time }) => start_time ?? "";
    const [newest] = data.toSorted((/** @type {any} */ one, /** @type {any} */ other) =>
      started(other).localeCompare(started(one)),
    );
    if (newest) {
      const contact = { ...newest.contact, name: "Still Talking" };
      Object.assign(newest, {
        contact,
        status: "PROCESSING",
        answered_by: null,
        end_time: null,
        call: null,
      });
    }
    await route.fulfill({ response: reply, json: { data, ...rest } });
  });
  const talking = page.locator(".calls tbody").getByText("Still Talking");
  await talking.waitFor();
  await scene.press("Stop");
  await page.locator("[data-yes]").click();
  await page.getByText("Canceled", { exact: true }).waitFor();
  const { here } = asked;
  // The panel goes on reading them.
  await scene.hurryUntil(async () => asked.here > here + 2, 31_000);
  await scene.press("All campaigns");
  await scene.press(`Open ${other.name}`);
  await scene.heading(other.name);
  await page.locator(".calls tbody tr").first().waitFor();
  const before = { ...asked };
  await page.clock.fastForward(31_000);
  await scene.press("Refresh");
  await scene.until(async () => asked.here + asked.other > before.here + before.other);
  assert.deepEqual(asked, { here: before.here, other: before.other + 1 });
  assert.equal(await talking.count(), 0);
});

test("calls that are too many to be read each time show their age, and are read once more when they have ended", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  await scene.installClock();
  const [{ id }] = (await scene.api("auto_dialer_campaigns?limit=1")).data;
  const [call] = (await scene.api(`auto_dialer_campaigns/${id}/logs?limit=1`)).data;
  let when = "before";
  await page.route(/\/logs\?/, async (route) => {
    const offset = Number(new URL(route.request().url()).searchParams.get("offset"));
    const contact = { ...call.contact, name: `Read ${when}` };
    const length = Math.min(500, 2_500 - offset);
    const data = Array.from({ length }, (_, place) => ({ ...call, id: `${offset + place}`, contact }));
    await route.fulfill({ json: { data, total: 2_500 } });
  });
  await scene.follow();
  const rows = page.locator(".calls tbody");
  await rows.getByText("Read before").first().waitFor();
  when = "after";
  await scene.press("Stop");
  await page.locator("[data-yes]").click();
  await page.getByText("Canceled", { exact: true }).waitFor();
  await page.getByRole("navigation").getByRole("button", { name: "Results" }).waitFor();
  const ages = page.getByText(/^Updated/);
  // Of the two charts and the table.
  await scene.until(async () => (await ages.count()) === 3);
  await scene.hurry(rows.getByText("Read after").first(), 31_000);
  assert.equal(await ages.count(), 0);
});

test("what cannot be done says so, and can be tried again", async (t) => {
  const scene = await underway(t, STILL);
  await scene.fault({ kind: "status", status: 403, method: "PATCH" });
  await scene.press("Pause");
  await scene.page.getByText("You do not have permission").waitFor();
  await scene.press("Pause");
  await scene.page.getByText("Paused", { exact: true }).waitFor();
  assert.equal(await scene.page.getByText("You do not have permission").count(), 0);
});

test("an error that comes after the operator has left is told where they are, with what it is about", async (t) => {
  const scene = await underway(t, STILL);
  const { page } = scene;
  const [{ name }] = (await scene.api("auto_dialer_campaigns?limit=1")).data;
  const release = await scene.hold(/\/auto_dialer_campaigns\/[\da-f-]+$/, {
    method: "PATCH",
    answer: (route) => route.fulfill({ status: 409, json: { detail: "It is over." } }),
  });
  await scene.press("Stop");
  await page.locator("[data-yes]").click();
  await scene.press("New campaign");
  await scene.step("Review");
  await scene.heading("Review");
  release();
  const news = page.locator(".news");
  await news.getByText(`Stop · ${name}`).waitFor();
  await news.getByText("This has changed since you opened it.").waitFor();
  assert.equal(await page.getByText("This draft has already been launched").count(), 0);
  await scene.press("Live");
  await scene.heading("Who answered");
  await news.getByRole("button", { name: "Dismiss" }).click();
  assert.equal(await page.locator(".note.error").count(), 0);
});

test("a double click dismisses one item of the news", async (t) => {
  const scene = await underway(t, STILL);
  const { page } = scene;
  const news = page.locator(".news");
  for (const items of [1, 2]) {
    const url = /\/auto_dialer_campaigns\/[\da-f-]+$/;
    const release = await scene.hold(url, {
      method: "PATCH",
      answer: (route) => route.fulfill({ status: 409, json: { detail: "It is over." } }),
    });
    await scene.press("Pause");
    await scene.press("New campaign");
    release();
    await news
      .getByText(/^Pause · /)
      .nth(items - 1)
      .waitFor();
    await page.unroute(url);
    await scene.press("Live");
  }
  await news.getByRole("button", { name: "Dismiss" }).first().dblclick();
  assert.equal(await news.getByText(/^Pause · /).count(), 1);
  await news.getByRole("button", { name: "Dismiss" }).click();
  assert.equal(await news.getByText(/^Pause · /).count(), 0);
});

test("a campaign that was paused or stopped is not expected to end, also before its next figures", async (t) => {
  const scene = await underway(t, LONG);
  const { page } = scene;
  const facts = () => page.locator(".facts dd").allInnerTexts();
  await scene.until(async () => (await facts()).every((text) => text !== "–"));
  await scene.hold(/\/auto_dialer_campaigns\/[\da-f-]+$/, { method: "GET" });
  await scene.press("Pause");
  await page.getByText("Paused", { exact: true }).waitFor();
  assert.deepEqual((await facts()).slice(1), ["–", "–"]);
  await scene.press("Stop");
  await page.locator("[data-yes]").click();
  await page.getByText("Canceled", { exact: true }).first().waitFor();
  assert.equal(await page.locator(".facts dt").last().innerText(), "Duration");
  assert.deepEqual((await facts()).slice(1), ["–", "–"]);
});

test("a save that fails after its form was left is told where the operator is", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  const release = await scene.hold(/\/contact_labels$/, {
    method: "POST",
    answer: (route) => route.fulfill({ status: 422, json: { detail: "no" } }),
  });
  await page.getByText("Manage labels").click();
  await page.getByLabel("New label").fill("Autumn");
  await scene.press("Save");
  await scene.step("Script");
  await scene.heading("Script");
  release();
  await page.locator(".news").getByText("Save · Autumn").waitFor();
  await page.locator(".news").getByText("The server rejected this request.").waitFor();
  // What was typed is still in the form.
  await scene.press("Back");
  assert.equal(await page.getByLabel("New label").inputValue(), "Autumn");
});

test("the calls of a campaign are a table and a file, and go with the campaign", async (t) => {
  const scene = await underway(t, { contacts: 60, speed: 600 });
  const { page } = scene;
  await page.getByText("Finished", { exact: true }).waitFor();
  const rows = page.getByRole("row");
  await rows.nth(1).waitFor();
  const shown = (await rows.count()) - 1;
  assert.ok(shown > 0 && shown <= 20, `${shown} rows`);
  const downloading = page.waitForEvent("download");
  await scene.press("Download calls (CSV)");
  const file = await downloading;
  assert.match(file.suggestedFilename(), /-calls\.csv$/);
  const lines = (await readFile((await file.path()) ?? "", "utf8")).trimEnd().split("\r\n");
  assert.match(lines[0] ?? "", /^\uFEFFname,number/);
  assert.ok(lines.length - 1 >= shown, `${lines.length} lines`);
  const first = await rows.nth(1).getByRole("cell").first().locator("small").innerText();
  assert.ok(
    lines.some((line) => line.includes(first)),
    `${first} is in the file`,
  );

  await scene.press("All campaigns");
  const before = await scene.campaigns();
  await scene.press("Delete Autumn");
  await page.locator("[data-yes]").click();
  await page.getByRole("button", { name: "Delete Autumn", exact: true }).waitFor({ state: "detached" });
  assert.equal(await scene.campaigns(), before - 1);
  assert.equal(await page.getByRole("button", { name: "Live", exact: true }).count(), 0);
});

test("results that are opened while their campaign is being deleted go with it", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const { data } = await scene.api("auto_dialer_campaigns?limit=0");
  const { name } = data.find((/** @type {{ status: string }} */ { status }) => status === "FINISHED");
  await scene.open();
  await scene.press("All campaigns");
  const release = await scene.hold(/\/auto_dialer_campaigns\/[\da-f-]+$/, { method: "DELETE" });
  await scene.press(`Delete ${name}`);
  await page.locator("[data-yes]").click();
  await scene.press(`Open ${name}`);
  await scene.heading(name);
  release();
  await scene.heading("All campaigns");
  await page.locator("ul.campaigns").first().waitFor();
  assert.equal(await page.getByRole("button", { name: `Open ${name}` }).count(), 0);
});

test("a rehearsal calls one number, once, however often it is asked for", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.review();
  const call = page.getByRole("button", { name: "Call me" });
  await page.getByLabel("Your phone number").fill("0912");
  assert.ok(await call.isDisabled(), "what is no number is not called");
  await page.getByLabel("Your phone number").fill("+1 (202) 555-0123");
  await scene.fault({ kind: "delay", ms: 400, method: "POST", path: "auto_dialer_campaigns/dry_run" });
  await scene.stopClock();
  await call.evaluate((button) => {
    for (let click = 0; click < 20; click += 1) /** @type {HTMLElement} */ (button).click();
  });
  await page.getByText("Calling +12025550123").waitFor();
  const rehearsals = async () =>
    (await scene.requests()).filter(({ path }) => path.endsWith("dry_run")).length;
  assert.equal(await rehearsals(), 1);
  assert.equal(await scene.campaigns(), 0);

  // Holding or repeating the key must not make a second call.
  await page.getByLabel("Your phone number").focus();
  for (let press = 0; press < 20; press += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("Enter");
  await page.clock.fastForward(6_000);
  await call.click({ trial: true });
  assert.equal(await rehearsals(), 1);

  // After a lost reply, the phone may ring, so nothing is resent automatically.
  await scene.fault({
    kind: "status_after_commit",
    status: 500,
    method: "POST",
    path: "auto_dialer_campaigns/dry_run",
  });
  await call.click();
  await page.getByText("your phone may still ring").waitFor();
  assert.equal(await rehearsals(), 2);
});

test("typing during a test call makes no second one, and the number that was called is named", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.review();
  let calls = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/dry_run")) calls += 1;
  });
  const release = await scene.hold("**/dry_run");
  const phone = page.getByLabel("Your phone number");
  await phone.fill("+12025550123");
  await scene.press("Call me");
  await page.getByText("Calling…", { exact: true }).waitFor();
  for (const typed of ["+12025550123 ", "+12025550199"]) {
    await phone.fill(typed);
    await phone.press("Enter");
  }
  assert.ok(await page.getByRole("button", { name: "Call me" }).isDisabled());
  release();
  await page.getByText("Calling +12025550123.").waitFor();
  assert.equal(await phone.inputValue(), "+12025550199");
  assert.equal(calls, 1);
  await scene.press("Call me");
  await page.getByText("Calling +12025550199.").waitFor();
});

test("a test call of one campaign is not told of the next, also if it ends there", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  await scene.review();
  const phone = page.getByLabel("Your phone number");
  const rings = page.getByText("Your phone rings in a moment");
  await phone.fill("+12025550123");
  await scene.press("Call me");
  await rings.waitFor();
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  await scene.press("New campaign");
  await scene.plan("Newsletter");
  assert.equal(await phone.inputValue(), "+12025550123");
  assert.equal(await rings.count(), 0);

  const release = await scene.hold("**/dry_run");
  await phone.fill("+12025550199");
  await scene.press("Call me");
  await page.getByText("Calling…", { exact: true }).waitFor();
  await scene.press("All campaigns");
  await page
    .getByRole("button", { name: /^Duplicate VIP/ })
    .first()
    .click();
  await scene.heading("Review");
  release();
  await page.getByText("Calling…", { exact: true }).waitFor({ state: "detached" });
  assert.equal(await rings.count(), 0);
});

test("labels are made, renamed and deleted where they are chosen", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByText("Manage labels").click();
  await page.getByLabel("New label").fill("Autumn");
  await scene.press("Save");
  const labels = page.getByRole("group", { name: "Labels" });
  await labels.getByLabel("Autumn").check();
  await page.getByRole("button", { name: "Edit Autumn" }).click();
  await page.getByLabel("Label name").fill("Winter");
  await scene.press("Save");
  await labels.getByLabel("Winter").and(page.locator(":checked")).waitFor();
  await page.getByRole("button", { name: "Delete Winter" }).click();
  await page.locator("[data-yes]").click();
  await labels.getByLabel("Winter").waitFor({ state: "detached" });
  await page.getByText("No recipients selected yet.").waitFor();

  await scene.fault({ kind: "status", status: 422, method: "POST", path: "contact_labels" });
  await page.getByLabel("New label").fill("Spring");
  await scene.press("Save");
  await page.locator(".note.error").first().waitFor();
  assert.equal(await page.getByLabel("New label").inputValue(), "Spring", "what was typed is still there");
});

test("a label that a colleague has deleted can be removed, and that calls nobody else", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const { id } = await scene.api("contact_labels", { name: "Autumn", color: "#5a6bdc" });
  await scene.review();
  await scene.step("Audience");
  await page.getByText("More options").click();
  const required = page.getByRole("group", { name: "Must also have all of" });
  const attached = page.getByRole("group", { name: "Add labels to every recipient" });
  await required.getByLabel("Autumn").check();
  await attached.getByLabel("Autumn").check();
  await scene.api(`contact_labels/${id}`, {}, "DELETE");
  await scene.step("Review");
  const finding = page.locator(".findings li").filter({ hasText: "no longer in this workspace" }).first();
  await finding.getByRole("button", { name: "Go to Audience" }).click();
  const gone = required.getByLabel("This no longer exists.");
  await gone.and(page.locator(":checked")).waitFor();
  await page.getByLabel("Autumn").first().waitFor({ state: "detached" });
  await attached.getByLabel("This no longer exists.").click();
  await gone.waitFor({ state: "detached" });
  await page.getByText("No recipients selected yet.").waitFor();
  await page.getByRole("group", { name: "Labels", exact: true }).getByLabel("VIP").check();
  await page.getByText("Will be called", { exact: true }).waitFor();
  await scene.step("Review");
  await (await scene.ask()).click();
  await scene.heading("Who answered");
});

test("deleting a label that recipients had to have calls nobody else: the recipients are selected again", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.api("contact_labels", { name: "Autumn", color: "#5a6bdc" });
  await scene.open();
  await scene.chooseNumbers();
  const labels = page.getByRole("group", { name: "Labels", exact: true });
  await labels.getByLabel("Newsletter").check();
  await page.getByText("More options").click();
  const groups = [
    "Must also have all of",
    "Exclude contacts that have all of",
    "Add labels to every recipient",
  ];
  for (const name of groups) await page.getByRole("group", { name }).getByLabel("Autumn").check();
  await page.getByText("Manage labels").click();
  await page.getByRole("button", { name: "Delete Autumn" }).click();
  await page.locator("[data-yes]").click();
  await page.getByText("No recipients selected yet.").waitFor();
  await page.getByLabel("Autumn").first().waitFor({ state: "detached" });

  // The deleted label is nowhere in the draft: the check finds all labels.
  await labels.getByLabel("Newsletter").check();
  await page.getByText("Will be called", { exact: true }).waitFor();
  await scene.press("Next");
  await page.getByLabel("Survey assistant").check();
  await scene.press("Next");
  await scene.press("Next");
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  const [campaign] = (await scene.api("auto_dialer_campaigns?limit=1")).data;
  assert.deepEqual(campaign.attach_contact_labels ?? [], []);
});
