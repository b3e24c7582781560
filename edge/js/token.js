// Whose a token is, and the tokens that a portal's server asks for.

import { bounded, TOO_LARGE } from "./body.js";
import { sign } from "./mint.js";
import { json, refuse } from "./reply.js";

/** @typedef {import("./setup.js").Setup} Setup */

const encoder = new TextEncoder();

/** How many tokens are remembered. */
const SEEN = 1_000;

/** What a socket offers beside its token: browsers give it no headers. */
export const PROTOCOL = "seax-live.v1";
const LARGEST_TOKEN_REQUEST = 10_000;

const FORGED = {
  status: 401,
  code: "token_forged",
  message: "The token's signature is not right. Get a new token.",
};

/**
 * The claims of a request's token, once its signature is found to be right; or a refusal.
 *
 * @param {Setup} setup
 * @param {Request} request
 */
export async function claimsOf({ core, tokenKey, seen }, request) {
  const [protocol, offered] = (request.headers.get("sec-websocket-protocol") ?? "").split(/\s*,\s*/);
  const sealed =
    protocol === PROTOCOL && offered !== undefined
      ? core.openBare(offered)
      : core.open(request.headers.get("authorization") ?? "");
  if ("status" in sealed) return sealed;
  const { keyId, signed, mac, claims } = sealed;
  const name = `${keyId} ${signed} ${mac}`;
  if (!seen.has(name)) {
    // WebCrypto compares in constant time.
    const right = await crypto.subtle.verify("HMAC", await tokenKey(keyId), mac, encoder.encode(signed));
    if (!right) return FORGED;
    if (seen.size >= SEEN) seen.clear();
    seen.add(name);
  }
  return claims;
}

/**
 * `POST /token`, for a portal's server alone.
 *
 * @param {Setup} setup
 * @param {Request} request
 */
export async function grant({ core, portalSecret, tokenKey }, request) {
  if (
    portalSecret === undefined ||
    request.headers.has("origin") ||
    !(await isPortal(request, portalSecret))
  ) {
    return refuse({
      status: 401,
      code: "portal_unknown",
      message: "Tokens are given to the portal's server, by `Authorization: Bearer <its secret>`.",
    });
  }
  const body = await bounded(request, LARGEST_TOKEN_REQUEST);
  if (body === undefined) return refuse(TOO_LARGE);
  const granted = core.grant(body, Date.now() / 1_000);
  if ("status" in granted) return refuse(granted);
  const token = await sign(await tokenKey(granted.keyId), granted.unsigned);
  return json({ token, expires_at: new Date(granted.expires * 1_000).toISOString() }, 201);
}

/**
 * @param {Request} request
 * @param {string} secret
 */
async function isPortal(request, secret) {
  const given = (request.headers.get("authorization") ?? "").replace(/^bearer /i, "");
  const digest = async (/** @type {string} */ text) =>
    new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
  const [ours, theirs] = await Promise.all([digest(secret), digest(given)]);
  // Digests are of one length, and the loop looks at every byte.
  return ours.reduce((difference, byte, place) => difference | (byte ^ (theirs[place] ?? 0)), 0) === 0;
}
