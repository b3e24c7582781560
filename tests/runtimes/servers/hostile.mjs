// A server that misbehaves, over real sockets, as the first segment of the path says.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { pieces } from "../body.mjs";
import { startCache } from "./cache.mjs";

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "*",
  "access-control-allow-headers": "x-api-key, content-type, authorization",
};

const EMPTY = '{"data":[],"total":0}';
const CAMPAIGN = {
  ...JSON.parse(readFileSync(new URL("../../samples/campaign.json", import.meta.url), "utf8")),
  status: "PROCESSING",
};

/** Sends the rest of a reply that is held, by its tag. @type {Map<string, () => void>} */
const held = new Map();

/** @typedef {(response: import("node:http").ServerResponse, request: import("node:http").IncomingMessage) => void} Answer */

/** @type {Record<string, Answer>} */
const ANSWERS = {
  /** More encodings than any engine decodes, of a body that has not ended when the call fails. */
  encodings(response) {
    // Node keeps a process alive for a connection whose body it could not decode, until the server closes it.
    const encodings = Array(12).fill("gzip").join(", ");
    response.writeHead(200, { ...CORS, "content-encoding": encodings, connection: "close" });
    response.write(gzipSync(EMPTY + " ".repeat(100_000)));
    response.write("x".repeat(100_000));
    setTimeout(() => response.end(), 500);
  },

  /** A body that ends before its announced length. */
  short(response) {
    response.writeHead(200, { ...CORS, "content-type": "text/csv", "content-length": "1000" });
    response.write(EMPTY);
    setTimeout(() => response.socket?.end(), 20);
  },

  /** A chunked body without the last chunk. */
  unfinished(response) {
    response.writeHead(200, { ...CORS, "content-type": "text/csv" });
    response.write(EMPTY);
    setTimeout(() => response.socket?.end(), 20);
  },

  /** A chunked JSON body that stops in the middle. */
  half(response) {
    response.writeHead(200, { ...CORS, "content-type": "application/json" });
    response.write('{"data":[');
    setTimeout(() => response.socket?.end(), 20);
  },

  /** A list of 40 contacts, of which the second half is held until `GET /release/<tag>`. */
  held(response, request) {
    const [start = "", first = "", ...rest] = pieces(40, 20);
    response.writeHead(200, { ...CORS, "content-type": "application/json" });
    response.write(start + first);
    held.set(request.url?.split("/")[2] ?? "", () => response.end(rest.join("")));
  },

  /** An answer that caches may keep for an hour. */
  cached(response, request) {
    const age = { "cache-control": "public, max-age=3600", "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT" };
    response.writeHead(200, { ...CORS, ...age, "content-type": "application/json" });
    const one = request.url?.includes(CAMPAIGN.id);
    response.end(one ? JSON.stringify({ ...CAMPAIGN, name: String(Math.random()) }) : EMPTY);
  },

  /** 421: the client may retry on another connection. */
  misdirected(response) {
    response.writeHead(421, CORS).end('{"detail":"Misdirected"}');
  },

  /** A captive portal's login page. */
  portal(response) {
    response.writeHead(200, { ...CORS, "content-type": "text/html" });
    response.end("<!doctype html><title>Welcome to the hotel's network</title>");
  },

  /** Sends whoever creates something to where it is, and has no time there. */
  made(response, request) {
    if (request.method === "POST") response.writeHead(303, { ...CORS, location: request.url });
    else response.writeHead(429, { ...CORS, "retry-after": "0" });
    response.end();
  },

  /** A redirect to the URL in the path. */
  redirect(response, request) {
    const to = decodeURIComponent(request.url?.split("/")[3] ?? "");
    response.writeHead(302, { ...CORS, location: to }).end();
  },
};

/**
 * `GET /seen/<tag>` returns the requests whose URL contains the tag, as `{ method, url, headers }`. `GET /release/<tag>` ends a
 * reply that is held.
 *
 * @returns {Promise<{ origin: string, stop(): void }>}
 */
export async function startHostile() {
  /** @type {{ method: string, url: string, headers: unknown }[]} */
  const seen = [];
  const throughCache = startCache();
  // Closing idle connections would race with the next request on one of them.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const { method = "", url = "/", headers } = request;
    const [, kind = "", tag = ""] = url.split("/");
    if (method === "OPTIONS") {
      response.writeHead(204, CORS).end();
    } else if (kind === "caching") {
      throughCache(request, response);
    } else if (kind === "seen") {
      response.writeHead(200, { ...CORS, "cache-control": "no-store" });
      response.end(JSON.stringify(seen.filter((each) => each.url.includes(tag))));
    } else if (kind === "release") {
      held.get(tag)?.();
      response.writeHead(204, CORS).end();
    } else {
      seen.push({ method, url, headers });
      request.resume().on("end", () => {
        const answer = ANSWERS[kind];
        if (answer === undefined) response.writeHead(501, CORS).end();
        else answer(response, request);
      });
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
