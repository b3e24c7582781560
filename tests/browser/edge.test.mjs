// Tests the launcher through an edge Worker, cross-origin, as on the demo page and in a portal.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { LONG, PLAIN, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

test("through an edge a campaign is launched once, paused, gone on with, and followed by one socket at a time", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...LONG, edge: true });
  const sockets = /** @type {string[]} */ ([]);
  let [open, most] = [0, 0];
  scene.page.on("websocket", (socket) => {
    sockets.push(socket.url());
    open += 1;
    most = Math.max(most, open);
    socket.on("close", () => {
      open -= 1;
    });
  });
  await scene.review("Newsletter");
  const last = await scene.ask();
  await last.evaluate((button) => {
    for (let click = 0; click < 100; click += 1) /** @type {HTMLElement} */ (button).click();
  });
  await scene.heading("Who answered");
  await scene.press("Pause");
  await scene.page.locator(".status.paused").waitFor();
  await scene.press("Resume");
  // Among so many people, it is night for some.
  await scene.press("Resume anyway");
  await scene.page.getByRole("table").waitFor();
  await scene.press("Stop");
  await scene.page.locator("[data-yes]").click();
  await scene.page.locator(".status.canceled").waitFor();
  assert.equal(await scene.creates(), 1);
  assert.equal(await scene.campaigns(), 1);
  assert.equal(most, 1, sockets.join());
  assert.match(String(sockets[0]), /^ws:.*\/live$/);
  assert.deepEqual(scene.complaints, []);
});

test("through an edge, a launch whose answer is lost ends in its campaign", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, edge: true });
  await scene.review();
  await scene.createFault({ kind: "drop_reply" });
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  assert.equal(await scene.creates(), 1);
  assert.equal(await scene.campaigns(), 1);
});

test("without a token of the edge's, the launcher says that nobody is signed in", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, edge: true });
  await scene.load();
  await scene.page.evaluate(() => {
    const launcher = /** @type {HTMLElement & { getToken: () => Promise<string> }} */ (
      document.querySelector("seax-launcher")
    );
    launcher.getToken = async () => "no token of the edge's";
  });
  await scene.button.click();
  await scene.page.getByText("You are not signed in").waitFor();
});
