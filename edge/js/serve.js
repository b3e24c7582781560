// One request, from the gate to its reply.

import { bounded, TOO_LARGE } from "./body.js";
import { send } from "./proxy.js";
import { preflight, refuse, withCors } from "./reply.js";
import { claimsOf, grant } from "./token.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./platform.d.ts").EdgeEnv} EdgeEnv */
/** @typedef {import("./seax_edge.d.ts").Pass} Pass */

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
  if (origin !== null && !setup.gate.allows(origin)) {
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
  const { gate, limits } = setup;
  const asks = gate.asksToken(request.method, request.url);
  if (asks === true) return grant(setup, request);
  if (asks !== undefined) return refuse(asks);
  const claims = await claimsOf(setup, request);
  if (typeof claims !== "string") return refuse(claims);
  const body = await bounded(request, limits.bodyBytes);
  if (body === undefined) return refuse(TOO_LARGE);
  const type = request.headers.get("content-type") ?? "";
  const pass = gate.judge(request.method, request.url, type, body, claims, Date.now() / 1_000);
  if ("status" in pass) return refuse(pass);
  const rate = await env.RATE_LIMITER?.limit({ key: `${pass.workspace}/${pass.operator}` });
  if (rate?.success === false) {
    return refuse(
      { status: 429, code: "rate_limited", message: "Too many requests by this operator." },
      10_000,
    );
  }
  switch (pass.deed) {
    case "send":
      return send(setup, pass, body);
    case "launch":
      return launch(pass, body, env);
    case "follow":
      return follow(pass, request, env);
    case "show":
      return desk(env, pass).fetch("https://desk/");
  }
}

/**
 * @param {Extract<Pass, { deed: "launch" }>} pass
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {EdgeEnv} env
 */
async function launch(pass, body, env) {
  const headers = { "seax-workspace": pass.workspace, "seax-operator": pass.operator, "seax-key": pass.key };
  const order = () => desk(env, pass).fetch("https://desk/", { method: "POST", headers, body });
  try {
    // A desk that was lost on the way can be asked again: it launches once.
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
 * @param {{ workspace: string, key: string }} pass
 */
function desk(env, { workspace, key }) {
  return env.LAUNCH_DESK.get(env.LAUNCH_DESK.idFromName(`${workspace}/${key}`));
}

/**
 * @param {Extract<Pass, { deed: "follow" }>} pass
 * @param {Request} request
 * @param {EdgeEnv} env
 */
function follow(pass, request, env) {
  const room = env.CAMPAIGN_ROOM.get(env.CAMPAIGN_ROOM.idFromName(`${pass.workspace}/${pass.id}`));
  const upgrade = request.headers.get("upgrade");
  return room.fetch("https://room/", {
    headers: {
      "seax-workspace": pass.workspace,
      "seax-campaign": pass.id,
      "seax-expires": String(pass.expires),
      ...(upgrade !== null && { upgrade }),
    },
  });
}
