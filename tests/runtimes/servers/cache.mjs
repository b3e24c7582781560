// A cache in front of another server, like a CDN that is configured to store API replies.

import { request as ask } from "node:http";

const HOUR = { "cache-control": "public, max-age=3600", "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT" };

/**
 * Forwards requests to a server on this machine, whose port is in the path: `/caching/<port>/<path>`. Stores replies to
 * GETs, and tells downstream caches to store them for an hour, too. Answers from the store unless the request forbids it
 * (`no-cache` or `no-store`, RFC 9111 5.2.1).
 */
export function startCache() {
  /** @type {Map<string, { headers: import("node:http").IncomingHttpHeaders, body: Buffer }>} */
  const kept = new Map();

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  return (request, response) => {
    const { method = "", url = "" } = request;
    const [, port, path = ""] = url.match(/^\/caching\/(\d+)(\/.*)$/) ?? [];
    const forbidden = /no-cache|no-store/.test(request.headers["cache-control"] ?? "");
    const answer = method === "GET" && !forbidden ? kept.get(url) : undefined;
    if (answer !== undefined) {
      response.writeHead(200, { ...answer.headers, age: "60" }).end(answer.body);
      return;
    }
    const headers = { ...request.headers, connection: "close" };
    const onward = ask({ host: "127.0.0.1", port, path, method, headers }, async (reply) => {
      /** @type {Buffer[]} */
      const chunks = [];
      for await (const chunk of reply) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const { connection: _, "transfer-encoding": __, ...fields } = reply.headers;
      const stored = { headers: { ...fields, ...HOUR, "content-length": String(body.length) }, body };
      const keeps = method === "GET" && reply.statusCode === 200;
      if (keeps && !forbidden) kept.set(url, stored);
      response.writeHead(reply.statusCode ?? 502, keeps ? stored.headers : fields).end(body);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  };
}
