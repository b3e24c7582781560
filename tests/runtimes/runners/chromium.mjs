import { chromium } from "playwright-core";
import { breakage, runInPage } from "./page.mjs";
import { find } from "./program.mjs";

/** The timeout of a step of a page on a busy machine, in milliseconds. */
const PATIENCE = 180_000;

/**
 * The features to turn off. Chromium heeds only the last list on its command line, so this one repeats what matters here of
 * Playwright's.
 */
const OFF = [
  // The menu of the address bar: two pages for each new window, which take 40 % of the CPU time of a test, though none sees them.
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  // The tests' servers have no TLS.
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  // Requests to Google.
  "AimEnabled",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PreconnectToSearch",
];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${OFF.join()}`,
];

/** @type {import("../column.mjs").Runner} */
export async function run(task, report) {
  const browser = await launch();
  try {
    const page = await openPage(browser);
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

/**
 * Opens a page that waits long enough for a busy machine.
 *
 * @param {import("playwright-core").Browser | import("playwright-core").BrowserContext} place
 */
export async function openPage(place) {
  const page = await place.newPage();
  page.setDefaultTimeout(PATIENCE);
  return page;
}

/** Returns the browser that `CHROMIUM` names, or one in a usual place. */
function program() {
  const found = find({
    variable: "CHROMIUM",
    names: [
      "chromium-headless-shell",
      "chromium",
      "chromium-browser",
      "google-chrome",
      "google-chrome-stable",
    ],
    places: ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
  });
  if (found === undefined) throw new Error("no Chromium found: name its program in the variable CHROMIUM");
  return found;
}
