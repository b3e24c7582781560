// Tests where an API key is accepted, and where it is rejected: every visitor can read what runs in a browser.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, test } from "node:test";
import { build as esbuild } from "esbuild";
import { launch, openPage } from "../runtimes/runners/chromium.mjs";
import { Scratch } from "./scratch.mjs";

const scratch = await Scratch.make(after);

const CLIENT = `createClient({ workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key" })`;
const OUTCOME = `${CLIENT}.then(() => "taken", (error) => error.code)`;

/** Workers of each kind, which report whether the key was accepted. */
const WORKERS = {
  "dedicated.js": `import { createClient } from "./pkg/dist/web.js"; postMessage(await ${OUTCOME});`,
  "shared.js": `import { createClient } from "./pkg/dist/web.js";
    onconnect = async ({ ports: [port] }) => port.postMessage(await ${OUTCOME});`,
  "service.js": `import { createClient } from "./pkg/dist/web.js";
    onmessage = async ({ source }) => source.postMessage(await ${OUTCOME});`,
};

const PAGE = `<!doctype html><meta charset="utf-8"><script type="module">
  import { createClient } from "./pkg/dist/web.js";
  const heard = (port) => new Promise((resolve) => { port.onmessage = ({ data }) => resolve(data); });
  const type = { type: "module" };
  const found = { page: await ${OUTCOME} };
  found.dedicated = await heard(new Worker("dedicated.js", type));
  found.bundled = await heard(new Worker("bundled.js"));
  found.shared = await heard(new SharedWorker("shared.js", type).port);
  const service = await navigator.serviceWorker.register("service.js", type);
  await navigator.serviceWorker.ready;
  const told = heard(navigator.serviceWorker);
  navigator.serviceWorker.startMessages();
  service.active.postMessage("ask");
  found.service = await told;
  found.allowed = await createClient({
    workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", dangerouslyAllowBrowser: true,
  }).then(() => "taken");
  console.log(JSON.stringify(found));
</script>`;

test("a page and every kind of its workers refuse a key, bundled or not", async () => {
  await scratch.write(
    "bundled.in.js",
    `import { createClient } from "seax-dialer"; ${OUTCOME}.then(postMessage);`,
  );
  await esbuild({
    entryPoints: [join(scratch.folder, "bundled.in.js")],
    outfile: join(scratch.folder, "bundled.js"),
    bundle: true,
    format: "iife",
    platform: "browser",
    // Some bundlers define such a `process` for packages that use one.
    banner: {
      js: 'globalThis.process = { env: {}, versions: { node: "20.0.0" }, release: { name: "node" } };',
    },
    define: { "import.meta.url": "self.location.href" },
    logLevel: "error",
  });
  const found = JSON.parse(await printed());
  assert.deepEqual(found, {
    page: "unsafe_browser_key",
    dedicated: "unsafe_browser_key",
    bundled: "unsafe_browser_key",
    shared: "unsafe_browser_key",
    service: "unsafe_browser_key",
    allowed: "taken",
  });
});

/** Returns what the page prints. */
async function printed() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    // A bundle loads the WebAssembly from its own folder.
    const path = pathname.replace(/^\/(seax_dialer_\w+\.wasm)$/, "/pkg/dist/$1");
    const type = path.endsWith(".wasm") ? "application/wasm" : path === "/" ? "text/html" : "text/javascript";
    const worker = WORKERS[/** @type {keyof typeof WORKERS} */ (path.slice(1))];
    const file = path.startsWith("/pkg/")
      ? join(scratch.folder, "node_modules/seax-dialer", path.slice(5))
      : join(scratch.folder, path);
    const body = path === "/" ? PAGE : (worker ?? (await readFile(file).catch(() => null)));
    response.writeHead(body === null ? 404 : 200, { "content-type": type });
    response.end(body ?? "not found");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const browser = await launch();
  try {
    const page = await openPage(browser);
    return await new Promise((resolve, reject) => {
      page.on("console", (message) => message.type() === "log" && resolve(message.text()));
      page.on("pageerror", (error) => reject(error));
      page.goto(`http://127.0.0.1:${address.port}/`).catch(reject);
      setTimeout(() => reject(new Error("the page printed nothing for 180 s")), 180_000).unref();
    });
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/** Code that runs before the package in a program for Node. */
const IMITATIONS = {
  "Node itself": "",
  "jsdom's globals": `
    import { JSDOM } from "${import.meta.resolve("jsdom")}";
    const { window } = new JSDOM("", { url: "http://localhost/" });
    for (const name of ["document", "location", "navigator"])
      Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
    globalThis.window = window;`,
  "happy-dom's globals": `
    import { GlobalRegistrator } from "${import.meta.resolve("@happy-dom/global-registrator")}";
    GlobalRegistrator.register({ url: "http://localhost/" });`,
  "Electron's main process": `
    Object.defineProperty(process.versions, "electron", { value: "30.0.0" });
    process.type = "browser";`,
  "a thread of Node's with a browser's globals": "globalThis.window = globalThis; globalThis.document = {};",
};

for (const [name, before] of Object.entries(IMITATIONS)) {
  test(`a key is taken in ${name}`, async () => {
    await scratch.write(
      "main.mjs",
      `${before}\nconst { createClient } = await import("seax-dialer");\nconsole.log(await ${OUTCOME});\nprocess.exit();`,
    );
    assert.equal(await scratch.node(["main.mjs"]), "taken");
  });
}

test("a key is refused in a page of Electron's, whatever of Node's it has", async () => {
  const before = 'globalThis.window = globalThis; globalThis.document = {}; process.type = "renderer";';
  await scratch.write(
    "main.mjs",
    `${before}\nconst { createClient } = await import("seax-dialer");\nconsole.log(await ${OUTCOME});`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "unsafe_browser_key");
});
