// Mints tokens for a portal's server, in Node, Workers, Deno and Bun.

import { type JWTPayload, SignJWT } from "jose";
import type { TokenClaims } from "../../pkg/edge.d.ts";
import { hmacKey, split } from "./hmac.ts";
import { invalid } from "./invalid.ts";

const AUDIENCE = "seax-edge";
/** The default lifetime of a token, in seconds. */
const DEFAULT_LIFE = 600;

export async function mintToken(secret: string, claims: TokenClaims): Promise<string> {
  const [keyId, key] = split(secret);
  const { workspaceId, operatorId, operations, expiresIn = DEFAULT_LIFE } = claims ?? {};
  if (typeof workspaceId !== "string") {
    throw invalid("`workspaceId` must be the id of a workspace");
  }
  if (typeof operatorId !== "string" || !/^[!-~]{1,128}$/.test(operatorId)) {
    throw invalid("`operatorId` must be 1 to 128 characters of ASCII without spaces");
  }
  // A token without a list allows every operation, so only `undefined` may mean that.
  const isList = Array.isArray(operations) && operations.every((name) => typeof name === "string");
  if (operations !== undefined && !isList) {
    throw invalid("`operations` must be a list of names, or be left out");
  }
  if (!(expiresIn > 0 && Number.isFinite(expiresIn))) {
    throw invalid("`expiresIn` must be a positive number of seconds");
  }
  const iat = Math.floor(Date.now() / 1_000);
  const payload = {
    aud: AUDIENCE,
    sub: operatorId,
    workspace: workspaceId,
    ...(operations && { operations }),
    iat,
    exp: iat + expiresIn,
  };
  return sign(payload, keyId, await hmacKey(key));
}

/** Signs claims. */
export function sign(claims: JWTPayload, keyId: string, key: CryptoKey): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "JWT", kid: keyId }).sign(key);
}
