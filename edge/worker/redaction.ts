// Masks the API key in bodies that pass through, since some servers echo it.

import type { KeyRedactor } from "../dist/seax_edge.js";
import { joined } from "./body.ts";

/**
 * The maximum length of a body that is redacted as a whole, in bytes. For these, a stream would cost more than it
 * saves.
 */
const MAX_WHOLE = 65_536;

/**
 * Returns a reply's body with the key masked. Of a long one, holds back fewer bytes than an encoded key has, and calls
 * `onFailure` if the rest fails, which is too late for another reply.
 */
export async function redactedBody(
  reply: Response,
  redactor: KeyRedactor,
  onFailure: (error: unknown) => void,
): Promise<BodyInit | null> {
  if (reply.body === null) return null;
  const length = Number(reply.headers.get("content-length") ?? Number.NaN);
  // The `content-length` of an encoded body is not its decoded length.
  if (length <= MAX_WHOLE && !reply.headers.has("content-encoding")) {
    const whole = new Uint8Array(await reply.arrayBuffer());
    const passed = redactor.pass(whole, true);
    return typeof passed === "number" ? whole : passed.bytes;
  }
  return redactedStream(reply.body, redactor, onFailure);
}

function redactedStream(
  body: ReadableStream<Uint8Array>,
  redactor: KeyRedactor,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let held: Uint8Array = new Uint8Array(0);
  let cancelled = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          for (;;) {
            const { done, value } = await reader.read();
            if (cancelled) return;
            const stretch = join(held, value);
            const passed = redactor.pass(stretch, done);
            const isPlain = typeof passed === "number";
            const out = isPlain ? stretch.subarray(0, passed) : passed.bytes;
            held = stretch.subarray(isPlain ? passed : stretch.length - passed.held);
            if (out.length > 0) controller.enqueue(out);
            if (done) return controller.close();
            if (out.length > 0) return;
          }
        } catch (error) {
          onFailure(error);
          throw error;
        }
      },
      cancel(reason) {
        cancelled = true;
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

function join(held: Uint8Array, chunk: Uint8Array | undefined): Uint8Array {
  if (chunk === undefined) return held;
  return held.length === 0 ? chunk : joined([held, chunk], held.length + chunk.length);
}
