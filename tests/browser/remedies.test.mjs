// Tests the review: fixes that say what they do and can be undone; a test call that shows what recipients would hear; and no
// unneeded repeated checks.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PLAIN, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

/** @param {import("node:test").TestContext} t */
async function review(t, message = "") {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 200 });
  await scene.review("Newsletter");
  if (message) {
    await scene.step("Script");
    await scene.page.getByLabel("Opening message").fill(message);
    await scene.step("Review");
  }
  await scene.checked();
  return scene;
}

/** @param {import("./stage.mjs").Scene} scene */
const people = async (scene) =>
  Number((await scene.page.locator("footer .sum").innerText()).replaceAll(/\D/g, ""));

test("a remedy says what it does before it does it, and is undone", async (t) => {
  const scene = await review(t, "Hello {name}, seat {seat}?");
  const { page } = scene;
  const fix = page
    .locator("li [data-fix]")
    .filter({ hasText: /^Exclude \d+ p/ })
    .first();
  const text = (await fix.innerText()).trim();
  const count = Number(text.match(/\d+/)?.[0]);
  const before = await people(scene);
  await fix.click();
  await page.getByText(`Done: ${text}`).waitFor();
  await page.locator(`footer .sum:text-is("${before - count} people")`).waitFor();

  // The excluded contacts are listed by name in one line, without a tag for each.
  await scene.step("Audience");
  const line = page.locator("[data-by-check]");
  await line.getByText(`${count} `, { exact: false }).waitFor();
  await line.getByText(/by the check:\s+\S/).waitFor();
  assert.equal(await page.locator(".tag").count(), 0);

  await scene.step("Review");
  await scene.press("Undo");
  await page.locator(`footer .sum:text-is("${before} people")`).waitFor();
  assert.equal(await page.getByText("Done:").count(), 0);
  await fix.waitFor();
});

test("a remedy works while the campaign has no name", async (t) => {
  const scene = await review(t, "Hello {name}, seat {seat}?");
  const { page } = scene;
  await page.getByLabel("Campaign name").fill("");
  await page.locator("li [data-fix]").first().click();
  await page.getByText("Done: ").waitFor();
  assert.equal(await page.getByLabel("Campaign name").inputValue(), "");
  assert.deepEqual(scene.complaints, []);
});

test("undoing a remedy undoes nothing that was decided since", async (t) => {
  const scene = await review(t, "Hello {name}, seat {seat}?");
  const { page } = scene;
  const kept = () =>
    page.evaluate(() => JSON.parse(sessionStorage.getItem(sessionStorage.key(0) ?? "") ?? "{}").plan);
  const fix = page
    .locator("li [data-fix]")
    .filter({ hasText: /^Exclude \d+ p/ })
    .first();
  await fix.click();
  await page.getByText("Done: Exclude").waitFor();
  const byFix = (await kept()).leftOut.length;
  assert.ok(byFix > 0);

  await scene.step("Audience");
  await page.getByRole("group", { name: "Exclude" }).getByLabel("Taipei").check();
  const person = page.getByRole("option", { name: /\w/ }).first();
  await person.click();
  await scene.until(async () => (await kept()).leftOut.length === byFix + 1);
  await scene.step("Script");
  await page.getByLabel("Opening message").fill("A corrected message");
  await scene.step("Schedule");
  await page.getByRole("radio", { name: /^Later/ }).check();
  await scene.step("Review");
  await scene.checked();
  const decided = await kept();
  await scene.press("Undo");
  const { leftOut, ...undone } = await kept();
  const { leftOut: _, ...rest } = decided;
  assert.deepEqual(undone, rest);
  assert.equal(leftOut.length, 1);
  assert.equal(leftOut[0].byCheck, undefined);
});

test("a number that a check finds missing is filled in where it is found", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  const edit = page.getByRole("button", { name: /^Edit .*’s number$/ }).first();
  const buttons = await page.getByRole("button", { name: /^Edit .*’s number$/ }).count();
  await edit.click();
  await page.getByLabel(/^Number of/).fill("0912");
  assert.ok(await page.getByRole("button", { name: "Save" }).isDisabled());
  await page.getByLabel(/^Number of/).fill("+1 202 555 0199");
  await scene.press("Save");
  await page.getByLabel(/^Number of/).waitFor({ state: "detached" });
  await scene.checked();
  await scene.until(
    async () => (await page.getByRole("button", { name: /^Edit .*’s number$/ }).count()) < buttons,
  );
  const patches = (await scene.requests()).filter(({ method }) => method === "PATCH");
  assert.deepEqual(
    patches.map(({ status }) => status),
    [200],
  );
});

test("a corrected number is shown wherever the contact is", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.api("contacts", { name: "Ada Open", phone: "+12025550177", contact_label_ids: [] });
  await scene.api("contacts", { name: "Ada Silent", contact_label_ids: [] });
  await scene.open();
  await scene.chooseNumbers();
  await page.getByLabel("Individual contacts").fill("Ada");
  for (const name of ["Ada Open", "Ada Silent"]) await scene.press(`Add ${name}`);
  const row = page.getByRole("option", { name: "Ada Silent" });
  const found = page.locator(".found li").filter({ hasText: "Ada Silent" });
  for (const each of [row, found]) await each.getByText("No number").waitFor();
  await scene.step("Script");
  await page.getByLabel("Survey assistant").check();
  await scene.step("Schedule");
  const zones = page.getByRole("region", { name: "Calling hours" }).getByRole("listitem");
  await zones.getByText("1 person").waitFor();
  await scene.step("Review");
  await scene.press("Edit Ada Silent’s number");
  await page.getByLabel("Number of Ada Silent").fill("+1 202 555 0199");
  await scene.press("Save");
  await page.getByLabel("Number of Ada Silent").waitFor({ state: "detached" });
  await scene.step("Schedule");
  await zones.getByText("2 people").waitFor();
  await scene.step("Audience");
  for (const each of [row, found]) await each.getByText("+12025550199").waitFor();
});

test("a number that could not be saved is told even after its form was closed", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  const release = await scene.hold(/\/contacts\/[\da-f-]+$/, {
    answer: (route) => route.fulfill({ status: 422, json: { detail: "no" } }),
  });
  const edit = page.getByRole("button", { name: /^Edit .*’s number$/ }).first();
  const name = (await edit.innerText()).replace(/^Edit (.*)’s number$/, "$1");
  await edit.click();
  await page.getByLabel(/^Number of/).fill("+1 202 555 0199");
  await scene.press("Save");
  await scene.press("Cancel");
  release();
  await page.locator(".news").getByText(`Save · ${name}`).waitFor();
});

test("a check is not made again because the name was edited", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  // The schedule's day map is read, and is read again only when an hour begins.
  await scene.step("Schedule");
  await page.getByRole("region", { name: "Calling hours" }).getByRole("listitem").first().waitFor();
  await scene.step("Review");
  await scene.checked();
  const contacts = async () =>
    (await scene.requests()).filter(({ path }) => path.endsWith("contacts")).length;
  const before = await contacts();
  await page.getByLabel("Campaign name").pressSequentially(" for the autumn");
  // Not by the schedule, since an hour may begin.
  await scene.step("Script");
  await scene.step("Review");
  await scene.checked();
  assert.equal(await contacts(), before);
  // A change of the recipients repeats the check.
  await scene.step("Audience");
  await page.getByRole("group", { name: "Labels" }).getByLabel("VIP").check();
  await scene.step("Review");
  await scene.until(async () => (await contacts()) > before);
});

test("a test call says what a person would hear, also after a fix and a reload", async (t) => {
  const scene = await review(t, "Hello {name}!");
  const { page } = scene;
  const said = /** @type {string[]} */ ([]);
  page.on("request", (request) => {
    if (!request.url().endsWith("/dry_run")) return;
    said.push(JSON.parse(request.postData() ?? "{}").ai_agent_starting_message);
  });
  const call = async () => {
    await page.getByLabel("Your phone number").fill("+12025550123");
    await scene.press("Call me");
    await page.getByText("Calling +12025550123").waitFor();
  };
  const fix = page.locator("[data-fix]").first();
  if ((await fix.count()) > 0) await fix.click();
  await call();
  // The test call waits until a contact is known whose name can be inserted.
  const release = await scene.hold(/\/contacts\?/);
  await scene.load();
  await scene.button.click();
  await scene.heading("Review");
  await page.getByLabel("Your phone number").fill("+12025550123");
  assert.ok(await page.getByRole("button", { name: "Call me" }).isDisabled());
  release();
  await call();
  assert.equal(said.length, 2);
  for (const text of said) assert.match(text, /^Hello [^{}]+!$/);
  const heard = await page.locator("[data-heard]").innerText();
  assert.equal(heard, said[1]);
});

test("an agent without a message is shown with its own greeting, which a test call says", async (t) => {
  const scene = await review(t);
  const { page } = scene;
  const greeting = "Hello, how can I help you?";
  await scene.step("Script");
  const message = page.getByLabel("Opening message");
  assert.equal(await message.inputValue(), greeting);
  await message.fill("");
  await page.locator(".bubble").getByText(greeting).waitFor();
  await scene.step("Review");
  await page.locator("[data-heard]").getByText(greeting).waitFor();
  const said = page.waitForRequest((request) => request.url().endsWith("/dry_run"));
  await page.getByLabel("Your phone number").fill("+12025550123");
  await scene.press("Call me");
  assert.equal((await said).postDataJSON().ai_agent_starting_message, greeting);
});
