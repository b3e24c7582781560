// Runs tasks in Chromium, with a fresh profile and page for each.

import { launch, openPage } from "../../tests/runtimes/runners/chromium.mjs";

/** Exposes the garbage collector, and makes memory figures precise and current. */
const MEASURING = ["--js-flags=--expose-gc", "--enable-precise-memory-info"];

/** @type {import("./runtime.d.ts").Start} */
export async function start(origin) {
  const browser = await launch(MEASURING);
  return {
    version: browser.version(),
    async perform(task) {
      const context = await browser.newContext();
      try {
        const page = await openPage(context);
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
