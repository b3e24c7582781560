// Replies of the edge's own.

/** @typedef {import("./seax_edge.d.ts").Refusal} Refusal */

/** What a page may read of a reply, beside its body. */
const EXPOSED = "retry-after, x-request-id, seax-edge, seax-receipt";

/**
 * @param {unknown} value
 * @param {number} status
 * @param {Record<string, string>} [headers]
 */
export function json(value, status, headers = {}) {
  return text(JSON.stringify(value), status, headers);
}

/**
 * @param {string} body JSON
 * @param {number} status
 * @param {Record<string, string>} [headers]
 */
export function text(body, status, headers = {}) {
  const own = { "content-type": "application/json", "cache-control": "no-store", "seax-edge": "1" };
  return new Response(body, { status, headers: { ...own, ...headers } });
}

/**
 * A refusal, in the API's own form.
 *
 * @param {Pick<Refusal, "status" | "code" | "message"> & { issues?: string | undefined }} refusal
 * @param {number} [retryAfterMs]
 */
export function refuse({ status, code, message, issues }, retryAfterMs) {
  const wait = retryAfterMs === undefined ? {} : { "retry-after": String(Math.ceil(retryAfterMs / 1_000)) };
  const headers = status === 401 ? { "www-authenticate": "Bearer", ...wait } : wait;
  return json({ detail: issues === undefined ? message : JSON.parse(issues), code }, status, headers);
}

/** @param {string} origin one that is allowed */
export function preflight(origin) {
  const headers = {
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
    "access-control-allow-headers": "authorization, content-type",
    "access-control-max-age": "7200",
  };
  return withCors(new Response(null, { status: 204, headers }), origin);
}

/**
 * @param {Response} reply
 * @param {string} origin one that is allowed
 */
export function withCors(reply, origin) {
  // A socket's reply cannot be made anew, and CORS does not hold for it.
  if (reply.status === 101) return reply;
  const allowed = new Response(reply.body, reply);
  allowed.headers.set("access-control-allow-origin", origin);
  allowed.headers.set("access-control-expose-headers", EXPOSED);
  allowed.headers.set("vary", "origin");
  return allowed;
}
