// Tests the built site in Chromium: a visitor presses every button, and launches a campaign on the front
// page.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { accessible } from "../browser/axe.mjs";
import { Scene } from "../browser/stage.mjs";
import { launch } from "../runtimes/runners/chromium.mjs";
import { DIST, serveSite } from "./server.mjs";

/** The timeout of every wait on a busy machine, in milliseconds. */
const PATIENCE = 90_000;

const site = await serveSite();
const browser = await launch();
// One context for all pages, so that they share a cache of compiled code.
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
after(async () => {
  await browser.close();
  site.stop();
});

/** @param {string} path */
async function visit(path) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  /** @type {string[]} */
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url()) && new URL(request.url()).origin !== site.origin)
      complaints.push(`a request to ${request.url()}`);
  });
  await page.goto(`${site.origin}${path}`);
  return { page, complaints, close: () => page.close() };
}

describe("every example runs", { concurrency: 2 }, async () => {
  const files = (await readdir(DIST, { recursive: true })).filter((name) => name.endsWith(".html"));
  let buttons = 0;
  for (const file of files.sort()) {
    const html = await readFile(join(DIST, file), "utf8");
    const examples = [...html.matchAll(/data-example="([^"]+)"/g)].map(([, name = ""]) => name);
    if (examples.length === 0) continue;
    buttons += examples.length;
    test(examples.join(", "), async () => {
      const { page, complaints, close } = await visit(`/${file.replaceAll("\\", "/")}`);
      for (const name of examples) {
        const example = page.locator(`[data-example="${name}"]`);
        await example.getByRole("button", { name: "Run" }).click();
        await example.locator("xpath=self::*[@data-state='done' or @data-state='failed']").waitFor();
        assert.equal(await example.getAttribute("data-state"), "done", await example.innerText());
      }
      assert.deepEqual(complaints, []);
      await close();
    });
  }
  assert.ok(buttons > 20, `${buttons} buttons`);
});

test("the front page is accessible, and its example prints what it finds", async () => {
  const { page, complaints, close } = await visit("/");
  await page.locator(".live-launcher[data-state=ready]").waitFor();
  await accessible(page, "the front page");
  const example = page.locator("[data-example]").first();
  await example.getByRole("button", { name: "Run" }).click();
  await example.getByText("Finished.").waitFor();
  assert.match(await example.locator("pre").innerText(), /\d+ of \d+/);
  await accessible(page, "the front page with an example's output");
  assert.deepEqual(complaints, []);
  await close();
});

test("a visitor launches a campaign on the front page, and watches it to its end", async () => {
  const { page, complaints, close } = await visit("/");
  await page.locator(".live-launcher[data-state=ready]").waitFor();
  // The sandbox runs in the page, and cannot be inspected from here.
  const noStage = /** @type {never} */ (undefined);
  const scene = new Scene(noStage, page, site.origin, "", "");
  await scene.button.click();
  await scene.heading("Caller ID");
  await scene.plan("Survey 2026");
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  await page
    .locator(".live-launcher [role=status]")
    .filter({ hasText: /^Finished with [1-9]\d* results/ })
    .waitFor({ state: "attached" });
  assert.deepEqual(complaints, []);
  await close();
});
