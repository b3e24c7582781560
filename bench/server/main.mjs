// Serves the API to all clients, from a separate process, and the site to the browser. It answers from prepared bytes, so
// that the benchmark measures the clients.
//
//   node bench/server/main.mjs <how many contacts the workspace has> [folder of the site]
//
// Prints its origin, and exits when its standard input ends.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { WORKSPACE } from "../inside/place.mjs";
import { bytesOf, rows } from "./contacts.mjs";
import { CAMPAIGN, PHONES } from "./records.mjs";

const [count = "1000", site] = process.argv.slice(2);
const CONTACTS = Number(count);
const API = `/seax-api/api/v1/workspace/${WORKSPACE}/`;
const HEAD = Buffer.from('{"data":[');
const TAIL = Buffer.from(`],"total":${CONTACTS}}`);

/** @type {Record<string, string>} */
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** Headers that give a page precise clocks, and let it measure its memory. */
const ISOLATION = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cache-control": "no-store",
};

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/** The first pages by their size, which are requested repeatedly. @type {Map<number, Buffer>} */
const pages = new Map();

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    // A client may stop reading early.
    if (!response.destroyed) response.destroy(error);
  });
});
// Connections stay open while a client parses a list of 100,000.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  console.log(`http://127.0.0.1:${address.port}`);
});
process.stdin.on("end", () => process.exit()).resume();

/** @param {Request} request @param {Response} response */
async function answer(request, response) {
  const url = new URL(request.url ?? "/", "http://bench");
  const resource = url.pathname.startsWith(API) ? url.pathname.slice(API.length) : null;
  if (resource === null) return file(url.pathname, response);
  if (request.headers["x-api-key"] === undefined) return json(response, 401, Buffer.from("{}"));
  if (request.method === "POST") for await (const _ of request);
  switch (`${request.method} ${resource}`) {
    case "GET contacts":
      return contacts(url.searchParams, response);
    case "GET phones":
      return json(response, 200, PHONES);
    case "POST auto_dialer_campaigns":
      return json(response, 201, CAMPAIGN);
    default:
      return json(response, 404, Buffer.from("{}"));
  }
}

/** @param {URLSearchParams} query @param {Response} response */
async function contacts(query, response) {
  const from = Math.min(Number(query.get("offset") ?? 0), CONTACTS);
  const limit = Number(query.get("limit") ?? 10);
  const to = limit === 0 ? CONTACTS : Math.min(from + limit, CONTACTS);
  if (from === 0 && limit > 0) {
    const page = pages.get(to) ?? Buffer.concat([HEAD, ...rows(0, to), TAIL]);
    pages.set(to, page);
    return json(response, 200, page);
  }
  const length = HEAD.length + bytesOf(from, to) + TAIL.length;
  response.writeHead(200, { "content-type": "application/json", "content-length": length });
  await pipeline(Readable.from(pieces(from, to), { highWaterMark: 1 }), response);
}

/** @param {number} from @param {number} to */
function* pieces(from, to) {
  yield HEAD;
  yield* rows(from, to);
  yield TAIL;
}

/** @param {Response} response @param {number} status @param {Buffer} body */
function json(response, status, body) {
  response.writeHead(status, { "content-type": "application/json", "content-length": body.length });
  response.end(body);
}

/** @param {string} path already made safe by the URL parser @param {Response} response */
async function file(path, response) {
  const name = path === "/" ? "/index.html" : path;
  const bytes = site === undefined ? null : await readFile(join(site, name)).catch(() => null);
  const type = TYPES[extname(name)] ?? "text/plain";
  response.writeHead(bytes ? 200 : 404, { ...ISOLATION, "content-type": type });
  response.end(bytes ?? "not found");
}
