// Forwards a request to SeaX. Only the headers named here are sent and returned.

import { requestTraits } from "../../pkg/src/runtime.js";
import type { Authorized, KeyRedactor, Refusal } from "../dist/seax_edge.js";
import { readBody } from "./body.ts";
import { logFailure } from "./log.ts";
import { redactedBody } from "./redaction.ts";
import { OWN_HEADERS, refuse } from "./reply.ts";
import type { Setup } from "./setup.ts";

/** The reply's headers that are passed on. */
const PASSED = ["content-type", "content-disposition", "retry-after", "x-request-id"];
/** The maximum length of an error's body that is passed on, in bytes. */
const MAX_ERROR = 65_536;

export async function forward(
  setup: Setup,
  request: Extract<Authorized, { action: "forward" }>,
  body: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const { workspace } = request.ids;
  const apiKey = setup.apiKey(workspace);
  const redactor = setup.redactor(workspace);
  const { upstreamMs, maxCommitDelayMs } = setup.settings.limits;
  const controller = new AbortController();
  // The timeout also covers bodies that are read as a whole, but not streams, since a long list may take its time.
  const timer = setTimeout(() => controller.abort(), upstreamMs);
  try {
    const reply = await send(request, body, apiKey, controller.signal);
    const refusal = replaced(reply.status, setup.settings.keyRejected);
    if (refusal !== undefined) {
      reply.body?.cancel().catch(() => {});
      return refuse(refusal);
    }
    const headers = new Headers({ ...OWN_HEADERS, "x-content-type-options": "nosniff" });
    // A launch looks for its campaign in a list before it declares that there is none.
    headers.set("seax-commit-delay", String(maxCommitDelayMs));
    for (const name of PASSED) {
      const value = reply.headers.get(name);
      if (value !== null) headers.set(name, redactor.text(value));
    }
    const onFailure = (error: unknown) => logFailure(setup, error);
    const passed = reply.ok
      ? await redactedBody(reply, redactor, onFailure)
      : await errorBody(reply, redactor, upstreamMs);
    return new Response(passed, { status: reply.status, headers });
  } catch (error) {
    // The cause may be a fault of the edge, which the reply does not show.
    if (!controller.signal.aborted) logFailure(setup, error);
    // SeaX may have done it, even if it reported success already: the reply must not suggest to send it again.
    return refuse(controller.signal.aborted ? TIMEOUT : UNREACHABLE);
  } finally {
    clearTimeout(timer);
  }
}

function send(
  { method, url, contentType, file }: Extract<Authorized, { action: "forward" }>,
  body: Uint8Array<ArrayBuffer>,
  apiKey: string,
  signal: AbortSignal,
): Promise<Response> {
  return fetch(url, {
    method,
    headers: {
      accept: file ? "*/*" : "application/json",
      "x-api-key": apiKey,
      ...(contentType && { "content-type": contentType }),
    },
    ...noStore(),
    // Following a redirect would send the key to wherever it points.
    redirect: "manual",
    signal,
    ...(contentType && { body }),
  });
}

let cacheMode: RequestInit | undefined;

/** Bypasses caches: a cached list would hide a new campaign. */
function noStore(): RequestInit {
  cacheMode ??= requestTraits().takesCache ? { cache: "no-store" } : {};
  return cacheMode;
}

/** Returns the refusal that replaces a reply with this status, if the caller must not see it. */
function replaced(status: number, keyRejected: Refusal): Refusal | undefined {
  if (status === 304) return NOT_MODIFIED;
  if (status >= 300 && status < 400) return MOVED;
  return status === 401 ? keyRejected : undefined;
}

const TIMEOUT = { status: 504, code: "upstream_timeout", message: "SeaX did not answer in time." };
const UNREACHABLE = {
  status: 502,
  code: "upstream_unreachable",
  message: "SeaX could not be reached, or its reply was lost.",
};
const MOVED = {
  status: 502,
  code: "upstream_moved",
  message: "SeaX redirects to another URL. Set the edge's `upstream` to it.",
};
const NOT_MODIFIED = {
  status: 502,
  code: "upstream_not_modified",
  message: "SeaX, or a cache in front of it, answered 304 (not modified) to a request without conditions.",
};

/** Returns the body of an error. One that is too long or incomplete becomes `{}`, since the status alone says what failed. */
async function errorBody(reply: Response, redactor: KeyRedactor, maxMs: number): Promise<string | null> {
  if (reply.body === null) return null;
  try {
    const body = await readBody(reply, MAX_ERROR, maxMs);
    if (!("status" in body)) return redactor.text(new TextDecoder().decode(body));
  } catch {
    // The status says enough.
  }
  return "{}";
}
