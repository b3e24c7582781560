import assert from "node:assert/strict";
import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import { everyPart, listing, startApi } from "./api.mjs";
import { printedInBrowser } from "./browser.mjs";
import { files, Scratch } from "./scratch.mjs";

const scratch = await Scratch.make(after);
const api = await startApi(after);

const WASM = /\.wasm$/;
/** The parts besides the core. */
const PARTS = ["rest", "launch", "watch", "files", "hours"];

/** Allows the test's key in a page. */
const IN_PAGE = "dangerouslyAllowBrowser: true,";

test("a Vite build carries all wasm files and runs in a browser", async () => {
  await scratch.write("index.html", '<!doctype html><script type="module" src="/main.js"></script>');
  await scratch.write("main.js", `import { createClient } from "seax-dialer"; ${everyPart(api, IN_PAGE)}`);
  await vite({ root: scratch.folder, logLevel: "error", configFile: false });
  const site = join(scratch.folder, "dist");
  const built = await files(site);
  assert.equal(built.filter((name) => WASM.test(name)).length, 6, built.join(", "));
  assert.equal(await printedInBrowser(site), "Main line");
});

test("a Vite build carries the launcher, which is loaded when it is wanted, and shares the wasm", async () => {
  await scratch.write("launcher/index.html", '<!doctype html><script type="module" src="/main.js"></script>');
  await scratch.write(
    "launcher/main.js",
    `import "seax-dialer/launcher";
     import { createClient } from "seax-dialer";
     const launcher = document.createElement("seax-launcher");
     launcher.endpoint = ${JSON.stringify(api)};
     launcher.workspaceId = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
     launcher.getToken = () => ({ header: "X-API-KEY", value: "key" });
     launcher.addEventListener("seax-error", ({ detail }) => console.log("error", detail.error));
     document.body.append(launcher);
     await launcher.open();
     for (;;) {
       await new Promise((resolve) => setTimeout(resolve, 50));
       const card = launcher.shadowRoot.querySelector("div")?.shadowRoot.querySelector(".card b");
       if (card) break;
     }
     console.log(createClient.name && launcher.shadowRoot.querySelector("div").shadowRoot.querySelector(".card b").textContent);`,
  );
  const root = join(scratch.folder, "launcher");
  await vite({ root, logLevel: "error", configFile: false, build: { target: "es2022" } });
  const site = join(root, "dist");
  const built = await files(site);
  assert.equal(built.filter((name) => WASM.test(name)).length, 6, built.join(", "));
  assert.equal(await printedInBrowser(site), "Main line");
});

test("an esbuild bundle runs in a browser, with the wasm beside it", async () => {
  const main = `import { createClient } from "seax-dialer"; ${everyPart(api, IN_PAGE)}`;
  const site = await bundledPage("esbuild", main);
  await copyWasm(site);
  assert.equal(await printedInBrowser(site), "Main line");
});

test("a page whose bundler or policy holds the wasm back is told so", async () => {
  const main = `import { createClient } from "seax-dialer";
    try { ${listing(api, IN_PAGE)} } catch ({ name, code, message }) { console.log(name, code, message); }`;
  const site = await bundledPage("without", main);
  assert.match(await printedInBrowser(site), /^SeaxError not_loaded .*bundler.*`wasm`/);
  await copyWasm(site);
  assert.equal(await printedInBrowser(site, "script-src 'self' 'wasm-unsafe-eval'"), "Main line");
  const refused = await printedInBrowser(site, "script-src 'self'");
  assert.match(refused, /^SeaxError not_loaded .*'wasm-unsafe-eval'/);
});

test("an esbuild bundle with the wasm files inside it runs in a browser", async () => {
  const main = `import { createClient } from "seax-dialer"; import core from "seax-dialer/wasm";
    ${PARTS.map((part) => `import ${part} from "seax-dialer/wasm/${part}";`).join(" ")}
    ${everyPart(api, `${IN_PAGE} wasm: { core, ${PARTS.join(", ")} },`)}`;
  const site = await bundledPage("inlined", main, { loader: { ".wasm": "binary" } });
  assert.equal(await printedInBrowser(site), "Main line");
});

test("who gives the URLs of the core and the rest has the other files looked for beside them", async () => {
  const url = (/** @type {string} */ part) => `new URL("wasm/seax_dialer_${part}.wasm?v=1", location.href)`;
  const main = `import { createClient } from "seax-dialer";
    ${everyPart(api, `${IN_PAGE} wasm: { core: ${url("core")}, rest: ${url("rest")} },`)}`;
  const site = await bundledPage("urls", main);
  await copyWasm(join(site, "wasm"));
  assert.equal(await printedInBrowser(site), "Main line");
});

test("an esbuild bundle runs in Node, with the wasm beside it", async () => {
  await esbuild({
    stdin: {
      contents: `import { createClient } from "seax-dialer"; ${everyPart(api)}`,
      resolveDir: scratch.folder,
    },
    outfile: join(scratch.folder, "node/main.mjs"),
    bundle: true,
    format: "esm",
    platform: "node",
    logLevel: "silent",
  });
  await copyWasm(join(scratch.folder, "node"));
  assert.equal(await scratch.node(["node/main.mjs"]), "Main line");
});

/**
 * Creates a folder with a page and its script, bundled by esbuild.
 *
 * @param {string} name
 * @param {string} main
 * @param {import("esbuild").BuildOptions} [options]
 */
async function bundledPage(name, main, options) {
  const site = join(scratch.folder, name);
  await scratch.write(`${name}/index.html`, '<!doctype html><script type="module" src="main.js"></script>');
  await esbuild({
    stdin: { contents: main, resolveDir: scratch.folder },
    outfile: join(site, "main.js"),
    bundle: true,
    format: "esm",
    platform: "browser",
    logLevel: "silent",
    ...options,
  });
  return site;
}

/**
 * Copies the WebAssembly, as the README tells users of bundlers that do not follow `new URL(…, import.meta.url)`.
 *
 * @param {string} folder
 */
async function copyWasm(folder) {
  const dist = join(scratch.folder, "node_modules/seax-dialer/dist");
  for (const name of await readdir(dist)) {
    if (name.endsWith(".wasm")) await cp(join(dist, name), join(folder, name));
  }
}
