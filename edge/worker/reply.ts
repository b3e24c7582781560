// The edge's own replies.

import type { Refusal } from "../dist/seax_edge.js";

/** The headers that a page may read. */
const EXPOSED = "content-disposition, retry-after, x-request-id, seax-edge, seax-commit-delay, seax-receipt";

/** The headers of all replies. A cached reply would hide a new campaign. */
export const OWN_HEADERS = { "cache-control": "no-store", "seax-edge": "1" };

export function json(value: unknown, status: number): Response {
  return text(JSON.stringify(value), status);
}

/** Creates a reply from JSON text. */
export function text(body: string, status: number, headers: Record<string, string> = {}): Response {
  return new Response(body, {
    status,
    headers: { "content-type": "application/json", ...OWN_HEADERS, ...headers },
  });
}

/** Creates a refusal, in the format of the API's errors. */
export function refuse({ status, code, message, issues, retryAfterMs }: Refusal): Response {
  const headers: Record<string, string> = {};
  if (retryAfterMs !== undefined) headers["retry-after"] = String(Math.ceil(retryAfterMs / 1_000));
  if (status === 401) headers["www-authenticate"] = "Bearer";
  const detail = issues === undefined ? message : JSON.parse(issues);
  return text(JSON.stringify({ detail, code }), status, headers);
}

/** Creates the reply to a preflight from an allowed origin. */
export function preflight(origin: string): Response {
  const headers = {
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
    "access-control-allow-headers": "authorization, content-type, seax-unrelated",
    "access-control-max-age": "7200",
  };
  return withCors(new Response(null, { status: 204, headers }), origin);
}

/** Adds the CORS headers for an allowed origin. */
export function withCors(reply: Response, origin: string): Response {
  // The reply of a socket cannot be copied, and CORS does not apply to it.
  if (reply.status === 101) return reply;
  const allowed = new Response(reply.body, reply);
  allowed.headers.set("access-control-allow-origin", origin);
  allowed.headers.set("access-control-expose-headers", EXPOSED);
  allowed.headers.set("vary", "origin");
  return allowed;
}
