// One request, from the core to its reply.

import { bounded, TOO_LARGE } from "./body.js";
import { send } from "./proxy.js";
import { preflight, refuse, withCors } from "./reply.js";
import { claimsOf, grant } from "./token.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./platform.d.ts").EdgeEnv} EdgeEnv */
/** @typedef {import("./seax_edge.d.ts").Authorized} Authorized */

const MISCONFIGURED = {
  status: 500,
  code: "edge_misconfigured",
  message: "The edge is not set up. Its log says what is missing.",
};

/**
 * @param {(env: EdgeEnv) => Setup} setupOf
 * @param {Request} request
 * @param {EdgeEnv} env
 */
export async function serve(setupOf, request, env) {
  let setup;
  try {
    setup = setupOf(env);
  } catch (error) {
    console.error(`seax-dialer/edge: ${error instanceof Error ? error.message : error}`);
    return refuse(MISCONFIGURED);
  }
  const origin = request.headers.get("origin");
  if (origin !== null && !setup.core.allows(origin)) {
    return refuse({
      status: 403,
      code: "origin_not_allowed",
      message: "Pages of this origin may not call this edge.",
    });
  }
  if (origin !== null && request.method === "OPTIONS") return preflight(origin);
  const reply = await answer(setup, request, env).catch(failed);
  return origin === null ? reply : withCors(reply, origin);
}

/** @param {unknown} error */
function failed(error) {
  console.error(`seax-dialer/edge: ${error instanceof Error ? error.message : "failed"}`);
  return refuse({ status: 503, code: "edge_failed", message: "The edge could not do this. Try again." });
}

/**
 * @param {Setup} setup
 * @param {Request} request
 * @param {EdgeEnv} env
 */
async function answer(setup, request, env) {
  const { core, limits } = setup;
  const asks = core.asksToken(request.method, request.url);
  if (asks === true) return grant(setup, request);
  if (asks !== undefined) return refuse(asks);
  const claims = await claimsOf(setup, request);
  if (typeof claims !== "string") return refuse(claims);
  const body = await bounded(request, limits.bodyBytes);
  if (body === undefined) return refuse(TOO_LARGE);
  const type = request.headers.get("content-type") ?? "";
  const authorized = core.authorize(request.method, request.url, type, body, claims, Date.now() / 1_000);
  if ("status" in authorized) return refuse(authorized);
  const rate = await env.RATE_LIMITER?.limit({ key: `${authorized.workspace}/${authorized.operator}` });
  if (rate?.success === false) {
    return refuse(
      { status: 429, code: "rate_limited", message: "Too many requests by this operator." },
      10_000,
    );
  }
  switch (authorized.action) {
    case "forward":
      return send(setup, authorized, body);
    case "launch":
      return launch(authorized, body, env);
    case "watch":
      return follow(authorized, request, env);
    case "receipt":
      return coordinator(env, authorized).fetch("https://coordinator/");
  }
}

/**
 * @param {Extract<Authorized, { action: "launch" }>} authorized
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {EdgeEnv} env
 */
async function launch(authorized, body, env) {
  const headers = {
    "seax-workspace": authorized.workspace,
    "seax-operator": authorized.operator,
    "seax-key": authorized.key,
  };
  const order = () =>
    coordinator(env, authorized).fetch("https://coordinator/", { method: "POST", headers, body });
  try {
    // If the coordinator was evicted on the way, it can be called again: it launches once.
    return await order().catch(order);
  } catch {
    return refuse({
      status: 504,
      code: "launch_unconfirmed",
      message:
        "It is not known whether the campaign was made. Look for it, or launch again with the same ticket.",
    });
  }
}

/**
 * @param {EdgeEnv} env
 * @param {{ workspace: string, key: string }} authorized
 */
function coordinator(env, { workspace, key }) {
  return env.LAUNCH_COORDINATOR.get(env.LAUNCH_COORDINATOR.idFromName(`${workspace}/${key}`));
}

/**
 * @param {Extract<Authorized, { action: "watch" }>} authorized
 * @param {Request} request
 * @param {EdgeEnv} env
 */
function follow(authorized, request, env) {
  const room = env.CAMPAIGN_ROOM.get(
    env.CAMPAIGN_ROOM.idFromName(`${authorized.workspace}/${authorized.id}`),
  );
  const upgrade = request.headers.get("upgrade");
  return room.fetch("https://room/", {
    headers: {
      "seax-workspace": authorized.workspace,
      "seax-campaign": authorized.id,
      "seax-expires": String(authorized.expires),
      ...(upgrade !== null && { upgrade }),
    },
  });
}
