// Tests the launcher in Traditional Chinese: no screen contains English.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { accessible } from "./axe.mjs";
import { source } from "./source.mjs";
import { PLAIN, STILL, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

const CHINESE = PLAIN.replace('lang="en"', 'lang="zh-TW"');

/**
 * English words that must not appear. Names, units, and texts of the workspace itself are the same in every
 * language.
 */
const ENGLISH =
  /\b(the|and|is|are|of|to|call|calls|people|next|back|review|launch|campaign|campaigns|start|end)\b/i;

test("an operator who reads Traditional Chinese launches a campaign", async (t) => {
  const scene = await stage.scene(t, { html: CHINESE, ...STILL, context: { locale: "zh-TW" } });
  const { page } = scene;
  await scene.load();
  assert.equal(await scene.button.innerText(), "建立外撥活動");
  await scene.button.click();
  /** @param {string} name */
  const look = async (name) => {
    const text = await page.locator("dialog.panel").evaluate((dialog) => {
      const shown = /** @type {HTMLElement} */ (dialog.cloneNode(true));
      // Removes contacts and agents, whose names are not translated, and time zones, which have no translated
      // names.
      for (const each of shown.querySelectorAll(
        ".contacts, .card, .chip, .bubble, select, textarea, .big + *",
      ))
        each.remove();
      return shown.innerText ?? shown.textContent;
    });
    assert.doesNotMatch(text, ENGLISH, name);
  };
  await scene.heading("外撥號碼");
  await page.locator(".card").first().waitFor();
  await look("numbers");
  await scene.press("下一步");
  await page.getByRole("group", { name: "標籤", exact: true }).getByLabel("VIP").check();
  await page.getByText("將撥打", { exact: true }).waitFor();
  await look("audience");
  await scene.press("下一步");
  await page.getByLabel("訂位小幫手").check();
  await page.getByLabel("開場白").fill("{name}您好，{event_name}見！");
  await page.getByText("人會聽到").or(page.locator(".bubble")).first().waitFor();
  await look("script");
  await scene.press("下一步");
  await look("schedule");
  await scene.press("下一步");
  await page.locator(".findings, .note.good").first().waitFor();
  await look("review");
  // All screens are tested in English.
  await accessible(page, "review, zh-TW");
  const launch = page.getByRole("button", { name: "啟動", exact: true });
  for (let round = 0; round < 6 && !(await launch.isEnabled()); round += 1) {
    await page.getByRole("button", { name: /修正/ }).first().click();
    await page.locator(".findings, .note.good").first().waitFor();
  }
  await launch.click();
  await look("confirm");
  await page.locator("[data-yes]").click();
  await scene.heading("接聽情況");
  await look("live");
  await scene.press("暫停");
  await page.locator(".status.paused").waitFor();
  await scene.press("停止");
  await look("stop");
  await page.getByRole("button", { name: "繼續撥打" }).click();
  await scene.press("活動紀錄");
  await page.getByRole("button", { name: /^複製/ }).first().waitFor();
  assert.equal(await scene.campaigns(), 1);
});

test("what an order would be in English is none in Chinese, and a tab is called by its name", async () => {
  const { zhTW } = /** @type {typeof import("../../www/src/lang/zh-TW.js")} */ (
    await source("lang/zh-TW.ts")
  );
  const { zhTWScreens } = /** @type {typeof import("../../www/src/lang/zh_tw_screens.js")} */ (
    await source("lang/zh_tw_screens.ts")
  );
  assert.equal(zhTWScreens.updated("現在"), "剛剛更新");
  assert.equal(zhTWScreens.updated("5 秒前"), "5 秒前更新");
  assert.ok(zhTWScreens.splitDone("3").includes(`「${zhTW.campaigns}」`));
});

test("a page in another script than the texts does not choose their formats", async () => {
  const { languageOf } = /** @type {typeof import("../../www/src/lang/words.js")} */ (
    await source("lang/words.ts")
  );
  const tags = [
    ["zh", "zh-TW"],
    ["zh-CN", "zh-TW"],
    ["zh-Hans-TW", "zh-TW"],
    ["zh_TW", "zh-TW"],
    ["zh-HK", "zh-HK"],
    ["zh-Hant", "zh-Hant"],
    ["en-GB", "en-GB"],
    ["de", "en"],
    ["", "en"],
  ];
  for (const [wanted = "", tag] of tags) assert.equal((await languageOf(wanted)).tag, tag, wanted);
});

test("the language follows the page's, also while the panel is open", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  await scene.open();
  await scene.page.evaluate(() => {
    document.documentElement.lang = "zh-Hant-TW";
  });
  assert.equal(await scene.button.innerText(), "建立外撥活動");
  await scene.heading("外撥號碼");
  await scene.page.evaluate(() => {
    document.documentElement.lang = "de";
  });
  await scene.heading("Caller ID");
});
