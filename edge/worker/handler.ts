// Handles one request: verifies its token, authorizes it, and carries it out.

import type { Authorized, Refusal } from "../dist/seax_edge.js";
import { readBody } from "./body.ts";
import type { EdgeEnv } from "./environment.ts";
import { logFailure } from "./log.ts";
import type { LaunchReply } from "./order.ts";
import { forward } from "./proxy.ts";
import { json, preflight, refuse, text, withCors } from "./reply.ts";
import { ConfigurationError, type Setup } from "./setup.ts";
import { offersProtocol, verifiedClaims } from "./token.ts";
import { grantToken } from "./token_endpoint.ts";

export async function serve(
  setupOf: (env: EdgeEnv) => Setup,
  request: Request,
  env: EdgeEnv,
): Promise<Response> {
  let setup: Setup;
  try {
    setup = setupOf(env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(`seax-dialer/edge: ${error.message}`);
    return refuse(MISCONFIGURED);
  }
  const origin = request.headers.get("origin");
  if (origin !== null && !setup.core.allows(origin)) return refuse(FOREIGN_ORIGIN);
  if (origin !== null && request.method === "OPTIONS") return preflight(origin);
  const reply = await answer(setup, request, env).catch((error) => failed(setup, error));
  return origin === null ? reply : withCors(reply, origin);
}

async function answer(setup: Setup, request: Request, env: EdgeEnv): Promise<Response> {
  const { core, settings } = setup;
  if (new URL(request.url).pathname === `${settings.basePath}/token`) {
    return request.method === "POST" ? grantToken(setup, request) : refuse(NOT_ALLOWED);
  }
  const claims = await verifiedClaims(setup, request);
  if (typeof claims !== "string") return refuse(claims);
  const body = await readBody(request, settings.limits.bodyBytes, settings.limits.bodyMs);
  if ("status" in body) return refuse(body);
  const type = request.headers.get("content-type") ?? "";
  // A form is forwarded without inspection, since it may be large.
  const inspected = type.startsWith("multipart/") ? new Uint8Array(0) : body;
  const unrelated = request.headers.get("seax-unrelated") ?? "";
  const now = Date.now() / 1_000;
  const authorized = core.authorize(request.method, request.url, type, unrelated, inspected, claims, now);
  if ("status" in authorized) return refuse(authorized);
  const { workspace, operator } = authorized.ids;
  // Launches are counted apart: one that other requests kept out could not be looked for, and would stay unconfirmed.
  const kind = authorized.action === "launch" ? "launch/" : "";
  const rate = await env.RATE_LIMITER?.limit({ key: `${kind}${workspace}/${operator}` });
  if (rate?.success === false) return refuse(RATE_LIMITED);
  switch (authorized.action) {
    case "forward":
      return forward(setup, authorized, body);
    case "launch":
      return launched(await launch(setup, authorized, unrelated, body, env));
    case "watch":
      return watch(authorized, request, env);
    case "receipt": {
      const receipt = await coordinator(env, authorized.ids).receipt();
      return "status" in receipt ? refuse(receipt) : json(receipt, 200);
    }
  }
}

async function launch(
  setup: Setup,
  { ids, digest }: Extract<Authorized, { action: "launch" }>,
  unrelated: string,
  body: Uint8Array<ArrayBuffer>,
  env: EdgeEnv,
): Promise<LaunchReply> {
  const call = async (): Promise<LaunchReply> =>
    coordinator(env, ids).launch({ ...ids, digest, unrelated, body });
  try {
    // Calls a coordinator again if it was evicted meanwhile. It launches at most once.
    return await call().catch(call);
  } catch (error) {
    logFailure(setup, error);
    return UNCONFIRMED;
  }
}

function launched(reply: LaunchReply): Response {
  if ("status" in reply) return refuse(reply);
  return text(reply.campaign, 201, { "seax-receipt": JSON.stringify(reply.receipt) });
}

function coordinator(env: EdgeEnv, { workspace, key }: { workspace: string; key: string }) {
  return env.LAUNCH_COORDINATOR.get(env.LAUNCH_COORDINATOR.idFromName(`${workspace}/${key}`));
}

/** Calls the room by `fetch`, since RPC cannot return sockets and streams. */
function watch(
  { ids, expires }: Extract<Authorized, { action: "watch" }>,
  request: Request,
  env: EdgeEnv,
): Promise<Response> {
  const room = env.CAMPAIGN_ROOM.get(env.CAMPAIGN_ROOM.idFromName(`${ids.workspace}/${ids.campaign}`));
  const url = new URL("https://campaign-room/");
  const details = { workspace: ids.workspace, campaign: ids.campaign, expires: String(expires) };
  url.search = String(new URLSearchParams({ ...details, ...(offersProtocol(request) && { protocol: "1" }) }));
  const upgrade = request.headers.get("upgrade");
  return room.fetch(url, upgrade === null ? {} : { headers: { upgrade } });
}

function failed(setup: Setup, error: unknown): Response {
  logFailure(setup, error);
  return refuse(FAILED);
}

const MISCONFIGURED: Refusal = {
  status: 500,
  code: "edge_misconfigured",
  message: "The edge is misconfigured. Its log says what is wrong.",
};
const FOREIGN_ORIGIN: Refusal = {
  status: 403,
  code: "origin_not_allowed",
  message: "Pages of this origin may not call this edge.",
};
const NOT_ALLOWED: Refusal = {
  status: 405,
  code: "method_not_allowed",
  message: "The edge does not serve this method here.",
};
const RATE_LIMITED: Refusal = {
  status: 429,
  code: "rate_limited",
  message: "Too many requests by this operator.",
  // The longest period that the platform has.
  retryAfterMs: 60_000,
};
const UNCONFIRMED: Refusal = {
  status: 504,
  code: "launch_unconfirmed",
  message: "It is not known whether the campaign was created. Launch again with the same ticket to find out.",
};
const FAILED: Refusal = {
  status: 503,
  code: "edge_failed",
  message: "The edge failed. Its log says why.",
};
