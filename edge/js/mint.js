// Tokens, as a portal's server mints them: in Node, Workers, Deno and Bun.

const AUDIENCE = "seax-edge";
const LIFE = 600;

/**
 * @param {string} secret `<key id>:<secret>`, one of the edge's `tokenSecrets`
 * @param {import("../../pkg/edge.d.ts").TokenClaims} claims
 * @returns {Promise<string>}
 */
export async function mintToken(secret, claims) {
  const [keyId, key] = split(secret);
  const { workspaceId, operatorId, operations, expiresIn = LIFE } = claims ?? {};
  if (typeof workspaceId !== "string")
    throw new TypeError("mintToken: `workspaceId` must be a workspace's id");
  if (typeof operatorId !== "string" || !/^[!-~]{1,128}$/.test(operatorId))
    throw new TypeError("mintToken: `operatorId` must be 1 to 128 characters of ASCII without blanks");
  if (!(expiresIn > 0))
    throw new TypeError("mintToken: `expiresIn` must be a number of seconds, more than 0");
  const iat = Math.floor(Date.now() / 1_000);
  const payload = {
    aud: AUDIENCE,
    sub: operatorId,
    workspace: workspaceId,
    ...(operations && { operations }),
    iat,
    exp: iat + expiresIn,
  };
  const parts = [{ alg: "HS256", typ: "JWT", kid: keyId }, payload];
  const unsigned = parts.map((part) => base64url(encoder.encode(JSON.stringify(part)))).join(".");
  return sign(await importKey(key), unsigned);
}

const encoder = new TextEncoder();

/**
 * @param {CryptoKey} key
 * @param {string} unsigned header and claims
 */
export async function sign(key, unsigned) {
  const mac = await crypto.subtle.sign("HMAC", key, encoder.encode(unsigned));
  return `${unsigned}.${base64url(new Uint8Array(mac))}`;
}

/** @param {string} secret without its key id */
export function importKey(secret) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign", "verify"]);
}

/**
 * @param {string} secret `<key id>:<secret>`
 * @returns {[keyId: string, secret: string]}
 */
export function split(secret) {
  const colon = String(secret).indexOf(":");
  if (colon < 1) throw new TypeError('A token secret is "<key id>:<secret>".');
  return [secret.slice(0, colon), secret.slice(colon + 1)];
}

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
