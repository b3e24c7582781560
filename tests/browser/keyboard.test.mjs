// Tests the whole flow without a mouse, and where the focus is meanwhile.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PLAIN, STILL, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

/**
 * Returns the name of the focused element, through all shadow roots.
 *
 * @param {import("playwright-core").Page} page
 */
function focused(page) {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : undefined;
    return (at?.getAttribute("aria-label") ?? label ?? at?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
  });
}

/**
 * Presses Tab until an element with this name has the focus.
 *
 * @param {import("playwright-core").Page} page
 * @param {RegExp} name
 */
async function tabTo(page, name) {
  for (let stop = 0; stop < 120; stop += 1) {
    if (name.test(await focused(page))) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never comes to ${name}; it is at ${await focused(page)}`);
}

test("a campaign is launched by keyboard alone", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 60 });
  const { page } = scene;
  await scene.load();
  await tabTo(page, /^Call campaign$/);
  await page.keyboard.press("Enter");
  await scene.heading("Caller ID");
  assert.equal(await focused(page), "Caller ID");
  await page.locator(".card").first().waitFor();
  await tabTo(page, /^Next$/);
  await page.keyboard.press("Enter");
  await scene.heading("Who should we call?");
  await page.locator(".chip").first().waitFor();
  await tabTo(page, /^VIP/);
  await page.keyboard.press("Space");
  await page.getByText("Will be called", { exact: true }).waitFor();
  await tabTo(page, /^Next$/);
  await page.keyboard.press("Enter");
  await scene.heading("Script");
  await page.getByText("Survey assistant").waitFor();
  await tabTo(page, /^Survey assistant/);
  await page.keyboard.press("Space");
  await tabTo(page, /^Next$/);
  await page.keyboard.press("Enter");
  await scene.heading("Schedule");
  await tabTo(page, /^Next$/);
  await page.keyboard.press("Enter");
  await scene.heading("Review");
  const launch = page.getByRole("button", { name: "Launch", exact: true });
  for (let round = 0; round < 6; round += 1) {
    await scene.checked();
    if (await launch.isEnabled()) break;
    await tabTo(page, /^Fix/);
    await page.keyboard.press("Enter");
  }
  await tabTo(page, /^Launch$/);
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "Cancel");
  await tabTo(page, /^Call \d+ (people|person)$/);
  await page.keyboard.press("Enter");
  await scene.heading("Who answered");
  assert.equal(await scene.campaigns(), 1);
});

test("people are left out of the list, and put back, by keyboard", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 60 });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();
  await page.getByRole("option").first().waitFor();
  const count = async () => Number((await page.locator(".big b").innerText()).replaceAll(/\D/g, ""));
  await page.getByText("Will be called", { exact: true }).waitFor();
  const before = await count();
  await page.getByRole("listbox").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.locator(`.big b:text-is("${before - 1}")`).waitFor();
  const options = page.locator("[role=option][aria-posinset='2']");
  assert.equal(await options.getAttribute("aria-selected"), "false");
  await page.keyboard.press("End");
  const size = await page.getByRole("option").first().getAttribute("aria-setsize");
  await page.locator(`[role=option].active[aria-posinset='${size}']`).waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.locator(`.big b:text-is("${before}")`).waitFor();
});

test("Tab stays inside, Escape closes, and the focus goes back to where it was", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await page.locator(".card").first().waitFor();
  const seen = new Set();
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press("Tab");
    seen.add(await focused(page));
  }
  assert.ok(seen.has("Close") && seen.has("Next"), [...seen].join());
  assert.ok(!seen.has(""), "the focus has left the dialog");
  await tabTo(page, /^Close$/);
  for (let stop = 0; stop < 3; stop += 1) await page.keyboard.press("Shift+Tab");
  assert.ok(seen.has(await focused(page)));
  await page.keyboard.press("Escape");
  await page.locator("dialog.panel").waitFor({ state: "hidden" });
  assert.equal(await focused(page), "Call campaign");
});

test("Escape at the last question goes back to the review, and calls nobody", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  await scene.review();
  await scene.ask();
  await scene.page.keyboard.press("Escape");
  await scene.page.locator("dialog.confirm").waitFor({ state: "hidden" });
  assert.ok(await scene.page.getByRole("heading", { name: "Review" }).isVisible());
  await scene.press("Launch");
  await scene.page.locator("[data-yes]").waitFor();
  assert.equal(await scene.creates(), 0);
});

test("Escape in a field with text is not meant for the panel, the first time", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.review();
  const number = page.getByLabel("Your phone number");
  await number.fill("+1202555");
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("dialog.panel").isVisible());
  assert.equal(await number.inputValue(), "+1202555");
  await page.keyboard.press("Escape");
  await page.locator("dialog.panel").waitFor({ state: "hidden" });
});

test("a panel that is made after the screens were loaded ignores repeated presses as well", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.review();
  await page.evaluate(() => {
    const launcher = document.querySelector("seax-launcher");
    launcher?.remove();
    if (launcher) document.querySelector("main")?.append(launcher);
  });
  await scene.button.click();
  await scene.heading("Review");
  await page.getByLabel("Your phone number").fill("+1202555");
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("dialog.panel").isVisible());
  await scene.press("Edit Schedule");
  // The first click opens the review. The second one lands on what has replaced Next.
  await page.getByRole("button", { name: "Next", exact: true }).dblclick();
  await scene.heading("Review");
  assert.equal(await page.locator("[data-yes]").count(), 0);
});

/**
 * Records the milestones that are said aloud.
 *
 * @param {import("./stage.mjs").Scene} scene
 * @returns {Promise<() => Promise<string[]>>}
 */
async function recordMilestones({ page }) {
  await page.evaluate(() => {
    const said = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { said });
    const around = document.querySelector("seax-launcher")?.shadowRoot?.querySelector("div");
    const region = around?.shadowRoot?.querySelector("p.hidden[role=status]");
    const note = () => said.push(region?.textContent ?? "");
    if (region)
      new MutationObserver(note).observe(region, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => Reflect.get(globalThis, "said"));
}

test("milestones are said aloud, once each", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 40, speed: 300 });
  await scene.open();
  const recorded = await recordMilestones(scene);
  await scene.plan();
  await (await scene.ask()).click();
  await scene.page.getByText("Finished", { exact: true }).waitFor();
  const said = await recorded();
  assert.equal(said[0], "Campaign launched.");
  assert.equal(said.at(-1), "Campaign finished.");
  assert.equal(new Set(said).size, said.length);
});

test("a campaign that was stopped is not said to have finished", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  await scene.open();
  const recorded = await recordMilestones(scene);
  await scene.plan();
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  await scene.press("Stop");
  await scene.page.locator("[data-yes]").click();
  await scene.until(async () => (await recorded()).length > 1);
  assert.deepEqual(await recorded(), ["Campaign launched.", "Canceled"]);
});

test("with less motion nothing moves, and in forced colours everything is there", async (t) => {
  const still = {
    reducedMotion: /** @type {const} */ ("reduce"),
    forcedColors: /** @type {const} */ ("active"),
  };
  const scene = await stage.scene(t, { html: PLAIN, context: still });
  await scene.review();
  const moving = await scene.page.evaluate(() => document.getAnimations().length);
  assert.equal(moving, 0);
  const edges = await scene.page.getByRole("button", { name: "Launch" }).evaluate((button) => {
    const { borderTopColor, backgroundColor } = getComputedStyle(button);
    return borderTopColor !== backgroundColor;
  });
  assert.ok(edges, "the button has no edge");
});

test("at 200 % of a small screen nothing has to be scrolled sideways, and everything can be reached", async (t) => {
  // 1280 × 800 at 400 % is 320 × 200. 320 px is the width that WCAG requires.
  for (const viewport of [
    { width: 640, height: 400 },
    { width: 320, height: 256 },
  ]) {
    const scene = await stage.scene(t, { html: PLAIN, context: { viewport } });
    await scene.open();
    await scene.plan();
    const launch = await scene.ask();
    assert.ok(await launch.isVisible());
    const wider = await scene.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.ok(!wider);
    await launch.click();
    await scene.heading("Who answered");
  }
});
