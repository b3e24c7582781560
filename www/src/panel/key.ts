// The idempotency key of a launch. A draft has it from its creation on, so that all copies of the draft, in any tab, are the
// same launch.

/** Returns a new UUID of version 7 (RFC 9562): the time and 74 random bits. */
export function newKey(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setUint32(0, Math.floor(now / 0x1_0000));
  new DataView(bytes.buffer).setUint16(4, now % 0x1_0000);
  const at = (place: number) => bytes[place] ?? 0;
  bytes[6] = (at(6) & 0x0f) | 0x70;
  bytes[8] = (at(8) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
