// Looks at every screen in one theme, at two widths: axe finds nothing, nothing is cut off, and a picture is kept in
// target/screenshots for people to look at.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessible } from "./axe.mjs";
import { PLAIN, unusual, usual } from "./screens.mjs";

const FOLDER = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));
const SIZES = [
  { width: 1280, height: 860 },
  { width: 360, height: 740 },
];

/**
 * @param {import("./stage.mjs").Stage} stage
 * @param {"light" | "dark"} theme
 */
export function lookAtEverything(stage, theme) {
  for (const viewport of SIZES) {
    const context = { viewport, colorScheme: theme };

    test(`every screen is accessible, ${theme}, ${viewport.width} px wide`, async (t) => {
      const scene = await stage.scene(t, { html: PLAIN, contacts: 60, context });
      await usual(scene, (name) => look(scene, theme, name));
      assert.deepEqual(scene.complaints, []);
    });

    test(`every error screen is accessible, ${theme}, ${viewport.width} px wide`, async (t) => {
      /** @type {import("./stage.mjs").Scene | undefined} */
      let scene;
      const begin = async (/** @type {number | undefined} */ speed) => {
        scene = await stage.scene(t, { html: PLAIN, contacts: 60, context, ...(speed && { speed }) });
        return scene;
      };
      await unusual(begin, async (name) => scene && look(scene, theme, name));
    });
  }
}

/**
 * @param {import("./stage.mjs").Scene} scene
 * @param {string} theme
 * @param {string} name
 */
async function look({ page }, theme, name) {
  const { width = 0 } = page.viewportSize() ?? {};
  await mkdir(FOLDER, { recursive: true });
  // As it is once it has come to rest.
  await page.waitForTimeout(450);
  await page.screenshot({ path: join(FOLDER, `${name}-${theme}-${width}.png`) });
  await accessible(page, `${name}, ${theme}, ${width} px`);
  const wider = await page.evaluate(() => {
    const around = document.querySelector("seax-launcher")?.shadowRoot?.querySelector("div");
    const dialog = around?.shadowRoot?.querySelector("dialog");
    const body = dialog?.querySelector(".body") ?? document.documentElement;
    return [dialog ?? body, body].some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  });
  assert.ok(!wider, `${name} is wider than ${width} px`);
}
