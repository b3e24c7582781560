// The page that a browser loads: an import map, its task, and a module script, unbundled. Also receives the page's results.

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

/** The strictest policy for a page that uses WebAssembly: no `eval`, no `new Function`. */
const POLICY = `script-src 'self' 'nonce-${NONCE}' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'`;

/** @param {import("../execute.mjs").Task} task */
const page = (task) => `<!doctype html>
<meta charset="utf-8">
<title>Scenario</title>
<link rel="icon" href="data:,">
<script type="importmap" nonce="${NONCE}">{ "imports": { "seax-dialer": "/pkg/${entry("browser")}", "seax-dialer/tickets": "/pkg/tickets.js" } }</script>
<script nonce="${NONCE}">globalThis.scenarioTask = ${JSON.stringify(task).replaceAll("<", "\\u003c")};</script>
<script type="module" src="/tests/runtimes/inside/page.mjs"></script>
`;

/**
 * `ended` resolves after the last case, and rejects on an uncaught error.
 *
 * @param {{ task: import("../execute.mjs").Task, report: import("../column.mjs").Report }} scenario
 * @returns {Promise<{ origin: string, ended: Promise<unknown>, stop(): void }>}
 */
export async function startSite({ task, report }) {
  /** @type {(value: unknown) => void} */
  let resolve = () => {};
  /** @type {(reason: Error) => void} */
  let reject = () => {};
  const ended = new Promise((resolved, rejected) => {
    [resolve, reject] = [resolved, rejected];
  });
  ended.catch(() => {});

  /** @type {Record<string, (value: any) => void>} */
  const takes = {
    "/result": report,
    "/ended": () => resolve(null),
    "/broken": (reason) => reject(new Error(reason)),
  };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    const take = request.method === "POST" ? takes[pathname] : undefined;
    if (take !== undefined) {
      take(JSON.parse(Buffer.concat(await request.toArray()).toString()));
      response.writeHead(204).end();
      return;
    }
    if (pathname === "/") {
      response.writeHead(200, { "content-type": "text/html", "content-security-policy": POLICY });
      response.end(page(task));
      return;
    }
    const type = TYPES[extname(pathname)];
    const file = SERVED.test(pathname) && type ? await read(pathname) : null;
    response.writeHead(file ? 200 : 404, { "content-type": type ?? "text/plain" });
    response.end(file ?? "not found");
  });
  // Closing idle connections would race with the next result on one of them.
  server.keepAliveTimeout = 0;
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the site has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    ended,
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
