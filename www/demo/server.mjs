// A minimal portal server for the demo page. It issues tokens to the page, which never sees the API key.
//
// With an edge, the edge adds the key and the server only mints tokens for it. Without one, the server proxies the API itself.

import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

const WWW = new URL("../", import.meta.url);

/** The paths that are served as files, with their folders. */
const FOLDERS = [
  { pattern: /^\/launcher\/([\w.-]+)$/, folder: "dist/" },
  { pattern: /^\/demo\/(page\.(?:css|js))$/, folder: "demo/" },
];

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** The strictest Content-Security-Policy that still allows WebAssembly. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** The API resources that the launcher needs, by method. Everything else is refused. */
const ALLOWED = {
  GET: /^(phones|contacts|contact_labels|ai_agents|auto_dialer_campaigns(\/[\da-f-]{36}(\/(results|logs))?)?)$/,
  POST: /^(auto_dialer_campaigns(\/dry_run)?|contact_labels)$/,
  PATCH: /^(auto_dialer_campaigns|contacts|contact_labels)\/[\da-f-]{36}$/,
  DELETE: /^(auto_dialer_campaigns|contact_labels)\/[\da-f-]{36}$/,
};

const MINUTE = 60_000;
const LARGEST_BODY = 8_000_000;

/**
 * @typedef {object} DemoOptions
 * @property {string} baseUrl the API's base URL
 * @property {string} workspaceId
 * @property {string} apiKey
 * @property {number} [port]
 * @property {string} [page] the HTML of the page. Default: the demo's
 * @property {string} [policy] the Content-Security-Policy. Default: `POLICY`
 * @property {number} [tokenMs] how long a token of this server is valid, in milliseconds. Default: a minute
 * @property {(origin: string) => Promise<Edge>} [startEdge] starts an edge for pages of this origin, which call it instead of
 * this server
 *
 * @typedef {object} Edge
 * @property {string} origin
 * @property {() => Promise<string>} mint returns a token for the edge
 * @property {() => Promise<void>} stop
 */

/**
 * @param {DemoOptions} options
 * @returns {Promise<{ origin: string, edge: string | undefined, stop(): Promise<void> }>} the page's origin, and the edge's
 */
export async function startDemo({
  baseUrl,
  workspaceId,
  apiKey,
  port = 0,
  page,
  policy = POLICY,
  tokenMs = MINUTE,
  startEdge,
}) {
  /** @type {Edge | undefined} */
  let edge;
  /** When each token expires, in milliseconds since 1970. @type {Map<string, number>} */
  const tokens = new Map();
  const mint = async () => {
    if (edge !== undefined) return edge.mint();
    const token = randomBytes(16).toString("hex");
    tokens.set(token, Date.now() + tokenMs);
    return token;
  };
  const html = page ?? (await readFile(new URL("demo/index.html", WWW), "utf8"));

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  const answer = async (request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://demo");
    if (pathname === "/") {
      const connections = edge && `connect-src 'self' ${edge.origin} ${edge.origin.replace(/^http/, "ws")}`;
      response.writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": connections ? policy.replace("connect-src 'self'", connections) : policy,
      });
      response.end(html);
    } else if (pathname === "/session") {
      if (request.headers["sec-fetch-site"] === "cross-site") return refuse(response, 403);
      response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
      response.end(
        JSON.stringify({ workspaceId, token: await mint(), endpoint: `${edge?.origin ?? ""}/seax-api` }),
      );
    } else if (pathname.startsWith("/seax-api/")) {
      if (!isSignedIn(request, tokens)) return refuse(response, 401);
      await pass(request, response, pathname.slice("/seax-api".length) + search);
    } else {
      await file(response, pathname);
    }
  };

  /**
   * Forwards a request to the API with the key. It never retries: the page's client decides that.
   *
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   * @param {string} path
   */
  async function pass(request, response, path) {
    const method = /** @type {keyof typeof ALLOWED} */ (request.method);
    const below = `/api/v1/workspace/${workspaceId}/`;
    const [resource = ""] = path.slice(below.length).split("?");
    if (!path.startsWith(below) || !ALLOWED[method]?.test(resource)) return refuse(response, 403);
    const body = method === "POST" || method === "PATCH" ? await read(request) : undefined;
    if (body === null) return refuse(response, 413);
    try {
      const reply = await fetch(baseUrl + path, {
        method,
        headers: { accept: "application/json", "content-type": "application/json", "x-api-key": apiKey },
        redirect: "manual",
        ...(body && { body }),
      });
      const text = await reply.text();
      const passed = ["content-type", "retry-after", "x-request-id"].filter((name) =>
        reply.headers.has(name),
      );
      response.writeHead(
        reply.status,
        Object.fromEntries(passed.map((name) => [name, reply.headers.get(name) ?? ""])),
      );
      response.end(text);
    } catch {
      refuse(response, 502);
    }
  }

  // A connection that ends just when it is reused would be a failed request.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const origin = `http://127.0.0.1:${address.port}`;
  // The edge has to know the page's origin, so the page is served first.
  edge = await startEdge?.(origin);
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await edge?.stop();
  };
  return { origin, edge: edge?.origin, stop };
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {Map<string, number>} tokens
 */
function isSignedIn(request, tokens) {
  const token = request.headers.authorization?.match(/^Bearer (\w+)$/)?.[1] ?? "";
  return (tokens.get(token) ?? 0) > Date.now();
}

/** @param {import("node:http").IncomingMessage} request */
async function read(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {string} pathname
 */
async function file(response, pathname) {
  const found = FOLDERS.map(({ pattern, folder }) => ({ name: pathname.match(pattern)?.[1], folder })).find(
    ({ name }) => name !== undefined,
  );
  const bytes =
    found && (await readFile(fileURLToPath(new URL(found.folder + found.name, WWW))).catch(() => null));
  if (!bytes) return refuse(response, 404);
  response.writeHead(200, { "content-type": TYPES[extname(pathname)] ?? "text/plain" });
  response.end(bytes);
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 */
function refuse(response, status) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end("{}");
}
