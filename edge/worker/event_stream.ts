// Server-sent events, for `curl` and other clients without WebSockets.

/** How far a reader may fall behind, in bytes, before it is disconnected. */
const MAX_QUEUED = 65_536;

const encoder = new TextEncoder();

export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  /** When its token expires, in seconds since 1970. */
  readonly expires: number;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #onEnd: (stream: EventStream) => void;

  /** Calls `onEnd` when the reader disconnects or is disconnected, or when the stream ends. */
  constructor(expires: number, onEnd: (stream: EventStream) => void) {
    this.expires = expires;
    this.#onEnd = onEnd;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        cancel: () => this.#ended(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: MAX_QUEUED }),
    );
  }

  /** Sends JSON as an event. */
  send(json: string) {
    this.#write(`data: ${json}\n\n`);
  }

  /** Sends a comment to keep the connection open, since proxies close silent ones. */
  beat() {
    this.#write(": still here\n\n");
  }

  /** Sends the reason for the end, and closes the stream. A reader that is behind still gets what is queued. */
  end(reason: string) {
    this.#controller?.enqueue(encoder.encode(`event: end\ndata: ${JSON.stringify(reason)}\n\n`));
    this.close();
  }

  close() {
    this.#controller?.close();
    this.#ended();
  }

  #write(text: string) {
    if (this.#controller === undefined) return;
    if ((this.#controller.desiredSize ?? 0) <= 0) {
      this.#controller.error(new Error("the reader does not keep up"));
      return this.#ended();
    }
    this.#controller.enqueue(encoder.encode(text));
  }

  #ended() {
    if (this.#controller === undefined) return;
    this.#controller = undefined;
    this.#onEnd(this);
  }
}
