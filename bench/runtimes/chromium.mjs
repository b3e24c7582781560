// Chromium, with a fresh profile and page for each task.

import { chromium } from "playwright-core";

/** As the tests start it: without a sandbox of its own, and without its conversations with its maker. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The collector's own function, and memory figures that are neither rounded nor late. */
const MEASURING = ["--js-flags=--expose-gc", "--enable-precise-memory-info"];

/** @type {import("./runtime.d.ts").Start} */
export async function start(origin) {
  const program = process.env.CHROMIUM;
  if (program === undefined) throw new Error("the variable CHROMIUM has to name the browser's program");
  const browser = await chromium.launch({
    executablePath: program,
    headless: true,
    args: [...FLAGS, ...MEASURING],
  });
  return {
    version: browser.version(),
    async perform(task) {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        await page.goto(origin);
        return await page.evaluate(
          (given) =>
            /** @type {{ perform: Function }} */ (/** @type {unknown} */ (globalThis)).perform(given),
          { ...task, origin },
        );
      } finally {
        await context.close();
      }
    },
    stop: () => browser.close(),
  };
}
