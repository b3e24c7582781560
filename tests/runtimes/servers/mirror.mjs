// A third party's server, which records its requests so that a case can detect leaks.

import { createServer } from "node:http";

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "*",
  "access-control-allow-headers": "*, x-api-key, content-type",
};

/**
 * Answers every request with `{"data": []}`, and records it. `GET /seen?tag=…` returns the recorded requests
 * whose URL contains the tag, as `{ method, url, headers }`.
 *
 * @returns {Promise<{ origin: string, stop(): void }>}
 */
export async function startMirror() {
  /** @type {{ method: string, url: string, headers: unknown }[]} */
  const seen = [];
  // Closing idle connections would race with the next request on one of them.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const url = new URL(request.url ?? "/", "http://mirror");
    const tag = url.pathname === "/seen" ? url.searchParams.get("tag") : null;
    response.writeHead(200, { ...CORS, "content-type": "application/json" });
    if (tag !== null) {
      response.end(JSON.stringify(seen.filter((request) => request.url.includes(tag))));
      return;
    }
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers });
    response.end('{"data":[]}');
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the mirror has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
