// Opens a page in Chromium, on a site with the repository's files, and reads the results that it prints to
// the console.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, openPage } from "../runtimes/runners/chromium.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const { exports } = JSON.parse(readFileSync(join(ROOT, "pkg/package.json"), "utf8"));

/** The paths of the package's browser scripts on this site. */
export const SCRIPTS = {
  "seax-dialer": `/pkg/${exports["."].browser}`,
  "seax-dialer/testing": `/pkg/${exports["./testing"].browser}`,
};

const TYPES = /** @type {Record<string, string>} */ ({
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
});

/**
 * Opens a page that loads this script, and returns what it prints as `results <JSON>`.
 *
 * @param {string} script Its path
 * @param {Record<string, string>} [files] Further files of the site, by their paths
 * @returns {Promise<any>}
 */
export async function printedBy(script, files = {}) {
  const page = `<!doctype html><link rel="icon" href="data:,">
    <script type="importmap">${JSON.stringify({ imports: SCRIPTS })}</script>
    <script type="module" src="${script}"></script>`;
  const pages = /** @type {Record<string, string>} */ ({ "/": page, ...files });
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    const body = pages[pathname] ?? (await readFile(join(ROOT, pathname)).catch(() => null));
    response.writeHead(body === null ? 404 : 200, {
      "content-type": TYPES[extname(pathname)] ?? "text/html",
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await launch();
  try {
    const tab = await openPage(browser);
    /** @type {Promise<string>} */
    const printed = new Promise((resolve, reject) => {
      tab.on("console", (message) => message.text().startsWith("results ") && resolve(message.text()));
      tab.on("pageerror", reject);
    });
    await tab.goto(`http://127.0.0.1:${port}/`);
    return parse(await printed);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/**
 * Parses the results from a program's output.
 *
 * @param {string} output
 * @returns {any}
 */
export function parse(output) {
  return JSON.parse(output.match(/^results (.*)$/m)?.[1] ?? assert.fail(`no results in: ${output}`));
}
