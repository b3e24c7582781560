// Tests what an operator sees when a launch fails, and that no campaign is lost or launched twice.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PLAIN, STILL, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

const MINUTE = 60_000;

/** @param {import("node:test").TestContext} t */
async function review(t) {
  const scene = await stage.scene(t, { html: PLAIN });
  await scene.review();
  return scene;
}

test("from the button to a live campaign, to its end and its figures", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 40, speed: 600 });
  await scene.open();
  await scene.page.evaluate(() => {
    const heard = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { heard });
    for (const type of ["seax-launch", "seax-progress", "seax-finish", "seax-error"]) {
      document.addEventListener(type, () => heard.push(type));
    }
  });
  await scene.plan("Newsletter");
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  await scene.page.getByText("Finished", { exact: true }).waitFor();
  const downloading = scene.page.waitForEvent("download");
  await scene.press("Download statistics (CSV)");
  assert.match((await downloading).suggestedFilename(), /\.csv$/);
  const told = () => scene.page.evaluate(() => Reflect.get(globalThis, "heard"));
  await scene.until(async () => (await told()).includes("seax-finish"));
  const heard = await told();
  assert.equal(heard[0], "seax-launch");
  assert.ok(heard.includes("seax-progress") && heard.at(-1) === "seax-finish", heard.join());
  assert.equal(await scene.campaigns(), 1);

  await scene.press("All campaigns");
  const row = scene.page.getByRole("listitem").filter({ hasText: "Newsletter" }).first();
  await row.getByRole("button", { name: /^Duplicate/ }).click();
  await scene.heading("Review");
  assert.match(await scene.page.getByLabel("Campaign name").inputValue(), /\(copy\)$/);
  assert.deepEqual(scene.complaints, []);
});

/** @type {[name: string, answer: (route: import("playwright-core").Route) => Promise<void>][]} */
const UNREADABLE = [
  ["is refused", (route) => route.fulfill({ status: 403, json: { detail: "no" } })],
  ["is not there yet", (route) => route.fulfill({ status: 404, json: { detail: "not found" } })],
  ["is out of reach", (route) => route.abort()],
];

for (const [name, answer] of UNREADABLE) {
  test(`a campaign that ${name} after its launch is said to be launched, by its name`, async (t) => {
    const scene = await review(t);
    const { page } = scene;
    await page.getByLabel("Campaign name").fill("Rowing club");
    const url = /\/auto_dialer_campaigns\/[\da-f-]+$/;
    await page.route(url, (route) => (route.request().method() === "GET" ? answer(route) : route.continue()));
    await (await scene.ask()).click();
    const again = page.getByRole("button", { name: "Try again", exact: true });
    const said = page.locator(".note.good").getByText("Campaign launched. Rowing club", { exact: true });
    await again.waitFor();
    await said.waitFor();
    // An operator who sees an error reloads the page.
    await scene.load();
    await scene.button.click();
    await again.waitFor();
    await said.waitFor();
    await page.unroute(url);
    await again.click();
    await scene.heading("Rowing club");
    assert.equal(await said.count(), 0);
    assert.equal(await scene.creates(), 1);
  });
}

test("a hundred clicks on the last button make one campaign", async (t) => {
  const scene = await review(t);
  await scene.createFault({ kind: "delay", ms: 800 });
  const last = await scene.ask();
  await last.evaluate((button) => {
    for (let click = 0; click < 100; click += 1) /** @type {HTMLElement} */ (button).click();
  });
  await scene.heading("Who answered");
  assert.equal(await scene.creates(), 1);
  assert.equal(await scene.campaigns(), 1);
});

test("a launch whose answer is lost ends in its campaign", async (t) => {
  const scene = await review(t);
  await scene.createFault({ kind: "drop_reply" });
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  assert.equal(await scene.creates(), 1);
  assert.equal(await scene.campaigns(), 1);
});

test("a launch that cannot be found is not confirmed, and is found by looking again", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  await scene.installClock();
  await scene.review();
  // The campaign is created, the reply is lost, and lists fail until the launcher stops looking.
  await scene.createFault({ kind: "status_after_commit", status: 500 });
  const last = await scene.ask();
  await scene.hideOnceCreated();
  await last.click();
  await scene.hurry(scene.page.getByRole("heading", { name: "Not confirmed" }));
  assert.equal(await scene.creates(), 1);

  // The operator has no way to another launch.
  await scene.press("New campaign");
  await scene.heading("Not confirmed");

  await scene.clearFaults();
  await scene.press("Look again");
  await scene.heading("Who answered");
  assert.equal(await scene.creates(), 1);
  assert.equal(await scene.campaigns(), 1);
});

test("a campaign like the draft keeps it from being sent until the operator has seen that it is another one", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  const name = await page.getByLabel("Campaign name").inputValue();
  const [phone] = (await scene.api("phones?voice_available=true")).data;
  const agents = /** @type {{ name: string, conversation_config_id: string }[]} */ (
    (await scene.api("ai_agents?types=SEAX_CALL")).data
  );
  const agent = agents.find(({ name }) => name === "Survey assistant")?.conversation_config_id;
  assert.ok(name !== "" && agent, "the plan has a name, and its agent is there");
  await scene.api("auto_dialer_campaigns", {
    type: "AI_AGENT",
    name: `${name} 2`,
    mode: "WEB",
    stage: "INSTANCE",
    capture_keypress: false,
    capture_stt: false,
    phone_ids: [phone.id],
    ai_agent_conversation_config_id: agent,
    overwrite_phone_recipient: { type: "AI_AGENT", receiver: agent },
    start_time: new Date(Date.now() + 3_600_000).toISOString(),
    end_time: new Date(Date.now() + 7_200_000).toISOString(),
    is_schedule: true,
  });
  await (await scene.ask()).click();
  await scene.heading("There is a campaign like this one");
  assert.equal(await scene.creates(), 1);
  await scene.press("It is a different campaign");
  await scene.heading("Review");
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  assert.equal(await scene.campaigns(), 2);
  assert.deepEqual(scene.complaints, []);
});

/**
 * Returns a scene with a launch that never arrived, and can be sent again. It could not before that was certain.
 *
 * @param {import("node:test").TestContext} t
 */
async function lost(t) {
  const scene = await stage.scene(t, { html: PLAIN });
  await scene.installClock();
  await scene.review();
  await scene.createFault({ kind: "drop_request" });
  await (await scene.ask()).click();
  await scene.hurry(scene.page.getByRole("heading", { name: "Not confirmed" }));
  const again = scene.page.getByRole("button", { name: "Send again" });
  assert.equal(await again.count(), 0);
  await scene.hurry(again, MINUTE);
  assert.equal(await scene.campaigns(), 0);
  return scene;
}

test("a launch that is refused when it is sent again was certainly not launched", async (t) => {
  const scene = await lost(t);
  const { page } = scene;
  await scene.createFault({ kind: "status", status: 403 });
  await scene.press("Send again");
  await scene.hurry(page.getByText("You do not have permission"));
  await scene.heading("Review");
  assert.equal(await scene.campaigns(), 0);
  await (await scene.ask()).click();
  await scene.hurry(page.getByRole("heading", { name: "Who answered" }));
  assert.equal(await scene.campaigns(), 1);
});

test("a launch is not sent again while its recipients cannot be counted", async (t) => {
  const scene = await lost(t);
  const { page } = scene;
  const sent = await scene.creates();
  await scene.fault({ kind: "status", status: 404, method: "GET", path: "contacts", times: 0 });
  await scene.press("Send again");
  await scene.hurry(page.getByText("The recipients could not be counted, so nothing was sent again."));
  await scene.heading("Not confirmed");
  assert.equal(await page.getByText(/You confirmed/).count(), 0);
  assert.equal(await scene.creates(), sent);
  await scene.clearFaults();
  await scene.press("Send again");
  await scene.hurry(page.getByRole("heading", { name: "Who answered" }));
  assert.equal(await scene.campaigns(), 1);
});

test("a launch that is sent again to another number of people than confirmed is confirmed again", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.installClock();
  await scene.review();
  await scene.createFault({ kind: "drop_request" });
  const last = await scene.ask();
  const confirmed = Number((await last.innerText()).match(/\d+/)?.[0]);
  await last.click();
  await scene.hurry(page.getByRole("heading", { name: "Not confirmed" }));
  await scene.hurry(page.getByRole("button", { name: "Send again" }), MINUTE);
  const vip = await scene.labelId("VIP");
  await scene.api("contacts", { name: "Late", phone: "+12025550177", contact_label_ids: [vip] });

  await scene.press("Send again");
  await page.getByText(`You confirmed ${confirmed} people; the number has changed since.`).waitFor();
  assert.equal(await page.locator("[data-yes]").count(), 0, "no question opens by itself");
  await scene.press("Send again");
  await page.getByRole("alertdialog").getByText(`You confirmed ${confirmed} people`).waitFor();
  await scene.press("Cancel");
  await scene.heading("Not confirmed");
  assert.equal(await scene.campaigns(), 0);
  await scene.press("Send again");
  await page
    .locator("[data-yes]")
    .getByText(`${confirmed + 1} people`)
    .waitFor();
  await page.locator("[data-yes]").click();
  await scene.hurry(page.getByRole("heading", { name: "Who answered" }));
  assert.equal(await scene.campaigns(), 1);
});

test("a launch that has a new warning when it is sent again says it first", async (t) => {
  const scene = await lost(t);
  const { page } = scene;
  const sent = await scene.creates();
  await scene.repeatNumber();
  await scene.press("Send again");
  const told = "The check has found a new warning since you confirmed.";
  const note = page.locator(".note", { hasText: told });
  await note.getByText(/shares? (a number|numbers) with/).waitFor();
  await scene.heading("Not confirmed");
  assert.equal(await note.locator("p").count(), 2, "the new warning alone");
  assert.equal(await page.locator("[data-yes]").count(), 0, "no question opens by itself");
  assert.equal(await scene.creates(), sent);
  await scene.press("Send again");
  await page.getByRole("alertdialog").getByText(told).waitFor();
  await page.locator("[data-yes]").click();
  await scene.hurry(page.getByRole("heading", { name: "Who answered" }));
  assert.equal(await scene.campaigns(), 1);
});

test("a new warning of a launch that is sent again after a reload is told with its own figures", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.installClock();
  await scene.review();
  await scene.step("Schedule");
  await page.getByLabel("Calls at once").fill("1");
  await page.getByLabel("Attempts per recipient").fill("10");
  await page.getByLabel("Attempts per recipient").blur();
  const needed = await page.locator("footer .sum").innerText();
  const minutes = Number(needed.match(/\d+/)?.[0]) * 10;
  // The end is just late enough.
  const end = await page.evaluate((minutes) => {
    const at = new Date(Date.now() + (minutes + 5) * 60_000);
    return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  }, minutes);
  await page.getByLabel("End", { exact: true }).fill(end);
  await page.getByLabel("End", { exact: true }).blur();
  await scene.step("Review");
  await scene.createFault({ kind: "drop_request" });
  await (await scene.ask()).click();
  await scene.hurry(page.getByRole("heading", { name: "Not confirmed" }));
  await scene.load();
  await page.clock.fastForward(20 * MINUTE);
  await scene.hurry(page.getByRole("button", { name: "Send again" }), MINUTE);
  const sent = await scene.creates();
  await scene.press("Send again");
  const note = page.locator(".note", { hasText: "The check has found a new warning since you confirmed." });
  await note
    .getByText(/can take/)
    .first()
    .waitFor();
  assert.match(await note.innerText(), /can take [1-9]/);
  assert.equal(await scene.creates(), sent);
});

/** @type {[whom: string, prepare: (scene: import("./stage.mjs").Scene) => Promise<unknown>][]} */
const LATER = [
  [
    "people with a label",
    async (scene) => {
      await scene.review();
      await scene.step("Schedule");
      await scene.page.getByRole("radio", { name: /^Later/ }).check();
      await scene.step("Review");
    },
  ],
  [
    "contacts of a webhook, whose number is not known",
    async (scene) => {
      await scene.create({
        mode: "WEBHOOK",
        start_time: new Date(Date.now() + 60 * MINUTE).toISOString(),
        end_time: new Date(Date.now() + 300 * MINUTE).toISOString(),
        is_schedule: true,
      });
      await scene.open();
      await scene.press("All campaigns");
      await scene.press("Duplicate Autumn");
      await scene.heading("Review");
      await scene.press("Continue without");
    },
  ],
];

for (const [whom, prepare] of LATER) {
  test(`calls to ${whom} that were confirmed for later are not made at once by sending the launch again`, async (t) => {
    const scene = await stage.scene(t, { html: PLAIN });
    const { page } = scene;
    await scene.installClock();
    await prepare(scene);
    const before = await scene.campaigns();
    await scene.createFault({ kind: "drop_request" });
    const last = await scene.ask();
    await page.getByText("Calls start at the scheduled time.").waitFor();
    await last.click();
    await scene.hurry(page.getByRole("heading", { name: "Not confirmed" }));
    await scene.hurry(page.getByRole("button", { name: "Send again" }), MINUTE);
    const sent = await scene.creates();
    await page.clock.fastForward(90 * MINUTE);
    await scene.press("Send again");
    const told = "The scheduled start has passed since you confirmed.";
    await page.locator(".note", { hasText: told }).waitFor();
    assert.equal(await page.locator("[data-yes]").count(), 0, "no question opens by itself");
    await scene.press("Send again");
    const question = page.getByRole("alertdialog").getByText(told);
    assert.match(await question.innerText(), /Calls start immediately\./);
    assert.equal(await scene.creates(), sent);
    await page.locator("[data-yes]").click();
    await scene.hurry(page.getByRole("heading", { name: "Who answered" }));
    assert.equal(await scene.campaigns(), before + 1);
  });
}

test("what comes after a launch begins with the same care", async (t) => {
  const scene = await review(t);
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  await scene.press("New campaign");
  await scene.heading("Caller ID");
  await scene.page.getByLabel("tech support").and(scene.page.locator(":checked")).waitFor();
  await scene.press("Next");
  const out = scene.page.getByRole("group", { name: "Exclude" });
  await out.getByLabel("DNC").and(scene.page.locator(":checked")).waitFor();
});

test("a page that is reloaded while a launch is under way finds its campaign", async (t) => {
  const scene = await review(t);
  await scene.launchUnanswered();
  await scene.load();
  // The panel opens by itself, since the operator has to know the outcome.
  await scene.heading("Who answered");
  assert.equal(await scene.creates(), 1);
  assert.equal(await scene.campaigns(), 1);
});

test("a launch under way is found after a reload, however the page writes the endpoint", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  await scene.page.route("**/session", async (route) => {
    const { endpoint, ...session } = await (await route.fetch()).json();
    await route.fulfill({ json: { ...session, endpoint: `${endpoint}/` } });
  });
  await scene.review();
  await scene.launchUnanswered();
  await scene.load();
  await scene.heading("Who answered");
  assert.equal(await scene.creates(), 1);
});

/**
 * Returns a scene with a launch whose campaign was created, and whose page was left while the launcher looked for a second one.
 *
 * @param {import("node:test").TestContext} t
 */
async function interrupted(t) {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  await scene.installClock();
  await scene.review();
  const last = await scene.ask();
  const resume = await scene.suspendTimeouts();
  let looks = false;
  await page.route(/\/auto_dialer_campaigns(\?|$)/, async (route) => {
    const looking = looks && route.request().method() === "GET";
    looks ||= route.request().method() === "POST";
    if (!looking) await route.continue();
  });
  await last.click();
  const kept = () => page.evaluate(() => sessionStorage.getItem(sessionStorage.key(0) ?? "") ?? "{}");
  /** @type {string | undefined} */
  let id;
  await scene.until(async () => {
    id = JSON.parse(await kept()).pending?.ticket.campaign_id;
    return typeof id === "string";
  });
  await page.goto("about:blank");
  resume();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  return { scene, id };
}

test("a campaign that was created is shown, also if the list cannot be read to look for a second one", async (t) => {
  const { scene } = await interrupted(t);
  const { page } = scene;
  await scene.fault({ kind: "status", status: 503, method: "GET", path: "auto_dialer_campaigns", times: 0 });
  await scene.load();
  // The campaign itself cannot be read either.
  await scene.hurry(page.getByRole("heading", { name: "Live", exact: true }));
  const again = page.getByRole("button", { name: "Try again" });
  await scene.hurry(again);
  await scene.clearFaults();
  await again.click();
  await scene.heading("Who answered");
  assert.equal(await page.getByText("nobody was called twice").count(), 0, "that is not known");
  await scene.press("New campaign");
  await scene.heading("Caller ID");
  assert.equal(await scene.creates(), 1);
  assert.equal(await scene.campaigns(), 1);
});

test("a campaign that was created and deleted is not offered to be launched again", async (t) => {
  const { scene, id } = await interrupted(t);
  const { page } = scene;
  await scene.api(`auto_dialer_campaigns/${id}`, {}, "DELETE");
  await scene.load();
  await scene.hurry(page.getByText("This no longer exists."));
  await scene.press("New campaign");
  await scene.heading("Caller ID");
  assert.equal(await scene.creates(), 1);
});

test("a draft outlives a reload", async (t) => {
  const scene = await review(t);
  await scene.page.getByLabel("Campaign name").fill("After the break");
  await scene.load();
  await scene.button.click();
  await scene.heading("Review");
  assert.equal(await scene.page.getByLabel("Campaign name").inputValue(), "After the break");
  await (await scene.ask()).click();
  await scene.heading("After the break");
  assert.equal(await scene.campaigns(), 1);
});

test("a launch that something on the way sends twice is told so, with both campaigns, until one is stopped", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  await scene.review();
  await page.route("**/auto_dialer_campaigns", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch();
    await route.fetch();
    return route.abort();
  });
  await (await scene.ask()).click();
  await scene.heading("Started twice");
  const open = page.getByRole("button", { name: /^Open / });
  assert.equal(await open.count(), 2);
  await scene.load();
  await scene.button.click();
  await open.nth(1).waitFor();

  await open.first().click();
  await scene.heading("Who answered");
  await scene.press("Started twice");
  await open.last().click();
  await scene.heading("Who answered");
  await scene.press("Stop");
  await page.locator("[data-yes]").click();
  await page.getByRole("button", { name: "Started twice" }).waitFor({ state: "detached" });
});

test("of each launch that was sent twice, one campaign is kept, and the list of a launch goes with its other one", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  await scene.open();
  await page.route("**/auto_dialer_campaigns", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch();
    await route.fetch();
    return route.abort();
  });
  const open = page.locator("ul.found").getByRole("button", { name: /^Open / });
  /** Stops the campaign that is listed last. Its answer comes once the operator is back at the lists. */
  const stop = async () => {
    await open.last().click();
    await scene.heading("Who answered");
    await scene.press("Stop");
    const release = await scene.hold(/\/auto_dialer_campaigns\/[\da-f-]+$/, { method: "PATCH" });
    await page.locator("[data-yes]").click();
    await scene.press("Started twice");
    await open.first().waitFor();
    release();
  };
  await scene.plan("VIP");
  await (await scene.ask()).click();
  await scene.heading("Started twice");
  await scene.load();
  await scene.button.click();
  await open.nth(1).waitFor();

  await scene.press("New campaign");
  await scene.plan("Newsletter");
  await (await scene.ask()).click();
  await scene.heading("Started twice");
  const lists = page.locator("ul.found");
  assert.deepEqual(await lists.evaluateAll((all) => all.map(({ children }) => children.length)), [2, 2]);
  await stop();
  await open.nth(2).waitFor({ state: "detached" });
  assert.equal(await open.count(), 2, "both campaigns of the other launch are still calling");
  await stop();
  await scene.heading("All campaigns");
  await page.getByText("Canceled", { exact: true }).nth(1).waitFor();
  assert.equal(await page.getByRole("button", { name: "Started twice" }).count(), 0);
});

test("an overloaded server is waited for", async (t) => {
  const scene = await review(t);
  await scene.createFault({ kind: "status", status: 429, headers: { "retry-after": "1" } });
  await scene.fault({ kind: "status", status: 503, method: "GET", path: "phones" });
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  assert.equal(await scene.campaigns(), 1);
});

test("nothing is sent where the browser keeps nothing", async (t) => {
  const scene = await review(t);
  const last = await scene.ask();
  await scene.page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await last.click();
  await scene.page.getByText("stores nothing for this page").waitFor();
  assert.equal(await scene.creates(), 0);
});

test("nothing is sent where the browser allows no locks, and that is said", async (t) => {
  const scene = await review(t);
  const last = await scene.ask();
  await scene.page.evaluate(() => {
    LockManager.prototype.request = async () => {
      throw new DOMException("denied", "SecurityError");
    };
  });
  await last.click();
  await scene.page.locator(".note.error").getByText("denied").waitFor({ state: "attached" });
  assert.equal(await scene.creates(), 0);
  assert.deepEqual(scene.complaints, []);
});
