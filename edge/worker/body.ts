// Reads bodies, with limits on length and time.

import type { Refusal } from "../dist/seax_edge.js";

/** Reads the whole body, of at most `maxBytes`, within `maxMs`. */
export async function readBody(
  { headers, body }: Request | Response,
  maxBytes: number,
  maxMs: number,
): Promise<Uint8Array<ArrayBuffer> | Refusal> {
  if (body === null) return new Uint8Array(0);
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  if (Number(headers.get("content-length") ?? 0) > maxBytes) return cancel(reader, TOO_LARGE);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, maxMs, "late");
  });
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const chunk = await Promise.race([reader.read(), late]);
      if (chunk === "late") return cancel(reader, TOO_SLOW);
      if (chunk.done) return joined(chunks, length);
      length += chunk.value.length;
      if (length > maxBytes) return cancel(reader, TOO_LARGE);
      chunks.push(chunk.value);
    }
  } finally {
    clearTimeout(timer);
  }
}

function cancel(reader: ReadableStreamDefaultReader<Uint8Array>, refusal: Refusal): Refusal {
  reader.cancel().catch(() => {});
  return refusal;
}

/** Concatenates chunks. */
export function joined(chunks: Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

const TOO_LARGE: Refusal = {
  status: 413,
  code: "body_too_large",
  message: "The body is larger than this edge allows.",
};

const TOO_SLOW: Refusal = {
  status: 408,
  code: "body_too_slow",
  message: "The body did not arrive in the time that this edge allows.",
};
