// Reads the output of a project's page or server.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

/** The timeout of every wait, in milliseconds. */
const PATIENCE = 120_000;

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/**
 * Returns what the page's program prints to the console, or the error that the page ends with.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @returns {Promise<string>}
 */
export async function shownAt(browser, url) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    return await new Promise((resolve, reject) => {
      page.on("console", (message) => {
        const [mark, ...rest] = message.text().split(": ");
        if (mark === "seax") resolve(rest.join(": "));
      });
      page.on("pageerror", (error) => resolve(String(error)));
      page.goto(url).catch(reject);
      setTimeout(() => reject(new Error("the page said nothing")), PATIENCE).unref();
    });
  } finally {
    await context.close();
  }
}

/**
 * Returns a server's reply, or only the phone's name if the reply contains it.
 *
 * @param {string} url
 */
export async function textAt(url) {
  const reply = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  const text = await reply.text();
  return reply.ok && text.includes("Main line") ? "Main line" : `${reply.status}: ${text}`;
}

/**
 * Serves a folder.
 *
 * @param {string} folder
 */
export async function served(folder) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    const path = pathname === "/" ? "/index.html" : pathname;
    const file = await readFile(join(folder, path)).catch(() => null);
    response.writeHead(file ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "text/plain" });
    response.end(file ?? "not found");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
