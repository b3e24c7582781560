// The page that a browser loads: an import map, a module script, and nothing in between.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { entry } from "../entry.mjs";

const ROOT = new URL("../../../", import.meta.url);
const SERVED = /^\/(pkg|tests\/runtimes)\/[\w./-]+$/;

/** @type {Record<string, string>} */
const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

const NONCE = "scenario";

/** As strict as a page that uses wasm can be: no `eval`, no `new Function`. */
const POLICY = `script-src 'self' 'nonce-${NONCE}' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'`;

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>Scenario</title>
<link rel="icon" href="data:,">
<script type="importmap" nonce="${NONCE}">{ "imports": { "seax-dialer": "/pkg/${"ENTRY"}", "seax-dialer/tickets": "/pkg/tickets.js" } }</script>
<script type="module" src="/tests/runtimes/inside/page.mjs"></script>
`;

/** @returns {Promise<{ origin: string, stop(): void }>} */
export async function startSite() {
  const page = PAGE.replace("ENTRY", entry("browser"));
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    if (pathname === "/") {
      response.writeHead(200, { "content-type": "text/html", "content-security-policy": POLICY });
      response.end(page);
      return;
    }
    const type = TYPES[extname(pathname)];
    const file = SERVED.test(pathname) && type ? await read(pathname) : null;
    response.writeHead(file ? 200 : 404, { "content-type": type ?? "text/plain" });
    response.end(file ?? "not found");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the site has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param {string} path from the root, already made safe by the URL parser */
async function read(path) {
  return readFile(fileURLToPath(new URL(`.${path}`, ROOT))).catch(() => null);
}
