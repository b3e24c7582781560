import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { startSite } from "../servers/site.mjs";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @type {import("../column.mjs").Runner} */
export async function run(task, report) {
  const site = await startSite();
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.addInitScript((value) => Object.assign(globalThis, { scenarioTask: value }), task);
    await new Promise((resolve, reject) => {
      page.on("pageerror", (error) => reject(error));
      page.on("crash", () => reject(new Error("the page crashed")));
      const done = page.exposeFunction(
        "scenarioResult",
        (/** @type {import("../execute.mjs").Result | null} */ result) =>
          result ? report(result) : resolve(null),
      );
      done.then(() => page.goto(site.origin)).catch(reject);
    });
  } finally {
    await browser.close();
    site.stop();
  }
}

/**
 * Starts the browser, with a fresh profile and without its conversations with its maker.
 *
 * @param {string[]} [flags] more of them
 */
export function launch(flags = []) {
  return chromium.launch({ executablePath: program(), headless: true, args: [...FLAGS, ...flags] });
}

/** The browser that `CHROMIUM` names, else one where systems put it. */
function program() {
  const places = [
    process.env.CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  const found = places.find((place) => place !== undefined && existsSync(place));
  if (found === undefined) throw new Error("no Chromium found: name its program in the variable CHROMIUM");
  return found;
}
