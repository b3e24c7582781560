// Parses and imports the secrets that sign tokens.

import { invalid } from "./invalid.ts";

const encoder = new TextEncoder();

/** Imports a secret without its key id. */
export function hmacKey(secret: string): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign", "verify"]);
}

/** Splits `<key id>:<secret>`. */
export function split(text: string): [keyId: string, secret: string] {
  const colon = String(text).indexOf(":");
  if (colon < 1) throw invalid("secret", 'must be "<key id>:<secret>"');
  return [text.slice(0, colon), text.slice(colon + 1)];
}
