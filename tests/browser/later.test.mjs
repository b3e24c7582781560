// Tests the panel while the screens after the first step and their texts are loading, and when they cannot be loaded: it says so,
// they come when they are asked for again, and then do what they would have done at once.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PLAIN, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

const SCREENS = "**/screens-*.js";
const TEXTS = "**/*_screens-*.js";
const CHINESE_TEXTS = "**/zh_tw_screens-*.js";

/** @param {import("./stage.mjs").Scene} scene @param {string} lang */
async function speak({ page }, lang) {
  await page.evaluate((lang) => {
    document.documentElement.lang = lang;
  }, lang);
}

/** Asserts that no text of the panel is missing. @param {import("./stage.mjs").Scene} scene */
async function complete({ page }) {
  const text = await page.locator("dialog.panel").innerHTML();
  assert.doesNotMatch(text, /undefined|\[object/);
}

for (const [name, files] of [
  ["screens that do not come say", SCREENS],
  ["texts that do not come say", TEXTS],
]) {
  test(`${name} so, and come when they are asked for again`, async (t) => {
    const scene = await stage.scene(t, { html: PLAIN });
    const { page } = scene;
    await page.route(files ?? "", (route) => route.abort());
    await scene.open();
    await scene.chooseNumbers();
    await page.getByText("Something went wrong. Try again.").waitFor();
    await scene.heading("Audience");
    await complete(scene);
    await scene.press("Try again");
    await page.getByText("Something went wrong. Try again.").waitFor();
    await page.unroute(files ?? "");
    await scene.press("Try again");
    await scene.heading("Who should we call?");
    await page.locator(".chip").first().waitFor();
    await complete(scene);
  });
}

test("a review that is opened before the screens are loaded is checked once they are", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.review();
  await scene.checked();
  await page.getByLabel("Campaign name").fill("");
  // They fail once the client is there: when it comes, the panel asks for them again.
  const fail = await scene.hold(SCREENS, { answer: (route) => route.abort() });
  await scene.load();
  const connected = page.waitForResponse(/\/contact_labels/);
  await scene.button.click();
  await connected;
  fail();
  await page.getByText("Something went wrong. Try again.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Launch", exact: true }).isDisabled());
  await page.unroute(SCREENS);
  const release = await scene.hold(SCREENS);
  await scene.press("Try again");
  await page.locator(".skeleton").waitFor();
  release();
  await (await scene.ask()).click({ trial: true });
  // The name that is suggested.
  assert.match(await page.getByLabel("Campaign name").inputValue(), /^VIP, /);
  await complete(scene);
});

test("a launch whose outcome is not known is looked for once the screens are loaded", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.installClock();
  await scene.review();
  await scene.createFault({ kind: "status_after_commit", status: 500 });
  const last = await scene.ask();
  await scene.hideOnceCreated();
  await last.click();
  await scene.hurry(page.getByRole("heading", { name: "Not confirmed" }));
  await scene.clearFaults();
  const release = await scene.hold(SCREENS);
  await scene.load();
  await scene.heading("Not confirmed");
  await page.locator(".skeleton").waitFor();
  release();
  await scene.hurry(page.getByRole("heading", { name: "Who answered" }));
  assert.equal(await scene.campaigns(), 1);
  await complete(scene);
});

test("the language can be switched while the screens are loading", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const release = await scene.hold(SCREENS);
  await scene.open();
  await scene.chooseNumbers();
  await scene.heading("Audience");
  await speak(scene, "zh-TW");
  await scene.heading("對象");
  await page.locator(".skeleton").waitFor();
  await complete(scene);
  await speak(scene, "en");
  await scene.heading("Audience");
  await speak(scene, "zh-TW");
  release();
  await scene.heading("要撥給誰？");
  await page.locator(".chip").first().waitFor();
  await complete(scene);
});

test("the panel keeps its language until it has the texts of another one", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const release = await scene.hold(CHINESE_TEXTS);
  await scene.review();
  await page.getByLabel("Campaign name").fill("Rowing club");
  const asked = page.waitForRequest(CHINESE_TEXTS);
  await speak(scene, "zh-TW");
  await asked;
  // What is typed meanwhile stays.
  await page.getByLabel("Campaign name").fill("Rowing club, autumn");
  await scene.heading("Review");
  await complete(scene);
  release();
  await scene.heading("請再次確認");
  assert.equal(await page.getByLabel("活動名稱").inputValue(), "Rowing club, autumn");
  await complete(scene);
  await speak(scene, "en");
  await scene.heading("Review");
});

test("a page that switches its language back in time gets the one that it has", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  const release = await scene.hold(CHINESE_TEXTS);
  await scene.open();
  await scene.chooseNumbers();
  await scene.heading("Who should we call?");
  const asked = page.waitForRequest(CHINESE_TEXTS);
  await speak(scene, "zh-TW");
  await asked;
  await speak(scene, "en");
  assert.equal(await scene.button.innerText(), "Call campaign");
  const came = page.waitForResponse(CHINESE_TEXTS);
  release();
  await (await came).finished();
  await page.getByRole("group", { name: "Labels" }).getByLabel("VIP").check();
  await page.getByText("Will be called", { exact: true }).waitFor();
  await scene.heading("Who should we call?");
});

test("texts of another language that do not come say so in it, and come when they are asked for again", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await page.route(CHINESE_TEXTS, (route) => route.abort());
  await scene.review();
  await speak(scene, "zh-TW");
  await page.getByText("發生錯誤。請再試一次。").waitFor();
  await scene.heading("確認");
  assert.ok(await page.getByRole("button", { name: "啟動", exact: true }).isDisabled());
  await complete(scene);
  await page.unroute(CHINESE_TEXTS);
  await scene.press("再試一次");
  await scene.heading("請再次確認");
  await complete(scene);
});
