// Verifies the tokens of requests.

import { errors, type JWTHeaderParameters, jwtVerify } from "jose";
import { PROTOCOL } from "../../pkg/src/live_protocol.js";
import type { Refusal } from "../dist/seax_edge.js";
import { MAX_TOKEN } from "./mint.ts";
import type { Setup } from "./setup.ts";

/** The maximum number of verified tokens in the cache. */
const MAX_VERIFIED = 1_000;
/** Three base64url parts, the last a SHA-256 HMAC. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]{43}$/;

const unauthorized = (code: string, message: string): Refusal => ({ status: 401, code, message });

const MALFORMED = unauthorized("token_malformed", "This is not a token for this edge.");

/** Returns the claims of a request's token (JSON) after verifying its signature. The caller must still check the claims. */
export async function verifiedClaims(setup: Setup, request: Request): Promise<string | Refusal> {
  const token = tokenOf(request);
  if (token === "") {
    return unauthorized("token_missing", "Send a token: `Authorization: Bearer <token>`.");
  }
  const known = setup.verified.get(token);
  if (known !== undefined) return known;
  if (token.length > MAX_TOKEN || !JWT.test(token)) return MALFORMED;
  try {
    const { payload } = await jwtVerify(token, (header) => keyOf(setup, header), {
      algorithms: ["HS256"],
      audience: setup.settings.audience,
      clockTolerance: setup.settings.clockTolerance,
    });
    const claims = JSON.stringify(payload);
    remember(setup.verified, token, claims);
    return claims;
  } catch (error) {
    return refusalOf(error);
  }
}

/**
 * Returns whether a socket offers the protocol beside its token, in place of a header, which pages cannot set. The reply must
 * then name the protocol.
 */
export function offersProtocol(request: Request): boolean {
  return offered(request).includes(PROTOCOL);
}

function tokenOf(request: Request): string {
  const [protocol, token] = offered(request);
  return protocol === PROTOCOL && token !== undefined ? token : bearerOf(request);
}

/** Returns the credential of `Authorization: Bearer …`; empty if there is none. */
export function bearerOf(request: Request): string {
  return /^bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
}

function offered(request: Request): string[] {
  return (request.headers.get("sec-websocket-protocol") ?? "").split(/\s*,\s*/);
}

function keyOf(setup: Setup, header: JWTHeaderParameters): Promise<CryptoKey> | CryptoKey {
  if (header.typ !== undefined && !/^(application\/)?jwt$/i.test(header.typ)) throw new errors.JWTInvalid();
  const key = setup.tokenKey(header.kid ?? "");
  if (key === undefined) throw new UnknownKey();
  return key;
}

class UnknownKey extends Error {}

function remember(verified: Map<string, string>, token: string, claims: string) {
  if (verified.size >= MAX_VERIFIED) {
    for (const oldest of verified.keys()) {
      verified.delete(oldest);
      break;
    }
  }
  verified.set(token, claims);
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof UnknownKey) {
    return unauthorized(
      "token_key_unknown",
      "The token is signed with a secret that this edge does not have, or no longer has. Get a new one.",
    );
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return unauthorized("token_forged", "The token's signature is wrong. Get a new token.");
  }
  if (error instanceof errors.JWTExpired) {
    return unauthorized("token_expired", "The token has expired. Get a new one.");
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === "nbf" && error.reason === "check_failed"
      ? unauthorized("token_not_yet_valid", "The token is not valid yet. Check that the clocks agree.")
      : unauthorized("token_malformed", `The token's claim \`${error.claim}\` is missing or wrong.`);
  }
  if (error instanceof errors.JOSEError) return MALFORMED;
  throw error;
}
