// Replies whose bodies a case hands out chunk by chunk.

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

const encoder = new TextEncoder();

/**
 * A contact as in a reply.
 *
 * @param {number} number
 */
export function contact(number) {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
    workspace_id: "00000000-0000-4000-8000-000000000000",
    name: `您好 ${number}`,
    phone: "+15555550100",
    contact_field_data: { "a\\b": [number, -0.5e3, null, "\u{1f600}\r\n"] },
    contact_labels: [],
    created_time: "2026-01-01T00:00:00",
    updated_time: "2026-01-01T00:00:00",
  };
}

/** @param {number} count */
export const contacts = (count) => Array.from({ length: count }, (_, number) => contact(number));

/** A body that records how it is read. */
export class Body {
  /** How many chunks were requested. */
  asked = 0;
  cancelled = false;
  #pieces;

  /** @param {Iterable<string | Bytes> | AsyncIterable<string | Bytes>} pieces */
  constructor(pieces) {
    this.#pieces = pieces;
  }

  /** The client's `fetch`. */
  fetch = async () => new Response(this.stream());

  stream() {
    const pieces = this.#iterator();
    return new ReadableStream(
      {
        pull: async (stream) => {
          this.asked += 1;
          const { done, value } = await pieces.next();
          if (done) stream.close();
          else stream.enqueue(typeof value === "string" ? encoder.encode(value) : value);
        },
        cancel: () => {
          this.cancelled = true;
        },
      },
      // Makes each chunk only when it is requested.
      { highWaterMark: 0 },
    );
  }

  async *#iterator() {
    yield* this.#pieces;
  }
}

/**
 * A page of `count` contacts, in chunks of `each` contacts.
 *
 * @param {number} count
 * @param {number} each
 */
export function* pieces(count, each) {
  yield '{"data":[';
  for (let from = 0; from < count; from += each) {
    const rows = Array.from({ length: Math.min(each, count - from) }, (_, place) => contact(from + place));
    yield (from === 0 ? "" : ",") + JSON.stringify(rows).slice(1, -1);
  }
  yield `],"total":${count}}`;
}

/** @returns {Promise<never>} */
export const never = () => new Promise(() => {});

/** @param {number} ms */
export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
