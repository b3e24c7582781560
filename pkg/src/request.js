// How a request is sent and where its response comes from, for both drivers of the engine: exchange.js and src/js/fetch.rs.

import { member } from "./cause.js";

/**
 * Returns the second argument of `fetch`. Throws if this runtime cannot send the body in a way that it does not repeat.
 *
 * @param {{ takesCache: boolean, once: boolean, reuses: boolean }} traits see `requestTraits`
 * @param {string} method
 * @param {HeadersInit} headers
 * @param {Uint8Array<ArrayBuffer> | Blob | undefined} body
 * @param {AbortSignal} signal
 */
export function requestInit({ takesCache, once, reuses }, method, headers, body, signal) {
  // Following a redirect would send the key to its target.
  /** @type {RequestInit & { duplex?: "half" }} */
  const init = { method, headers, redirect: "manual", signal };
  if (takesCache) init.cache = "no-store";
  if (body) {
    init.body = body;
    // Bun up to 1.3.11 resends any request when a reused connection breaks.
    if (!reuses) init.keepalive = false;
    // Deno resends a request when a reused connection breaks, and Node's `fetch` after a 421, unless the body can be read
    // only once. Chromium does both, but supports streamed bodies over HTTP/2 only.
    if (once) {
      init.body = /** @type {ReadableStream} */ (new Response(body).body).pipeThrough(new TransformStream());
      init.duplex = "half";
    }
  }
  return init;
}

/**
 * Whether a redirect was followed, and the response is not a success of the origin that the request was sent to.
 *
 * @param {unknown} answer what `fetch` returned
 * @param {number} status
 * @param {string} url the request's URL
 */
export function isElsewhere(answer, status, url) {
  const isSuccess = status >= 200 && status < 300;
  return Boolean(
    member(answer, "redirected") && !(isSuccess && origin(member(answer, "url")) === origin(url)),
  );
}

/**
 * Returns the scheme, host and port of a URL.
 *
 * @param {unknown} url
 */
function origin(url) {
  return String(url).split(/[/?#]/, 3).join("/");
}
