// Tests that the launcher calls nobody by accident: a launch needs a complete campaign, and calling everybody a
// confirmation.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PLAIN, STILL, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

/** @param {import("./stage.mjs").Scene} scene */
const launchButton = (scene) => scene.page.getByRole("button", { name: "Launch", exact: true });

test("choosing nobody calls nobody", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 109 });
  const { page } = scene;
  await scene.open();
  await page.locator(".card :checked").waitFor();
  await scene.step("Script");
  await page.getByLabel("Survey assistant").check();
  await scene.step("Schedule");
  await scene.step("Review");
  await page.getByText("Select recipients.").waitFor();
  await page.locator("footer").getByText("0 people", { exact: true }).waitFor();
  assert.ok(await launchButton(scene).isDisabled());
  await launchButton(scene).evaluate((button) => /** @type {HTMLElement} */ (button).click());
  assert.equal(await page.locator("[data-yes]").count(), 0);
  assert.equal(await scene.creates(), 0);
  // The launcher does not even read the whole workspace's contacts.
  const read = (await scene.requests()).filter(
    ({ path, query }) => /contacts$/.test(path) && !/limit=1\b/.test(query),
  );
  assert.deepEqual(read, []);

  await scene.press("Go to Audience");
  await page.getByRole("group", { name: "Labels" }).getByLabel("VIP").check();
  await scene.step("Review");
  await scene.mend();
});

/**
 * Plans a campaign for everybody, up to the confirmation.
 *
 * @param {import("./stage.mjs").Scene} scene
 */
async function askForEverybody(scene) {
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByRole("radio", { name: /^Call everybody in this workspace/ }).check();
  await page.getByText("Every contact in this workspace will be called").waitFor();
  await scene.step("Script");
  await page.getByLabel("Survey assistant").check();
  await scene.step("Schedule");
  await scene.step("Review");
  const last = await scene.ask();
  return { last, people: Number((await last.innerText()).match(/\d+/)?.[0]) };
}

test("everybody is a choice of its own, and its number is typed before anybody is called", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 109, speed: 600 });
  const { page } = scene;
  const { last, people } = await askForEverybody(scene);
  assert.ok(people > 80, `${people} people`);
  await page.getByRole("heading", { name: `Call everybody in this workspace, ${people} people?` }).waitFor();
  assert.equal(
    await page.locator(".pairs dd").getByText(`Everybody in this workspace, ${people} people`).count(),
    1,
  );
  const typed = page.getByLabel(`Type ${people} to confirm`);
  for (const wrong of ["", String(people - 1), "everybody", `${people}0`]) {
    await typed.fill(wrong);
    assert.ok(await last.isDisabled(), `“${wrong}” confirms`);
  }
  assert.equal(await scene.creates(), 0);
  await typed.fill(` ${people} `);
  await last.click();
  await scene.heading("Who answered");
  assert.equal(await scene.campaigns(), 1);
});

test("a step that is not complete keeps the launch away, whichever it is", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.review();
  await scene.mend();
  /** @param {string} name of the step @param {() => Promise<unknown>} away @param {() => Promise<unknown>} back */
  const without = async (name, away, back) => {
    await scene.step(name);
    await away();
    await scene.step("Review");
    await scene.heading("Review");
    assert.ok(await launchButton(scene).isDisabled(), name);
    await page.locator(".findings .error").first().waitFor();
    await scene.step(name);
    await back();
    await scene.step("Review");
    await scene.mend();
  };
  const number = page.getByLabel("tech support");
  await without(
    "Caller ID",
    () => number.uncheck(),
    () => number.check(),
  );
  const label = page.getByRole("group", { name: "Labels" }).getByLabel("VIP");
  await without(
    "Audience",
    () => label.uncheck(),
    () => label.check(),
  );
  const drop = page.getByRole("radio", { name: /^Voice drop/ });
  const agent = page.getByRole("radio", { name: /^AI agent/ });
  await without(
    "Script",
    async () => {
      await page.getByLabel("Opening message").fill("");
      await drop.check();
    },
    () => agent.check(),
  );
  const end = page.getByLabel("End", { exact: true });
  const before = await (async () => {
    await scene.step("Schedule");
    return end.inputValue();
  })();
  await without(
    "Schedule",
    async () => {
      await end.fill("2020-01-01T00:00");
      await end.blur();
    },
    async () => {
      await end.fill(before);
      await end.blur();
    },
  );
  await page.getByLabel("Campaign name").fill(" ");
  assert.ok(await launchButton(scene).isDisabled());
  assert.equal(await scene.creates(), 0);
});

test("a schedule that nobody has seen is neither ticked nor launched", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByRole("group", { name: "Labels" }).getByLabel("VIP").check();
  await scene.step("Script");
  await page.getByLabel("Survey assistant").check();
  const ticked = () => page.locator(".steps button", { hasText: "Schedule" }).locator("svg").count();
  assert.equal(await ticked(), 0);
  await scene.step("Review");
  await page.getByText("Check the schedule.").waitFor();
  assert.ok(await launchButton(scene).isDisabled());
  await scene.press("Go to Schedule");
  await scene.step("Review");
  await scene.mend();
  assert.equal(await ticked(), 1);
});

test("a double click on Next goes on by one step, which is then seen", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.review();
  await scene.step("Script");
  await scene.heading("Script");
  await page.getByRole("button", { name: "Next", exact: true }).dblclick();
  await scene.heading("Schedule");
  // Another press, later, is another decision.
  await scene.press("Next");
  await scene.heading("Review");
});

test("times that cannot be are said at their fields, before the review", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 500 });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();
  await page.getByText("Will be called", { exact: true }).waitFor();
  await scene.step("Schedule");
  await page.getByRole("radio", { name: /^Later/ }).check();
  const [start, end] = [page.getByLabel("Start", { exact: true }), page.getByLabel("End", { exact: true })];
  /** @param {import("playwright-core").Locator} field @param {string} time @param {string} text */
  const says = async (field, time, text) => {
    await field.fill(time);
    await field.blur();
    const id = (await field.getAttribute("aria-describedby")) ?? "";
    await page.locator(`#${id}`).getByText(text).waitFor();
  };
  const later = (/** @type {number} */ hours) =>
    new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);
  await says(start, "2020-01-01T10:00", "The start is in the past");
  assert.equal(await start.getAttribute("aria-invalid"), "true");
  await says(start, "9999-12-01T10:00", "more than ten years ahead");
  assert.equal(await page.getByText("Something went wrong").count(), 0);
  await start.fill(later(30));
  await says(end, "9999-12-01T10:00", "more than ten years ahead");
  await says(end, later(29), "The end must be after the start");
  await says(end, "2020-01-01T10:00", "The end is in the past");
  await page.getByLabel("Calls at once").fill("1");
  await page.getByLabel("Attempts per recipient").fill("10");
  await says(end, later(31), "the end comes before that");
  await page.getByLabel("Attempts per recipient").fill("10");
  await says(end, later(24 * 60), "The calls can take");

  // A number outside of the limits is not left in the field, even if the limit is what it was before.
  const attempts = page.getByLabel("Attempts per recipient");
  for (const [typed, kept] of [
    ["0", "1"],
    ["0", "1"],
    ["99", "10"],
    ["99", "10"],
  ]) {
    await attempts.fill(typed ?? "");
    await attempts.blur();
    assert.equal(await attempts.inputValue(), kept);
  }
});

test("an end in the wrong year is seen in the review", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.review();
  await scene.step("Schedule");
  const end = page.getByLabel("End", { exact: true });
  const [year, ...rest] = (await end.inputValue()).split("-");
  const next = String(Number(year) + 1);
  await end.fill([next, ...rest].join("-"));
  await scene.step("Review");
  await page
    .locator("dl.linked")
    .getByText(new RegExp(`^Now – .*\\b${next}\\b`))
    .waitFor();
});

test("a number that has grown since it was confirmed is asked for again, and not called", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.review();
  const last = await scene.ask();
  const before = (await last.innerText()).trim();
  /** @type {{ id: string, phone?: string, contact_labels?: { id: string }[] }[]} */
  const contacts = (await scene.api("contacts?limit=0&phone_only=true")).data;
  const vip = await scene.labelId("VIP");
  const others = contacts.filter(({ contact_labels = [] }) => contact_labels.length === 0).slice(0, 3);
  assert.equal(others.length, 3);
  for (const { id } of others) await scene.change(`contacts/${id}`, { contact_label_ids: [vip] });
  await last.click();
  const changed = page.getByText(
    `You confirmed ${before.replace("Call ", "")}; the number has changed since.`,
  );
  await changed.waitFor();
  assert.equal(await scene.creates(), 0);
  assert.equal(await page.getByRole("alertdialog").count(), 0, "no question opens by itself");
  await scene.press("Launch");
  await page
    .getByRole("alertdialog")
    .and(page.locator("dialog", { has: changed }))
    .waitFor();
  const now = Number((await last.innerText()).match(/\d+/)?.[0]);
  assert.equal(now, Number(before.match(/\d+/)?.[0]) + 3);
  await last.click();
  await scene.heading("Who answered");
  await page.getByText(`of ${now} called`).first().waitFor();
  assert.equal(await scene.creates(), 1);
});

test("a warning that is new since the launch was confirmed is read before anybody is called", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.review();
  const last = await scene.ask();
  await scene.repeatNumber();
  await last.click();
  const told = "The check has found a new warning since you confirmed.";
  await page.locator(".note").getByText(told).waitFor();
  await page
    .locator(".findings")
    .getByText(/shares? (a number|numbers) with/)
    .waitFor();
  assert.equal(await scene.creates(), 0);
  assert.equal(await page.getByRole("alertdialog").count(), 0, "no question opens by itself");
  await scene.press("Launch");
  await page.getByRole("alertdialog").getByText(`${told} Calls start immediately.`).waitFor();
  await last.click();
  await scene.heading("Who answered");
  assert.equal(await scene.creates(), 1);
});

test("a number that has grown since asks nothing under a click that is meant for another question", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  await scene.review("Newsletter");
  await page.getByLabel("Campaign name").fill("The first one");
  await (await scene.ask()).click();
  await scene.heading("The first one");
  await scene.press("New campaign");
  await scene.plan();
  const last = await scene.ask();
  const vip = await scene.labelId("VIP");
  await scene.api("contacts", { name: "Late", phone: "+12025550177", contact_label_ids: [vip] });
  const release = await scene.hold(/\/contacts\?/);
  await last.click();
  await page.getByText("Checking once more").waitFor();
  await scene.press("All campaigns");
  await scene.press("Open The first one");
  await scene.press("Stop");
  await page.getByRole("heading", { name: "Stop “The first one”?" }).waitFor();
  release();
  // The launch ends at its review, under the question that is open.
  await page.locator(".note").getByText("the number has changed since.").waitFor({ state: "attached" });
  assert.equal((await page.locator("[data-yes]").innerText()).trim(), "Stop");
  await page.locator("[data-yes]").click();
  await scene.until(async () => {
    const { data } = await scene.api("auto_dialer_campaigns?limit=0");
    return (
      data.find((/** @type {{ name: string }} */ { name }) => name === "The first one").status === "CANCELED"
    );
  });
  assert.equal(await scene.campaigns(), 1);
});

test("the number in a question does not change under a click, and a number that nobody saw is not called", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 200 });
  const { page } = scene;
  await scene.review("Newsletter");
  await scene.mend();
  await page
    .getByRole("button", { name: /^Edit .*’s number$/ })
    .first()
    .click();
  await page.getByLabel(/^Number of/).fill("+1 202 555 0199");
  const release = await scene.hold(/\/contacts\/[\da-f-]+$/);
  await scene.press("Save");
  const last = await scene.ask();
  const asked = (await last.innerText()).trim();
  release();
  await page.getByLabel(/^Number of/).waitFor({ state: "detached" });
  const more = `${Number(asked.match(/\d+/)?.[0]) + 1} people`;
  await page.locator(`footer .sum:text-is("${more}")`).waitFor();
  assert.equal((await last.innerText()).trim(), asked);
  await scene.checked();
  await last.click();
  await page.getByText("the number has changed since.").waitFor();
  assert.equal(await scene.creates(), 0);
});

test("the number of everybody is typed again where it has changed since", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const { last, people } = await askForEverybody(scene);
  await page.getByLabel(`Type ${people} to confirm`).fill(String(people));
  await scene.api("contacts", { name: "New", phone: "+12025550177" });
  const posts = await scene.creates();
  await last.click();
  await page.getByText("the number has changed since.").waitFor();
  await scene.press("Launch");
  const typed = page.getByLabel(`Type ${people + 1} to confirm`);
  await typed.waitFor();
  assert.equal(await typed.inputValue(), "");
  assert.ok(await last.isDisabled());
  assert.equal(await scene.creates(), posts);
  await typed.fill(String(people + 1));
  await last.click();
  await scene.heading("Who answered");
  assert.equal(await scene.campaigns(), 1);
});

test("nobody is counted, checked or called before it is known which labels keep contacts out", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const barred = await scene.labelId("DNC");
  await scene.api("contacts", { name: "Ada Open", phone: "+12025550177", contact_label_ids: [] });
  await scene.api("contacts", { name: "Ada Barred", phone: "+12025550178", contact_label_ids: [barred] });
  await page.route(/\/contact_labels\?/, (route) =>
    route.fulfill({ status: 404, json: { detail: "not now" } }),
  );
  await scene.open();
  await scene.chooseNumbers();
  for (const name of ["Ada Open", "Ada Barred"]) {
    await page.getByLabel("Individual contacts").fill(name);
    await scene.press(`Add ${name}`);
  }
  await scene.step("Script");
  await page.getByLabel("Survey assistant").check();
  await scene.step("Schedule");
  await scene.step("Review");
  await page.locator(".note.error").getByText("This no longer exists.").waitFor();
  assert.ok(await launchButton(scene).isDisabled());
  assert.equal(await page.locator("footer .sum").count(), 0);
  await page.unrouteAll();
  await scene.press("Try again");
  await page.locator("footer").getByText("1 person", { exact: true }).waitFor();
  await page.getByLabel("Your phone number").fill("+12025550123");
  await page.getByRole("button", { name: "Call me" }).click({ trial: true });
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  await page.getByText("of 1 called").first().waitFor();
});

test("a contact who was added and is then excluded in the list is not called", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const { id } = await scene.api("contacts", { name: "Ada Open", phone: "+12025550177" });
  await scene.open();
  await scene.chooseNumbers();
  const label = page.getByRole("group", { name: "Labels", exact: true }).getByLabel("VIP");
  await label.check();
  const people = async () => Number((await page.locator("footer .sum").innerText()).match(/\d+/)?.[0]);
  await page.getByText("Will be called", { exact: true }).waitFor();
  const before = await people();
  await page.getByLabel("Individual contacts").fill("Ada Open");
  await scene.press("Add Ada Open");
  await scene.until(async () => (await people()) === before + 1);
  const row = page.getByRole("option").filter({ hasText: "Ada Open" });
  await row.click();
  await scene.until(async () => (await people()) === before);
  // She stays in the list, to be included again.
  assert.equal(await row.getAttribute("aria-selected"), "false");
  const names = await page.locator(".waterfall dd").allInnerTexts();
  assert.ok(names.includes(String(before + 1)), "she was selected");
  await scene.step("Script");
  await page.getByLabel("Survey assistant").check();
  await scene.step("Schedule");
  await scene.step("Review");
  await scene.mend();
  assert.equal(await people(), before);
  const creating = page.waitForRequest(
    (request) => /\/auto_dialer_campaigns$/.test(request.url()) && request.method() === "POST",
  );
  await scene.step("Audience");
  // Nobody is left without the label, whatever the keyword is: it would select from the whole workspace.
  await label.uncheck();
  await page.getByText("No recipients selected yet.").waitFor();
  await page.getByText("More options").first().click();
  await page.getByLabel("Name or number contains").fill("a");
  await scene.step("Review");
  await page.getByText("Select recipients.").waitFor();
  assert.ok(await launchButton(scene).isDisabled());
  await scene.step("Audience");
  await page.getByLabel("Name or number contains").fill("");
  await label.check();
  await scene.step("Review");
  await (await scene.ask()).click();
  const sent = (await creating).postDataJSON();
  assert.equal(sent.addition_contact_ids, undefined);
  assert.ok(sent.exclude_contact_ids.includes(id));
});

test("a default number that arrives while the review is open completes the draft, and it is checked", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const release = await scene.hold(/\/phones\?/);
  await scene.open();
  await scene.step("Audience");
  await page.getByRole("group", { name: "Labels" }).getByLabel("VIP").check();
  await page.getByText("Will be called", { exact: true }).waitFor();
  await scene.step("Script");
  await page.getByLabel("Survey assistant").check();
  await scene.step("Schedule");
  await scene.heading("Schedule");
  await scene.step("Review");
  await page.getByText("Select at least one number.").waitFor();
  release();
  await page.getByText("Select at least one number.").waitFor({ state: "detached" });
  await scene.checked();
});

test("a suggested name is of the recipients who are called, and a name that was typed stays", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const name = page.getByLabel("Campaign name");
  const labels = page.getByRole("group", { name: "Labels" });
  /** @param {string} before @param {string} after */
  const change = async (before, after) => {
    await scene.step("Audience");
    await labels.getByLabel(before).uncheck();
    await labels.getByLabel(after).check();
    await scene.step("Review");
    await scene.heading("Review");
  };
  await scene.review();
  assert.match(await name.inputValue(), /^VIP, /);
  await change("VIP", "Newsletter");
  assert.match(await name.inputValue(), /^Newsletter, /);

  // After a reload, the labels are read only once the review is open.
  const release = await scene.hold(/\/contact_labels\?/);
  const reopen = async () => {
    await scene.load();
    await scene.button.click();
    await scene.heading("Review");
  };
  await reopen();
  assert.match(await name.inputValue(), /^Newsletter, /);
  await name.fill("");
  await reopen();
  await scene.until(async () => /^Calls, /.test(await name.inputValue()));
  release();
  await scene.until(async () => /^Newsletter, /.test(await name.inputValue()));
  await name.fill("Rowing club");
  await change("Newsletter", "VIP");
  assert.equal(await name.inputValue(), "Rowing club");
});

test("a start that passes while the review is open is said there, and promised no more", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await page.clock.install();
  await scene.review();
  await scene.mend();
  await scene.step("Schedule");
  await page.getByRole("radio", { name: /^Later/ }).check();
  const start = await page.getByLabel("Start", { exact: true }).last().inputValue();
  const ahead = await page.evaluate((start) => new Date(start).getTime() - Date.now(), start);
  await scene.step("Review");
  await scene.ask();
  await page.getByText("You can cancel the campaign until then.").waitFor();
  // The start has just been reached, so a confirmation now would start the calls immediately.
  await page.clock.fastForward(ahead + 5_000);
  await page.getByText("Calls start immediately.").waitFor();
  assert.equal(await page.getByText("You can cancel the campaign until then.").count(), 0);
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
  // The start is in the past, so there is nothing to confirm.
  await page.clock.fastForward(120_000);
  await page.getByText("The start is in the past.").first().waitFor();
  assert.ok(await launchButton(scene).isDisabled());
  assert.equal(await page.locator("[data-passed]").count(), 0);
  assert.equal(await scene.creates(), 0);
});
