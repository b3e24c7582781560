// Bodies, up to a bound.

/**
 * The whole body; nothing if it is longer.
 *
 * @param {Request} request
 * @param {number} longest in bytes
 * @returns {Promise<Uint8Array<ArrayBuffer> | undefined>}
 */
export async function bounded(request, longest) {
  if (Number(request.headers.get("content-length") ?? 0) > longest) return undefined;
  if (request.body === null) return new Uint8Array(0);
  const pieces = [];
  let length = 0;
  const reader = request.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    length += piece.value.length;
    if (length > longest) {
      await reader.cancel();
      return undefined;
    }
    pieces.push(piece.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The refusal of a body that is longer. */
export const TOO_LARGE = {
  status: 413,
  code: "body_too_large",
  message: "The body is larger than this edge allows.",
};
