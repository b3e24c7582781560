// Tests the launcher in React 19 and Vue 3, with the element defined before and after they render.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { build } from "esbuild";
import { PLAIN, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

/** The common code of every app: the endpoint and the session. */
const SESSION = `
  const { workspaceId, endpoint } = await (await fetch("/session")).json();
  const getToken = async () => (await (await fetch("/session")).json()).token;
  const root = document.querySelector("#root");
  const opened = () => { document.title = "opened"; };
`;

const APPS = {
  "React 19": `
    import { createElement } from "react";
    import { createRoot } from "react-dom/client";
    ${SESSION}
    const onToken = ({ detail }) => detail.respondWith(getToken());
    const launcher = createElement("seax-launcher", {
      endpoint, workspaceId, theme: "dark", "onseax-open": opened,
      ...(customElements.get("seax-launcher") ? { getToken } : { "onseax-token": onToken }),
    });
    createRoot(root).render(launcher);`,
  "Vue 3": `
    import { createApp, h } from "vue";
    ${SESSION}
    createApp({
      render: () => h("seax-launcher", { endpoint, workspaceId, theme: "dark", ".getToken": getToken, "onSeax-open": opened }),
    }).mount(root);`,
};

/** @param {string} source */
async function bundled(source) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    format: "esm",
    target: "es2022",
    define: {
      "process.env.NODE_ENV": '"production"',
      __VUE_OPTIONS_API__: "false",
      __VUE_PROD_DEVTOOLS__: "false",
    },
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

const SHELL = '<script type="module" src="/launcher/seax-launcher.js"></script>';
const APP = '<script type="module" src="/app.js"></script>';

for (const [name, source] of Object.entries(APPS)) {
  for (const [order, scripts] of [
    ["after the element is defined", SHELL + APP],
    ["before the element is defined", APP],
  ]) {
    test(`${name} sets the launcher's properties and hears its events, rendering ${order}`, async (t) => {
      const html = PLAIN.replace(SHELL, scripts ?? "").replace(
        /<seax-launcher.*<\/seax-launcher>/,
        "<div id=root></div>",
      );
      const scene = await stage.scene(t, { html });
      const { page } = scene;
      const body = await bundled(source);
      await page.route("**/app.js", (route) => route.fulfill({ body, contentType: "text/javascript" }));
      await page.goto(scene.origin);
      await page.locator("seax-launcher").waitFor({ state: "attached" });
      if (scripts === APP) await page.evaluate((path) => import(path), "/launcher/seax-launcher.js");
      await scene.button.click();
      await page.locator(".card").first().waitFor();
      assert.equal(await page.locator("dialog.panel").getAttribute("data-theme"), "dark");
      assert.equal(await page.title(), "opened");
      assert.deepEqual(scene.complaints, []);
    });
  }
}
