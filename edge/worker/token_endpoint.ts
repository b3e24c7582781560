// `POST /token`: tokens for a portal's server.

import type { Refusal } from "../dist/seax_edge.js";
import { readBody } from "./body.ts";
import { MAX_TOKEN, sign } from "./mint.ts";
import { json, refuse } from "./reply.ts";
import type { Setup } from "./setup.ts";
import { bearerOf } from "./token.ts";

const MAX_REQUEST = 10_000;

const UNKNOWN_PORTAL: Refusal = {
  status: 401,
  code: "portal_unknown",
  message: "Only the portal's server gets tokens, with `Authorization: Bearer <portalSecret>`.",
};

const TOO_LONG: Refusal = {
  status: 422,
  code: "unprocessable",
  message: `\`operations\`: the list is too long: the token would have more than ${MAX_TOKEN} characters.`,
};

export async function grantToken(setup: Setup, request: Request): Promise<Response> {
  const { core, settings, portalSecret, tokenKey } = setup;
  const isPage = request.headers.has("origin");
  if (portalSecret === undefined || isPage || !(await isPortal(request, portalSecret))) {
    return refuse(UNKNOWN_PORTAL);
  }
  const body = await readBody(request, MAX_REQUEST, settings.limits.bodyMs);
  if ("status" in body) return refuse(body);
  const grant = core.grant(body, Date.now() / 1_000);
  if ("status" in grant) return refuse(grant);
  const key = await tokenKey(grant.keyId);
  if (key === undefined) throw new Error("the first token secret is missing");
  const token = await sign(JSON.parse(grant.claims), grant.keyId, key);
  if (token.length > MAX_TOKEN) return refuse(TOO_LONG);
  return json({ token, expires_at: new Date(grant.expires * 1_000).toISOString() }, 201);
}

async function isPortal(request: Request, secret: string): Promise<boolean> {
  const given = bearerOf(request);
  if (given === "") return false;
  const encoder = new TextEncoder();
  const digest = (text: string) => crypto.subtle.digest("SHA-256", encoder.encode(text));
  const [ours, theirs] = await Promise.all([digest(secret), digest(given)]);
  return crypto.subtle.timingSafeEqual(ours, theirs);
}
