// Measures the launcher in Chromium, on this machine: `cargo xtask bench launcher`.

import { PLAIN, Stage } from "../tests/browser/stage.mjs";

/** A page on which only the launcher's button is painted, and one with a button of its own instead. */
const ALONE = PLAIN.replace("<h1>Portal</h1>", "");
const WITHOUT = ALONE.replace(/<seax-launcher.*<\/seax-launcher>/, "<button>Call campaign</button>").replace(
  /<script.*<\/script>/,
  "",
);

/** How often times are measured. The best is printed, since other load on the machine only adds time. */
const TIMES = 3;

/** @type {(() => unknown)[]} */
const endings = [];
const after = (/** @type {() => unknown} */ end) => void endings.push(end);

const stage = await Stage.build(after);
try {
  /** @type {Record<"plain" | "visible" | "usable" | "longest", number>} */
  const best = {
    plain: Number.POSITIVE_INFINITY,
    visible: Number.POSITIVE_INFINITY,
    usable: Number.POSITIVE_INFINITY,
    longest: Number.POSITIVE_INFINITY,
  };
  /** @param {Partial<typeof best>} times */
  const note = (times) => {
    for (const name of /** @type {(keyof typeof best)[]} */ (Object.keys(times))) {
      best[name] = Math.min(best[name], Math.round(times[name] ?? Number.POSITIVE_INFINITY));
    }
  };
  for (let time = 0; time < TIMES; time += 1) {
    // Alternates between both pages, so that they run under the same conditions. The difference is the launcher's cost.
    const without = await slowed(WITHOUT);
    note({ plain: await painted(without.page, without.origin) });
    // An open page would take time from the next one.
    await without.page.context().close();
    note(await timed());
  }
  const list = await everybody();
  for (let time = 0; time < TIMES; time += 1) note({ longest: await scrolled(list) });
  console.log(`At a quarter of the speed:
  painted                       ${best.visible} ms, a page without it ${best.plain} ms (aim: 150)
  usable after the click        ${best.usable} ms (aim: 500)
At full speed:
  longest task in 180 frames
  of a list of 100,000 people   ${best.longest} ms (0: none above 50)`);
} finally {
  for (const end of endings.reverse()) await end();
}

/**
 * A page with the CPU throttled to a quarter of its speed.
 *
 * @param {string} html
 */
async function slowed(html) {
  const scene = await stage.scene({ after }, { html });
  const slow = await scene.page.context().newCDPSession(scene.page);
  await slow.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  return scene;
}

/**
 * Returns when the page's button is painted, in milliseconds after the page's first byte.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} origin
 */
async function painted(page, origin) {
  await page.goto(origin);
  return page.evaluate(async () => {
    const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (
      performance.getEntriesByType("navigation")
    );
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const paint = performance.getEntriesByName("first-contentful-paint")[0];
      if (paint) return paint.startTime - (navigation?.responseStart ?? 0);
    }
  });
}

/** Returns when the button is painted, and when the panel's first step is visible after the click. */
async function timed() {
  const { page, origin, workspaceId } = await slowed(ALONE);
  const visible = await painted(page, origin);
  const usable = await page.evaluate(async (workspaceId) => {
    const launcher = document.querySelector("seax-launcher");
    const { token } = await (await fetch("/session")).json();
    Object.assign(launcher ?? {}, { workspaceId, getToken: () => token });
    const begun = performance.now();
    launcher?.shadowRoot?.querySelector("button")?.click();
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const around = launcher?.shadowRoot?.querySelector("div");
      if (around?.shadowRoot?.querySelector(".card")) return performance.now() - begun;
    }
  }, workspaceId);
  await page.context().close();
  return { visible, usable };
}

/** Opens the list of everybody in a workspace of 100,000 people. */
async function everybody() {
  const scene = await stage.scene({ after }, { html: PLAIN, contacts: 100_000 });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByLabel("Call everybody in this workspace").check();
  await page.getByRole("option", { name: /\w/ }).first().waitFor();
  return page.locator("dialog.panel .body");
}

/**
 * Scrolls from end to end. Returns the duration of the longest task meanwhile, in milliseconds; 0 if none exceeds 50 ms.
 *
 * @param {import("playwright-core").Locator} screen
 */
function scrolled(screen) {
  return screen.evaluate(async (list) => {
    let longest = 0;
    const observer = new PerformanceObserver((entries) => {
      for (const { duration } of entries.getEntries()) longest = Math.max(longest, duration);
    });
    observer.observe({ entryTypes: ["longtask"] });
    for (let frame = 0; frame < 180; frame += 1) {
      list.scrollTop = (list.scrollHeight * frame) / 180;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    observer.disconnect();
    return longest;
  });
}
