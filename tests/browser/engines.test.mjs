// Tests the launcher's main flow in Firefox and WebKit: choose, check, launch, watch, close.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { POLICY, startDemo } from "../../www/demo/server.mjs";
import { startSandbox } from "../runtimes/servers/sandbox.mjs";
import { accessible } from "./axe.mjs";
import { ENGINES } from "./engine.mjs";

/** The demo's policy, which also allows one inline script. */
const policy = POLICY.replace("script-src 'self'", "script-src 'self' 'nonce-test'");

/** A page with a launcher, which records errors and policy violations from the start. */
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Portal</title>
<script nonce="test">
  globalThis.complaints = [];
  addEventListener("error", ({ message }) => complaints.push(message));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    // An icon is what the browser itself looks for.
    if (!blockedURI.endsWith("favicon.ico")) complaints.push(violatedDirective + " " + blockedURI);
  });
</script>
<script type="module" src="/launcher/seax-launcher.js"></script>
<main><h1>Portal</h1><seax-launcher endpoint="/seax-api"></seax-launcher></main>
</html>`;

const sandbox = await startSandbox();
after(() => sandbox.stop());

/** @param {string} path @param {unknown} [body] */
async function control(path, body) {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const reply = await fetch(`${sandbox.origin}/_sandbox/${path}`, init);
  assert.ok(reply.ok, `${path}: ${reply.status}`);
  return reply.json();
}

describe("from the button to the end of a campaign", { concurrency: 1 }, () => {
  for (const [name, { missing, start }] of Object.entries(ENGINES)) {
    const why = missing();
    test(name, { skip: why ?? false }, async (t) => {
      const { workspace_id: workspaceId, api_key: apiKey } = await control("workspaces", {
        contacts: 40,
        speed: 600,
      });
      const site = await startDemo({
        baseUrl: `${sandbox.origin}/seax-api`,
        workspaceId,
        apiKey,
        page,
        policy,
      });
      t.after(() => site.stop());
      const engine = await start();
      t.after(() => engine.close());

      await engine.open(site.origin);
      await engine.evaluate(async (workspaceId) => {
        const launcher = /** @type {any} */ (document.querySelector("seax-launcher"));
        launcher.getToken = async () => (await (await fetch("/session")).json()).token;
        launcher.setAttribute("workspace-id", workspaceId);
        const heard = /** @type {string[]} */ ([]);
        Object.assign(globalThis, { heard });
        for (const type of ["seax-launch", "seax-progress", "seax-finish", "seax-error"]) {
          document.addEventListener(type, () => heard.push(type));
        }
      }, workspaceId);
      const press = (/** @type {string} */ text) => engine.click({ selector: "button", text });
      const heading = (/** @type {string} */ text) => engine.sight({ selector: "h1, h2, h3", text });

      await engine.click({ selector: "[part=button]" });
      await heading("Caller ID");
      await engine.sight({ selector: ".card :checked" });
      await press("Next");
      await engine.click({ selector: "input[type=checkbox]", text: "Newsletter" });
      await engine.sight({ selector: "*", text: "Will be called" });
      await press("Next");
      await engine.click({ selector: "input[type=radio]", text: "Survey assistant" });
      await press("Next");
      await press("Next");
      await heading("Review");
      await engine.sight({ selector: ".findings, [data-passed]" });
      await mend(engine);
      // All screens are tested in Chromium.
      await accessible(/** @type {any} */ (engine), `the review in ${name}`);
      await press("Launch");
      await engine.click({ selector: "[data-yes]" });
      await heading("Who answered");
      await engine.sight({ selector: "*", text: "Finished" });
      await engine.evaluate(async () => {
        while (!Reflect.get(globalThis, "heard").includes("seax-finish")) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      });
      await engine.click({ selector: "button[aria-label=Close]" });
      await engine.evaluate(async () => {
        const launcher = /** @type {HTMLElement} */ (document.querySelector("seax-launcher"));
        /** @param {ParentNode} root @returns {boolean} */
        const dialogs = (root) =>
          [...root.querySelectorAll("*")].some(
            (element) =>
              (element instanceof HTMLDialogElement && element.open) ||
              (element.shadowRoot ? dialogs(element.shadowRoot) : false),
          );
        while (dialogs(/** @type {ShadowRoot} */ (launcher.shadowRoot))) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      });

      const told = await engine.evaluate(() => Reflect.get(globalThis, "heard"));
      assert.deepEqual([told[0], told.at(-1)], ["seax-launch", "seax-finish"], told.join());
      assert.deepEqual(await engine.evaluate(() => Reflect.get(globalThis, "complaints")), []);
      const { data } = await control(`requests?workspace_id=${workspaceId}`);
      const creates = data.filter(
        (/** @type {{ method: string, path: string }} */ { method, path }) =>
          method === "POST" && path.endsWith("auto_dialer_campaigns"),
      );
      assert.equal(creates.length, 1, "creates");
    });
  }
});

/**
 * Fixes what the check finds, until the campaign can be launched.
 *
 * @param {import("./engine.mjs").Engine} engine
 */
async function mend(engine) {
  await engine.evaluate(async () => {
    /** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
    const all = (root, selector) =>
      [...root.querySelectorAll("*")].flatMap((element) => [
        ...(element.matches(selector) ? [/** @type {HTMLElement} */ (element)] : []),
        ...(element.shadowRoot ? all(element.shadowRoot, selector) : []),
      ]);
    const can = () =>
      all(document, "button:not(:disabled)").some((button) => button.textContent?.trim() === "Launch");
    for (const latest = Date.now() + 90_000; !can() && Date.now() < latest; ) {
      all(document, ".findings .error [data-fix]")[0]?.click();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
}
