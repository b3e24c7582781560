// Mints tokens for a portal's server, in Node, Workers, Deno and Bun.
//
// It needs no WebAssembly, so it repeats rules of the edge's core. The tests of edge/src/token_request.rs compare them.

import { type JWTPayload, SignJWT } from "jose";
import type { TokenClaims } from "../../pkg/edge.d.ts";
import { hmacKey, split } from "./hmac.ts";
import { invalid } from "./invalid.ts";

const AUDIENCE = "seax-edge";
const CLAIMS = ["workspaceId", "operatorId", "operations", "expiresIn"];
/** The default lifetime of a token, in seconds. */
const DEFAULT_LIFE = 600;
/** The maximum of an edge's `tokenSeconds`. */
const MAX_LIFE = 86_400;
/** The longest token, in characters. */
export const MAX_TOKEN = 4_096;

export async function mintToken(secret: string, claims: TokenClaims): Promise<string> {
  const [keyId, key] = split(secret);
  if (!/^[a-z\d-]{1,32}$/i.test(keyId) || !/^[!-~]{32,}$/.test(key)) {
    throw invalid(
      "secret",
      "must have a key id of up to 32 letters, digits and `-`, followed by at least 32 ASCII characters without spaces: " +
        "pass one secret, not a list",
    );
  }
  // A misspelled `operations` would allow everything.
  for (const name of Object.keys(claims ?? {})) {
    if (!CLAIMS.includes(name))
      throw invalid(name, `is not a claim: the claims are \`${CLAIMS.join("`, `")}\``);
  }
  const { workspaceId, operatorId, operations, expiresIn = DEFAULT_LIFE } = claims ?? {};
  if (typeof workspaceId !== "string" || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(workspaceId)) {
    throw invalid("workspaceId", "must be the id of a workspace");
  }
  if (typeof operatorId !== "string" || !/^[!-~]{1,128}$/.test(operatorId)) {
    throw invalid("operatorId", "must be 1 to 128 characters of ASCII without spaces");
  }
  // A token without a list allows every operation, so only `undefined` may mean that.
  const isList = Array.isArray(operations) && operations.every((name) => typeof name === "string");
  if (operations !== undefined && !isList) {
    throw invalid("operations", "must be a list of names, or be left out");
  }
  if (!(Number.isInteger(expiresIn) && expiresIn >= 1 && expiresIn <= MAX_LIFE)) {
    throw invalid("expiresIn", `must be a whole number of seconds, from 1 to ${MAX_LIFE}`);
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
  const token = await sign(payload, keyId, await hmacKey(key));
  if (token.length > MAX_TOKEN) {
    throw invalid("operations", `is too long: the token would have more than ${MAX_TOKEN} characters`);
  }
  return token;
}

/** Signs claims. */
export function sign(claims: JWTPayload, keyId: string, key: CryptoKey): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "JWT", kid: keyId }).sign(key);
}
