// Tests every screen, in both themes, at two widths: axe finds nothing, nothing is cut off. With the variable SEAX_SCREENSHOTS, it
// stores screenshots in target/screenshots.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessible } from "./axe.mjs";
import { unusual, usual } from "./screens.mjs";
import { PLAIN, Stage } from "./stage.mjs";

const FOLDER = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));
const SIZES = [
  { width: 1280, height: 860 },
  { width: 360, height: 740 },
];

const stage = await Stage.build(after);
const takesPictures = Boolean(process.env.SEAX_SCREENSHOTS);
if (takesPictures) await mkdir(FOLDER, { recursive: true });

for (const viewport of SIZES) {
  const begin = (/** @type {import("node:test").TestContext} */ t, speed = 0) =>
    stage.scene(t, {
      html: PLAIN,
      contacts: 60,
      // Without animations, what is shown is complete at once.
      context: { viewport, reducedMotion: "reduce" },
      ...(speed && { speed }),
    });

  test(`every screen is accessible, ${viewport.width} px wide`, async (t) => {
    const scene = await begin(t);
    await usual(scene, (name) => look(scene, name));
    assert.deepEqual(scene.complaints, []);
  });

  test(`every error screen is accessible, ${viewport.width} px wide`, async (t) => {
    /** @type {import("./stage.mjs").Scene | undefined} */
    let scene;
    const next = async (/** @type {number | undefined} */ speed) => {
      scene = await begin(t, speed);
      return scene;
    };
    await unusual(next, async (name) => scene && look(scene, name));
  });
}

/**
 * @param {import("./stage.mjs").Scene} scene
 * @param {string} name
 */
async function look({ page }, name) {
  const { width = 0 } = page.viewportSize() ?? {};
  const picture = async (/** @type {string} */ theme) => {
    const path = join(FOLDER, `${name}-${theme}-${width}.png`);
    if (takesPictures) await page.screenshot({ path });
  };
  await page.emulateMedia({ colorScheme: "light" });
  await picture("light");
  await accessible(page, `${name}, light, ${width} px`);
  const wider = await page.evaluate(() => {
    const around = document.querySelector("seax-launcher")?.shadowRoot?.querySelector("div");
    const dialog = around?.shadowRoot?.querySelector("dialog");
    const body = dialog?.querySelector(".body") ?? document.documentElement;
    return [dialog ?? body, body].some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  });
  assert.ok(!wider, `${name} is wider than ${width} px`);
  await page.emulateMedia({ colorScheme: "dark" });
  await picture("dark");
  // Only the colors differ, and they are the same at any width, so only their contrast is tested, at one.
  if (width === SIZES[0]?.width) await accessible(page, `${name}, dark`, ["color-contrast"]);
}
