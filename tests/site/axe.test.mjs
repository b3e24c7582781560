// Tests that every kind of page is accessible, in both themes.

import { after, test } from "node:test";
import { accessible } from "../browser/axe.mjs";
import { launch } from "../runtimes/runners/chromium.mjs";
import { serveSite } from "./server.mjs";

const site = await serveSite();
const browser = await launch();
after(async () => {
  await browser.close();
  site.stop();
});

/** A page of each kind, and a selector that matches when it is complete. */
const PAGES = {
  "the front page": { path: "/", ready: ".live-launcher[data-state=ready]" },
  "an index": { path: "/docs/", ready: ".VPDoc" },
  "a guide with examples": { path: "/docs/testing.html", ready: "[data-example] button" },
  "a guide with tables": { path: "/docs/calling-hours.html", ready: "table" },
  "the index of the reference": { path: "/api/", ready: ".VPDoc" },
  "an entry of the reference": { path: "/api/seax-dialer/testing.html", ready: ".VPDoc" },
  "the changelog": { path: "/CHANGELOG.html", ready: ".VPDoc" },
  "an unknown address": { path: "/404.html", ready: ".NotFound" },
};

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const [name, { path, ready }] of Object.entries(PAGES)) {
    test(`${name} is accessible in the ${colorScheme} theme`, async () => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      page.setDefaultTimeout(90_000);
      await page.goto(`${site.origin}${path}`);
      await page.locator(ready).first().waitFor();
      await accessible(page, name);
      await context.close();
    });
  }
}
