// Serves a folder, and returns what its page prints in Chromium.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { launch, openPage } from "../runtimes/runners/chromium.mjs";

/** @type {Record<string, string>} */
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/**
 * Returns the first line that the page prints, or the error that it ends with.
 *
 * @param {string} folder
 * @param {string} [policy] a Content-Security-Policy
 * @returns {Promise<string>}
 */
export async function printedInBrowser(folder, policy) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    const path = pathname === "/" ? "/index.html" : pathname;
    const file = await readFile(join(folder, path)).catch(() => null);
    if (policy !== undefined) response.setHeader("content-security-policy", policy);
    response.writeHead(file ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "text/plain" });
    response.end(file ?? "not found");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the site has no port");
  return printedAt(`http://127.0.0.1:${address.port}/`).finally(() => {
    server.close();
    server.closeAllConnections();
  });
}

/**
 * Returns the same for a page that is already served.
 *
 * @param {string} url
 * @returns {Promise<string>}
 */
export async function printedAt(url) {
  const browser = await launch();
  try {
    const page = await openPage(browser);
    return await new Promise((resolve, reject) => {
      page.on("console", (message) => {
        if (message.type() === "log") resolve(message.text());
      });
      page.on("pageerror", (error) => resolve(String(error)));
      page.goto(url).catch(reject);
      setTimeout(() => reject(new Error("the page printed nothing for 180 s")), 180_000).unref();
    });
  } finally {
    await browser.close();
  }
}
