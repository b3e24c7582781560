// Tests that the launcher follows its page: the current endpoint, sign-in and purpose of its element.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PLAIN, STILL, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

const TWO = PLAIN.replace("</seax-launcher>", "</seax-launcher> <seax-launcher></seax-launcher>");

/**
 * Adds a second endpoint for the sandbox, and records which of the two each request went to.
 *
 * @param {import("./stage.mjs").Scene} scene
 */
async function twoServers({ page }) {
  const asked = /** @type {string[]} */ ([]);
  page.on("request", (request) => {
    const [, server] = new URL(request.url()).pathname.match(/^\/(seax-api|other-api)\//) ?? [];
    if (server) asked.push(`${request.method()} ${server}`);
  });
  await page.route(/\/other-api\//, (route) =>
    route.continue({ url: route.request().url().replace("/other-api/", "/seax-api/") }),
  );
  return asked;
}

/**
 * Replaces the launcher by a new element with its own sign-in, as a framework does.
 *
 * @param {import("./stage.mjs").Scene} scene
 * @param {string} endpoint
 */
function replace({ page }, endpoint) {
  return page.evaluate((endpoint) => {
    const old = /** @type {import("../../www/src/panel/host.js").LauncherHost} */ (
      document.querySelector("seax-launcher")
    );
    const { getToken } = old;
    const next = Object.assign(document.createElement("seax-launcher"), {
      endpoint,
      workspaceId: old.getAttribute("workspace-id"),
    });
    const tokens = { old: 0, next: 0 };
    for (const [name, element] of Object.entries({ old, next })) {
      Object.assign(element, {
        getToken: () => {
          tokens[/** @type {"old" | "next"} */ (name)] += 1;
          return getToken?.();
        },
      });
    }
    Object.assign(globalThis, { tokens });
    old.replaceWith(next);
  }, endpoint);
}

/** @param {import("./stage.mjs").Scene} scene */
const tokens = ({ page }) => page.evaluate(() => Reflect.get(globalThis, "tokens"));

/**
 * Launches a campaign from the first step on, and checks that all requests go to the second endpoint.
 *
 * @param {import("./stage.mjs").Scene} scene
 * @param {string[]} asked
 */
async function launchElsewhere(scene, asked) {
  await scene.heading("Caller ID");
  await scene.plan();
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  assert.deepEqual(
    asked.filter((each) => !each.endsWith("other-api")),
    [],
  );
}

/**
 * Creates another workspace, and returns a function that switches the launcher to a workspace.
 *
 * @param {import("./stage.mjs").Scene} scene
 */
async function another({ page }) {
  const { workspace_id } = await stage.control("POST", "workspaces", { contacts: 40 });
  return (/** @type {string} */ id = String(workspace_id)) =>
    page.locator("seax-launcher").evaluate((element, id) => element.setAttribute("workspace-id", id), id);
}

test("a new element launches at its own server, with its own sign-in", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const asked = await twoServers(scene);
  await scene.open();
  await scene.page.locator(".card :checked").waitFor();
  await scene.press("Close");
  await replace(scene, "/other-api");
  asked.length = 0;
  await scene.button.click();
  await launchElsewhere(scene, asked);
  assert.ok(asked.includes("POST other-api"));
  const { old, next } = await tokens(scene);
  assert.equal(old, 0);
  assert.ok(next > 0);
});

test("a launch whose element is replaced, and the end of its campaign, are told on the new one", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 40, speed: 600 });
  const { page } = scene;
  await scene.review("Newsletter");
  await page.evaluate(() => {
    const heard = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { heard });
    for (const type of ["seax-launch", "seax-finish"]) {
      document.addEventListener(type, ({ target }) => {
        heard.push(`${type} ${target === document.querySelector("seax-launcher")}`);
      });
    }
  });
  const release = await scene.hold(/\/auto_dialer_campaigns$/, { method: "POST" });
  await (await scene.ask()).click();
  await page.getByText("Sending the campaign").waitFor();
  await replace(scene, "/seax-api");
  await scene.heading("Launching");
  release();
  const heard = () => page.evaluate(() => Reflect.get(globalThis, "heard"));
  await scene.until(async () => (await heard()).length > 1);
  assert.deepEqual(await heard(), ["seax-launch true", "seax-finish true"]);
  assert.equal(await scene.campaigns(), 1);
});

test("a draft that a new element goes on with is launched with that one's sign-in", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  await scene.review();
  await scene.press("Close");
  await replace(scene, "/seax-api");
  await scene.button.click();
  await scene.heading("Review");
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  const { old, next } = await tokens(scene);
  assert.equal(old, 0);
  assert.ok(next > 0);
});

test("two launchers with two servers have a draft each", async (t) => {
  const scene = await stage.scene(t, { html: TWO });
  const asked = await twoServers(scene);
  const { page } = scene;
  await scene.load();
  const [first, second] = [0, 1].map((place) => page.locator("seax-launcher").nth(place));
  await second?.evaluate((element) => element.setAttribute("endpoint", "/other-api"));
  await second?.locator("button").first().click();
  await launchElsewhere(scene, asked);
  await scene.press("Close");
  // The first one is at the same step, and uses its own server.
  await first?.locator("button").first().click();
  await scene.heading("Caller ID");
  await scene.until(async () => asked.includes("GET seax-api"));
});

test("a launch under way is said to go on where the page no longer is", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  const go = await another(scene);
  await scene.review();
  const last = await scene.ask();
  const release = await scene.hold(/auto_dialer_campaigns$/, { method: "POST" });
  await last.click();
  await page.getByText("Sending the campaign").waitFor();
  await go();
  await page.getByText("This page has switched to another workspace").waitFor();
  await page.getByText("The launch that was under way goes on.").waitFor();
  assert.equal(await page.getByText("Nothing was launched").count(), 0);
  // The focus is on the notice, not on the page.
  const at = await page.locator("dialog.panel").evaluate((dialog) => {
    const root = /** @type {ShadowRoot} */ (dialog.getRootNode());
    return root.activeElement?.textContent ?? "";
  });
  assert.match(at, /switched to another workspace/);
  release();
  await page.getByText("Your campaign goes on").waitFor();
  assert.equal(await page.getByText("Nothing was launched").count(), 0);
  assert.equal(await page.getByText("Your draft is kept").count(), 0);
  await go(scene.workspaceId);
  await scene.heading("Who answered");
});

test("of a live campaign it is said that it goes on, and of a draft that nothing was launched", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...STILL });
  const { page } = scene;
  const go = await another(scene);
  await scene.review();
  await go();
  await page.getByText("Nothing was launched. Your draft is kept").waitFor();
  await go(scene.workspaceId);
  await scene.heading("Review");
  await (await scene.ask()).click();
  await scene.heading("Who answered");
  await go();
  await page.getByText("Your campaign goes on").waitFor();
  assert.equal(await page.getByText("Nothing was launched").count(), 0);
});

test("the same server in another spelling, or a late id, is no other place; another server is named as one", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.review();
  const last = await scene.ask();
  await last.evaluate((button) => {
    const launcher = document.querySelector("seax-launcher");
    launcher?.setAttribute("endpoint", new URL("/seax-api/", location.href).href);
    launcher?.setAttribute("id", "late");
    /** @type {HTMLElement} */ (button).click();
  });
  await scene.heading("Who answered");
  await scene.press("New campaign");
  await scene.heading("Caller ID");
  await page
    .locator("seax-launcher")
    .evaluate((element) => element.setAttribute("endpoint", "https://elsewhere.example/api"));
  await page.getByText("This page has switched to another server").waitFor();
  assert.equal(await page.getByText("another workspace").count(), 0);
});

test("a purpose that changes while the panel is open counts for what is shown, and for the launch", async (t) => {
  const html = PLAIN.replace("<seax-launcher", '<seax-launcher purpose="informational"');
  const scene = await stage.scene(t, { html, contacts: 120 });
  const { page } = scene;
  await scene.review("Newsletter");
  const last = await scene.ask();
  const found = () => page.locator(".findings").innerText();
  const before = await found();
  await last.evaluate((button) => {
    Object.assign(document.querySelector("seax-launcher") ?? {}, { purpose: "sales" });
    /** @type {HTMLElement} */ (button).click();
  });
  await page.locator("dialog.confirm").waitFor({ state: "hidden" });
  await scene.checked();
  assert.notEqual(await found(), before);
  assert.equal(await scene.creates(), 0);
});
