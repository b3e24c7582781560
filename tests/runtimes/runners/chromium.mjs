import { chromium } from "playwright-core";
import { breakage, runInPage } from "./page.mjs";
import { find } from "./program.mjs";

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
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const broken = breakage();
    page.on("crash", () => broken.reject(new Error("the page crashed")));
    browser.on("disconnected", () => broken.reject(new Error("the browser ended")));
    await runInPage(task, report, (url) => page.goto(url), broken.promise);
  } finally {
    await browser.close();
  }
}

/**
 * Starts the browser, with a fresh profile and without its background requests to Google.
 *
 * @param {string[]} [flags] additional ones
 */
export function launch(flags = []) {
  return chromium.launch({ executablePath: program(), headless: true, args: [...FLAGS, ...flags] });
}

/** Returns the browser that `CHROMIUM` names, or one in a usual place. */
function program() {
  const found = find({
    variable: "CHROMIUM",
    names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    places: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
  });
  if (found === undefined) throw new Error("no Chromium found: name its program in the variable CHROMIUM");
  return found;
}
