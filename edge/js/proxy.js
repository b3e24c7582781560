// A request on its way to the API, and its reply on the way back. What is not named here stays behind.

import { refuse } from "./reply.js";

/** What of the API's headers is of use to a caller. */
const PASSED = ["content-type", "content-disposition", "retry-after", "x-request-id"];
/** The largest body of a failure that is read, in characters. */
const LARGEST_FAILURE = 65_536;

/**
 * @param {import("./setup.js").Setup} setup
 * @param {Extract<import("./seax_edge.d.ts").Authorized, { action: "forward" }>} authorized
 * @param {Uint8Array<ArrayBuffer>} body
 */
export async function send({ apiKey, limits }, authorized, body) {
  const { workspace, method, url, contentType, file } = authorized;
  const key = apiKey(workspace);
  const controller = new AbortController();
  // It bounds the wait for the answer; a long list may take its time.
  const timer = setTimeout(() => controller.abort(), limits.upstreamMs);
  let reply;
  try {
    reply = await fetch(url, {
      method,
      headers: {
        accept: file ? "*/*" : "application/json",
        "x-api-key": key,
        ...(contentType && { "content-type": contentType }),
      },
      // A redirect would carry the key to wherever it points.
      redirect: "manual",
      signal: controller.signal,
      ...(contentType && { body }),
    });
  } catch {
    const late = controller.signal.aborted;
    return refuse({
      status: late ? 504 : 502,
      code: late ? "upstream_timeout" : "upstream_unreachable",
      message: late ? "SeaX did not answer in time." : "SeaX could not be reached.",
    });
  } finally {
    clearTimeout(timer);
  }
  if (reply.status >= 300 && reply.status < 400) {
    await reply.body?.cancel();
    return refuse({
      status: 502,
      code: "upstream_moved",
      message: "SeaX sends requests on to another address.",
    });
  }
  if (reply.status === 401) {
    await reply.body?.cancel();
    // To the caller, a 401 would mean that its token is no good.
    return refuse({
      status: 403,
      code: "upstream_refused",
      message: "SeaX does not take this edge's API key.",
    });
  }
  const headers = new Headers({ "cache-control": "no-store", "seax-edge": "1" });
  for (const name of PASSED) {
    const value = reply.headers.get(name);
    if (value !== null) headers.set(name, value.replaceAll(key, "***"));
  }
  headers.set("x-content-type-options", "nosniff");
  return new Response(reply.ok ? reply.body : await failure(reply, key), { status: reply.status, headers });
}

/**
 * What a failure says, without the key: some servers tell of it.
 *
 * @param {Response} reply
 * @param {string} key
 */
async function failure(reply, key) {
  if (reply.body === null) return null;
  let said = "";
  const decoder = new TextDecoder();
  const reader = reply.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    said += decoder.decode(piece.value, { stream: true });
    if (said.length > LARGEST_FAILURE) {
      await reader.cancel();
      return "{}";
    }
  }
  return said.replaceAll(key, "***");
}
