// Tests the launcher in hostile pages: strict policies, global styles, several launchers, elements that are added and
// removed, and names that contain code.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { POLICY } from "../../www/demo/server.mjs";
import { LONG, PLAIN, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

test("a policy without 'wasm-unsafe-eval' is told what to add", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, policy: POLICY.replace(" 'wasm-unsafe-eval'", "") });
  await scene.load();
  await scene.button.click();
  await scene.page.getByText("add 'wasm-unsafe-eval' to its script-src").waitFor();
});

test("styles for everything do not reach the launcher", async (t) => {
  const hostile = `<link rel="stylesheet" href="/demo/page.css">`;
  const plain = await stage.scene(t, { html: PLAIN });
  const scene = await stage.scene(t, { html: PLAIN.replace("<title>", `${hostile}<title>`) });
  await scene.page.route("**/demo/page.css", (route) => {
    const body = `* { all: unset; } *, *::before { color: red !important; font: italic 40px/3 serif !important;
      letter-spacing: 1em !important; text-transform: uppercase !important; visibility: visible; cursor: wait !important; }
      button, dialog, input { display: none !important; }`;
    return route.fulfill({ body, contentType: "text/css" });
  });
  /** @param {typeof scene} each */
  const looks = async (each) => {
    await each.open();
    await each.page.locator(".card").first().waitFor();
    return each.page.locator("dialog.panel").evaluate((dialog) => {
      const parts = [
        dialog,
        ...dialog.querySelectorAll("h1, h2, .card, [part=primary], .steps button, input"),
      ];
      return parts.map((part) => {
        const { color, font, letterSpacing, textTransform, display } = getComputedStyle(part);
        const { width, height } = part.getBoundingClientRect();
        return [
          part.tagName,
          color,
          font,
          letterSpacing,
          textTransform,
          display,
          // Rounds to half pixels: the height of a line of text is 1.5 times its font size.
          Math.round(width * 2),
          Math.round(height * 2),
        ].join("; ");
      });
    });
  };
  assert.deepEqual(await looks(scene), await looks(plain));
});

test("names that are programs are text", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  await scene.open();
  await scene.chooseNumbers();
  await scene.page.getByRole("group", { name: "Labels" }).getByLabel("Survey 2026").check();
  await scene.page.getByRole("option", { name: "<img src=x onerror=alert(1)>" }).waitFor();
  await scene.page.getByLabel("Individual contacts").fill("onerror");
  await scene.page.getByRole("button", { name: "Add <img src=x onerror=alert(1)>" }).click();
  await scene.page.locator(".tag").getByText("<img src=x onerror=alert(1)>").waitFor();
  assert.equal(await scene.page.locator("img").count(), 0);
  assert.deepEqual(scene.complaints, []);
});

test("two launchers of one workspace show, and launch, the same; one with an id is on its own", async (t) => {
  const element = '<seax-launcher endpoint="/seax-api"></seax-launcher>';
  const other = element.replace(" endpoint", ' id="other" endpoint');
  const scene = await stage.scene(t, { html: PLAIN.replace(element, element + element + other) });
  const { page } = scene;
  await scene.review();
  await page.keyboard.press("Escape");
  const button = (/** @type {number} */ place) =>
    page.locator("seax-launcher").nth(place).locator("button").first();
  await button(1).click();
  await page.locator("seax-launcher").nth(1).getByRole("heading", { name: "Review" }).waitFor();
  await page.keyboard.press("Escape");
  await button(2).click();
  await page.locator("seax-launcher").nth(2).getByRole("heading", { name: "Caller ID" }).waitFor();
});

test("the recipients are listed in the launcher that is open, not in another one of the workspace", async (t) => {
  const element = '<seax-launcher endpoint="/seax-api"></seax-launcher>';
  const scene = await stage.scene(t, { html: PLAIN.replace(element, element + element) });
  const { page } = scene;
  const button = (/** @type {number} */ place) =>
    page.locator("seax-launcher").nth(place).locator("button").first();
  await scene.open();
  await scene.chooseNumbers();
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();
  await page.getByRole("option").first().waitFor();
  await scene.press("Close");
  await button(1).hover();
  await page.locator("dialog.panel").nth(1).waitFor({ state: "attached" });
  for (const place of [0, 1, 0]) {
    await button(place).click();
    const panel = page.locator("seax-launcher").nth(place);
    await panel.getByRole("heading", { name: "Who should we call?" }).waitFor();
    await panel.getByRole("group", { name: "Labels" }).getByLabel("VIP").click();
    await panel.getByRole("option", { name: /\d/ }).first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog.panel[open]").waitFor({ state: "detached" });
  }
});

test("launchers of one workspace show a campaign, and its calls, in one panel at a time", async (t) => {
  const element = '<seax-launcher endpoint="/seax-api"></seax-launcher>';
  const scene = await stage.scene(t, { html: PLAIN.replace(element, element + element), ...LONG });
  const { page } = scene;
  await scene.review("Newsletter");
  await scene.launchUnanswered();
  // Both open by themselves, to look for the campaign.
  const opened = page.locator("dialog.panel[open]");
  await page.addInitScript(() => {
    const opens = /** @type {EventTarget[]} */ ([]);
    Object.assign(globalThis, { opens });
    document.addEventListener("seax-open", ({ target }) => target && opens.push(target));
  });
  await scene.load();
  await scene.until(async () => (await page.evaluate(() => Reflect.get(globalThis, "opens").length)) === 2);
  await scene.heading("Who answered");
  assert.equal(await opened.count(), 1);
  const rows = opened.locator(".calls tbody tr");
  await rows.first().waitFor();

  const open = (/** @type {number} */ place) =>
    page
      .locator("seax-launcher")
      .nth(place)
      .evaluate((launcher) => Reflect.get(launcher, "open").call(launcher));
  for (const place of [0, 1, 0]) {
    await open(place);
    await page.locator("seax-launcher").nth(place).locator(".calls tbody tr").first().waitFor();
    assert.equal(await opened.count(), 1);
  }
  await scene.press("Close");
  await opened.waitFor({ state: "detached" });
  await open(1);
  await rows.first().waitFor();
});

test("a launcher that is removed lets go of everything, and works again when it is put back", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...LONG });
  const { page } = scene;
  await scene.installClock();
  await scene.follow();
  const { made } = await scene.traffic();
  await page.clock.fastForward(60_000);
  await scene.until(async () => (await scene.traffic()).made > made);
  await page.evaluate(() => {
    const launcher = document.querySelector("seax-launcher");
    Object.assign(globalThis, { launcher });
    launcher?.remove();
  });
  const idle = () => scene.until(async () => (await scene.traffic()).underway === 0);
  await idle();
  const before = await scene.traffic();
  for (let minute = 0; minute < 5; minute += 1) {
    await page.clock.fastForward(60_000);
    await idle();
  }
  assert.deepEqual(await scene.traffic(), before, "it goes on asking");
  await page.evaluate(() => document.querySelector("main")?.append(Reflect.get(globalThis, "launcher")));
  await scene.button.click();
  await scene.heading("Who answered");
  assert.deepEqual(scene.complaints, []);
});

test("a launcher that is made by a script works, and so do its methods and events", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN.replace(/<seax-launcher.*<\/seax-launcher>/, "") });
  const { page, workspaceId } = scene;
  await page.goto(scene.origin);
  const heard = await page.evaluate(async (workspaceId) => {
    const element = document.createElement("seax-launcher");
    const launcher = /** @type {import("../../pkg/launcher.js").SeaxLauncher} */ (element);
    const heard = /** @type {string[]} */ ([]);
    for (const type of /** @type {const} */ (["seax-open", "seax-close"])) {
      launcher.addEventListener(type, () => heard.push(type));
    }
    launcher.addEventListener("seax-token", (event) => {
      heard.push(event.type);
      event.detail.respondWith(fetch("/session").then(async (reply) => (await reply.json()).token));
    });
    launcher.endpoint = "/seax-api";
    launcher.workspaceId = workspaceId;
    document.body.append(launcher);
    const comes = (/** @type {string} */ type) =>
      new Promise((resolve) => launcher.addEventListener(type, resolve, { once: true }));
    const [asked, closed] = [comes("seax-token"), comes("seax-close")];
    await launcher.open();
    await asked;
    await launcher.close();
    await closed;
    return heard;
  }, workspaceId);
  assert.equal(heard[0], "seax-open");
  assert.ok(heard.includes("seax-token"));
  assert.equal(heard.at(-1), "seax-close");
});

test("a key in an attribute is refused, and appears nowhere", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  await scene.load();
  await scene.page
    .locator("seax-launcher")
    .evaluate((element) => element.setAttribute("api-key", "sk-secret"));
  await scene.button.click();
  await scene.page.getByText("looks like a key or token").waitFor();
  const shown = await scene.page.locator("dialog.panel").innerText();
  assert.ok(!shown.includes("sk-secret"));
  assert.equal((await scene.requests()).length, 0);
  assert.ok(!scene.complaints.join().includes("sk-secret"));

  await scene.page.locator("seax-launcher").evaluate((element) => element.removeAttribute("api-key"));
  await scene.heading("Caller ID");
});
