// Tests what the launcher costs a page: its bytes, and the rows of a long list. `cargo xtask bench launcher` measures times.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { PLAIN, Stage } from "./stage.mjs";

const stage = await Stage.build(after);
const DIST = fileURLToPath(new URL("../../www/dist/", import.meta.url));
const PACKAGED = fileURLToPath(new URL("../../pkg/dist/launcher/", import.meta.url));

/** The limits in bytes, brotli-compressed. */
const BUDGET = { shell: 1_650, panel: 19_400, first: 63_600, whole: 250_500 };

/** The sizes of files that were compressed before. @type {Map<string, number>} */
const sizes = new Map();

/** @param {string} path */
function brotli(path) {
  const size = sizes.get(path) ?? brotliCompressSync(readFileSync(path)).length;
  sizes.set(path, size);
  return size;
}

/**
 * Returns the names of a script and of all scripts that it imports statically.
 *
 * @param {string} folder
 * @param {string} name
 * @returns {string[]}
 */
function withImports(folder, name) {
  const code = readFileSync(folder + name, "utf8");
  const imported = [...code.matchAll(/(?:from|import)"\.\/([\w.-]+\.js)"/g)].map(([, file = ""]) => file);
  return [name, ...imported.flatMap((file) => withImports(folder, file))];
}

test("the launcher stays within its budget of bytes", () => {
  const shell = brotli(`${DIST}seax-launcher.js`);
  const english = readdirSync(PACKAGED).find((name) => /^en-.*\.js$/.test(name));
  assert.ok(english);
  // In the package, the client's glue is not part of the panel.
  const bytes = (/** @type {string} */ folder, /** @type {string[]} */ names) =>
    [...new Set(names)].reduce((sum, name) => sum + brotli(folder + name), 0);
  const panel = bytes(PACKAGED, [...withImports(PACKAGED, "panel.js"), english]);
  // Everything that one operator loads: all but the other languages.
  const others = readdirSync(DIST).filter(
    (name) => /\.(js|wasm)$/.test(name) && !/^(panel|chunk|zh)/.test(name),
  );
  const isLater = (/** @type {string} */ name) =>
    /^(rest|screens|en_screens|hours_table)-|_(rest|launch|watch|hours)\.wasm$/.test(name);
  const whole = bytes(DIST, [...others, ...withImports(DIST, "panel.js")]);
  const first = bytes(DIST, [...others.filter((name) => !isLater(name)), ...withImports(DIST, "panel.js")]);
  console.log(
    `figure: shell ${shell} bytes (at most ${BUDGET.shell}), with panel ${shell + panel} (at most ${BUDGET.panel})`,
  );
  console.log(
    `figure: everything to launch, wasm included: ${whole} bytes (at most ${BUDGET.whole}; aim: 90,000)`,
  );
  console.log(
    `figure: until its first step can be used: ${first} bytes (at most ${BUDGET.first}; aim: 60,000)`,
  );
  assert.ok(first <= BUDGET.first, `the first step takes ${first} bytes`);
  assert.ok(shell <= BUDGET.shell, `the shell has ${shell} bytes`);
  assert.ok(shell + panel <= BUDGET.panel, `shell and panel have ${shell + panel} bytes`);
  assert.ok(whole <= BUDGET.whole, `everything has ${whole} bytes`);
});

test("a list of 100,000 people holds only the rows that are seen, to its last one", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 100_000 });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  await page.getByLabel("Call everybody in this workspace").check();
  await page.getByRole("option").first().waitFor();
  await page.getByText("Will be called", { exact: true }).waitFor();
  await page.getByRole("option", { name: /\w/ }).first().waitFor();
  const most = await page.locator("dialog.panel .body").evaluate(async (list) => {
    let most = 0;
    for (let frame = 0; frame < 60; frame += 1) {
      list.scrollTop = (list.scrollHeight * frame) / 60;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      most = Math.max(most, list.querySelectorAll("[role=option]").length);
    }
    return most;
  });
  assert.ok(most < 60, `${most} rows`);
  await page.locator("dialog.panel .body").evaluate((body) => {
    body.scrollTop = body.scrollHeight;
  });
  const size = await page.getByRole("option").first().getAttribute("aria-setsize");
  assert.ok(Number(size) > 90_000, `${size} people`);
  await page.locator(`[role=option][aria-posinset='${size}'] small:last-child`).waitFor();
  assert.equal(
    await page.locator(".contacts").getAttribute("aria-activedescendant"),
    null,
    "its row is gone",
  );
});
