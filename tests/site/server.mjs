// Serves the built site like any host of static files.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { ROOT } from "../docs/programs.mjs";

export const DIST = join(ROOT, "site/dist");

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
};

/** @returns {Promise<{ origin: string, stop(): void }>} */
export async function serveSite() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    const name = normalize(fileOf(pathname));
    const body = await readFile(join(DIST, name)).catch(() => null);
    response.writeHead(body ? 200 : 404, {
      "content-type": TYPES[extname(name)] ?? "text/plain; charset=utf-8",
    });
    response.end(body ?? "not found");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${port}`, stop };
}

/** Returns the file that is served at a path. @param {string} pathname */
export function fileOf(pathname) {
  const path = decodeURIComponent(pathname);
  return path.endsWith("/") ? `${path}index.html` : path;
}
