// Runs Mozilla's Firefox, over WebDriver BiDi.

import { launch as start } from "puppeteer-core";
import { breakage, runInPage } from "./page.mjs";
import { find } from "./program.mjs";

/** The timeout of a step of the browser on a busy machine, in milliseconds. */
export const PATIENCE = 180_000;

/** Avoids unneeded processes, which cost memory and time. */
const PREFERENCES = {
  "dom.ipc.processCount": 1,
  "dom.ipc.processPrelaunch.enabled": false,
  "fission.autostart": false,
  "browser.cache.disk.enable": false,
  "extensions.enabledScopes": 0,
  // Disables the throttling of pages in the background, which the tested page is.
  "dom.min_background_timeout_value": 4,
  "dom.timeout.enable_budget_timer_throttling": false,
};

/** Returns why this runtime cannot run here; `undefined` if it can. */
export function missing() {
  if (program() !== undefined) return undefined;
  return "Firefox is missing: install it (on Debian: `apt-get install firefox-esr`), or name its program in FIREFOX";
}

/** @type {import("../column.mjs").Runner} */
export async function run(task, report) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const broken = breakage();
    page.on("error", (error) => broken.reject(error));
    browser.on("disconnected", () => broken.reject(new Error("the browser ended")));
    page.setDefaultNavigationTimeout(PATIENCE);
    await runInPage(task, report, (url) => page.goto(url, { waitUntil: "domcontentloaded" }), broken.promise);
  } finally {
    await browser.close();
  }
}

/** Starts the browser, with a temporary profile. */
export function launch() {
  const executablePath = program();
  if (executablePath === undefined) throw new Error(missing());
  return start({
    browser: "firefox",
    executablePath,
    headless: true,
    timeout: PATIENCE,
    protocolTimeout: PATIENCE,
    extraPrefsFirefox: PREFERENCES,
  });
}

function program() {
  return find({
    variable: "FIREFOX",
    names: ["firefox-esr", "firefox"],
    places: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
  });
}
