import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "../runtimes/runners/chromium.mjs";
import { freePort } from "../runtimes/runners/port.mjs";
import { Project } from "./project.mjs";

const [server, dev] = [await freePort(), await freePort()];

/** @type {Project} */
let project;
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {(() => Promise<void>)[]} */
const stops = [];

before(async () => {
  project = await Project.make((stop) => stops.push(stop), "react", { 3000: server });
  await project.sandbox();
  await project.run("npx vite build");
  await project.start("node --env-file=.env server.mjs", /http:/);
  browser = await launch();
  stops.push(() => browser.close());
});
after(() => Promise.all(stops.map((stop) => stop())));

test("the built page launches a campaign through the server, and follows it to its end", async () => {
  assert.match(await launched(`http://localhost:${server}/`), /^FINISHED: [1-9]\d* of [1-9]\d* called$/);
});

test("`vite dev` serves the same page, which finds the campaign", async () => {
  const args = ["--port", String(dev), "--strictPort"];
  await project.start("npx vite", /ready in/, args);
  assert.match(await launched(`http://localhost:${dev}/`), /^FINISHED/);
});

test("the server refuses strangers, and what the page does not need", async () => {
  const inside = `http://localhost:${server}/seax-api/api/v1/workspace/3fa85f64-5717-4562-b3fc-2c963f66afa6`;
  const authorization = "Bearer the-token-of-a-session";
  const status = async (path = "", init = {}) => (await fetch(inside + path, init)).status;
  assert.equal(await status("/phones"), 403);
  assert.equal(await status("/phones", { headers: { authorization } }), 200);
  assert.equal(await status("/contacts", { method: "POST", headers: { authorization }, body: "{}" }), 403);
  assert.equal(await status("/%2e%2e/x/phones", { headers: { authorization } }), 404);
});

/**
 * Clicks the button, and waits until the campaign is over.
 *
 * @param {string} url
 */
async function launched(url) {
  const page = await openPage(browser);
  await page.goto(url);
  await page.getByRole("button").click();
  const status = page.getByRole("status").filter({ hasText: /FINISHED|Error/ });
  await status.waitFor();
  return await status.innerText();
}
