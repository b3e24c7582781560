// Tests what screen readers announce, and where the focus moves when the focused element disappears.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { LONG, PLAIN, STILL, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

/**
 * Returns the name of the focused element, through all shadow roots; an empty string if the page or the
 * dialog has the focus.
 *
 * @param {import("playwright-core").Page} page
 */
function focused(page) {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    if (at === null || at === document.body || at.matches("seax-launcher, dialog")) return "";
    const name =
      at.getAttribute("aria-label") ?? Reflect.get(at, "labels")?.[0]?.textContent ?? at.textContent;
    return String(name).replaceAll(/\s+/g, " ").trim();
  });
}

/**
 * Records the announcements of the panel's polite live regions.
 *
 * @param {import("playwright-core").Page} page
 */
async function listen(page) {
  await page.evaluate(() => {
    const said = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { said });
    const around = document.querySelector("seax-launcher")?.shadowRoot?.querySelector("div");
    for (const place of around?.shadowRoot?.querySelectorAll("p.hidden[role=status], .lack") ?? []) {
      const note = () => place.textContent && said.push(place.textContent);
      new MutationObserver(note).observe(place, { childList: true, characterData: true, subtree: true });
    }
  });
  return {
    /** @returns {Promise<string[]>} */
    said: () => page.evaluate(() => Reflect.get(globalThis, "said").splice(0)),
  };
}

test("more options stay open, and keep the focus, when what was chosen in them is taken back", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByText("More options").click();
  const keyword = page.getByLabel("Name or number contains");
  await keyword.pressSequentially("ab");
  for (let key = 0; key < 2; key += 1) await page.keyboard.press("Backspace");
  await page.getByText("No recipients selected yet.").waitFor();
  assert.ok(await keyword.isVisible());
  assert.equal(await focused(page), "Name or number contains");
  const whatsapp = page.getByLabel("Only contacts with a WhatsApp number");
  await whatsapp.check();
  await whatsapp.uncheck();
  assert.ok(await whatsapp.isVisible());
  assert.notEqual(await focused(page), "");
});

test("what was said of one campaign is not said of the next", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, speed: 600 });
  const { page } = scene;
  await scene.follow();
  await page.getByText("Finished", { exact: true }).waitFor();
  const places = page.locator("p.hidden[role=status]");
  await scene.until(async () => (await places.allTextContents()).includes("Campaign finished."));
  await scene.press("New campaign");
  await scene.heading("Caller ID");
  assert.deepEqual((await places.allTextContents()).filter(Boolean), []);
});

test("a second refused Next says why again, and a step that is done says so", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await scene.heading("Who should we call?");
  const { said } = await listen(page);
  for (let time = 0; time < 2; time += 1) {
    await scene.press("Next");
    await scene.until(async () => (await said()).includes("Select recipients."));
  }
  await page.getByRole("button", { name: /Caller ID \(done\)/ }).waitFor();
  assert.equal(await page.getByRole("button", { name: /Audience \(done\)/ }).count(), 0);
});

test("the size of the audience is said once each time that it changes", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  const { said } = await listen(page);
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();
  await page.getByText("Will be called", { exact: true }).waitFor();
  const counted = (await said()).filter((text) => /people will be called/.test(text));
  assert.equal(counted.length, 1, counted.join());
});

test("findings that come and go are said, and the message that is being written is not", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();
  await page.getByText("Will be called", { exact: true }).waitFor();
  await scene.press("Next");
  await page.getByLabel("Survey assistant").check();
  await page.getByLabel("Opening message").fill("");
  await page.locator(".bubble").waitFor();
  const { said } = await listen(page);
  await page.getByLabel("Opening message").pressSequentially("Hi {seat}");
  await page.locator("mark, .bubble p:has-text('Hi')").first().waitFor();
  assert.deepEqual(await said(), []);
  const name = await page.locator(".who b").innerText();
  await scene.press("Next recipient");
  await page.locator(".who b", { hasNotText: name }).waitFor();
  assert.equal((await said()).length, 1);

  await scene.press("Next");
  await scene.press("Next");
  await scene.until(async () => (await said()).some((text) => /^Checks: \d+ errors?, /.test(text)));
});

test("an outage is said once, however long it lasts, and the number of calls to those who filter them", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...LONG });
  const { page } = scene;
  await scene.installClock();
  await scene.follow();
  const shown = page.getByText(/of \d+ calls$/).and(page.locator(":not([role=status])"));
  await shown.waitFor();
  // Every live region, wherever it is.
  const said = /** @type {string[]} */ ([]);
  await page.exposeFunction("note", (/** @type {string} */ text) => said.push(text));
  await page.locator("dialog.panel").evaluate((panel) => {
    const note = (/** @type {MutationRecord[]} */ changes) => {
      const around = changes.map(({ target }) => (target instanceof Element ? target : target.parentElement));
      const regions = around.map((each) => each?.closest("[role=status], [role=alert], [aria-live]"));
      for (const region of new Set(regions))
        if (region?.textContent) Reflect.get(globalThis, "note")(region.textContent);
    };
    new MutationObserver(note).observe(panel, { childList: true, characterData: true, subtree: true });
  });
  const changed = async (
    /** @type {import("playwright-core").Locator} */ place,
    /** @type {number} */ ms,
  ) => {
    const before = await place.innerText();
    await scene.hurryUntil(async () => (await place.innerText()) !== before, ms);
  };
  await changed(shown, 6_000);
  assert.deepEqual(
    said.filter((text) => /calls$/.test(text)),
    [],
  );
  await page.getByLabel("Result", { exact: true }).selectOption({ label: "Human" });
  await scene.until(async () => said.some((text) => /^\d+ of \d+ calls$/.test(text)));

  await page.route("**/seax-api/**", (route) => route.abort());
  const age = page.locator(".note.warning").getByText(/^Updated/);
  await scene.hurry(age);
  for (let time = 0; time < 3; time += 1) await changed(age, 2_000);
  assert.deepEqual(
    said.filter((text) => /cannot be reached|ago/.test(text)),
    ["The server cannot be reached. Check your connection."],
  );
});

test("the focus stays in the panel when what had it goes", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();

  // The last tag of two, and then the only one left.
  const search = page.getByLabel("Individual contacts");
  await search.fill("o");
  for (const place of [0, 1])
    await page
      .getByRole("button", { name: /^Exclude / })
      .nth(place)
      .click();
  const remove = page.getByRole("button", { name: /^Remove / });
  await remove.nth(1).focus();
  await page.keyboard.press("Enter");
  await remove.nth(1).waitFor({ state: "detached" });
  assert.match(await focused(page), /^Remove /);
  await page.keyboard.press("Enter");
  await remove.first().waitFor({ state: "detached" });
  assert.equal(await focused(page), "Individual contacts");
  await search.fill("");

  await page.getByText("Will be called", { exact: true }).waitFor();
  await scene.press("Next");
  await page.getByLabel("Survey assistant").check();
  await page.getByLabel("Opening message").fill("Hi {name}, seat {seat}?");
  await scene.press("Next");
  await scene.press("Next");
  const fix = page.locator("[data-fix]").first();
  await fix.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Undo" }).waitFor();
  assert.notEqual(await focused(page), "", "after a fix");
  const last = await scene.ask();
  await last.focus();
  await page.keyboard.press("Enter");
  await scene.heading("Who answered");
  assert.notEqual(await focused(page), "", "after the launch");

  const pause = page.getByRole("button", { name: "Pause", exact: true });
  await pause.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Resume", exact: true }).waitFor();
  await scene.until(async () => (await focused(page)) === "Resume");
  await page.getByRole("button", { name: "Stop", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.locator("[data-yes]").focus();
  await page.keyboard.press("Enter");
  await page.locator(".status.canceled").waitFor();
  await scene.until(async () => (await focused(page)) !== "");
});
