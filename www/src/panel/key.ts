// The idempotency key of a launch. A draft has it from its creation on, so that all copies of the draft, in any tab, are the
// same launch.

/** Returns 128 random bits in hexadecimal. Pages without TLS have no `crypto.randomUUID`. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
