// Server-sent events, for `curl` and whatever has no sockets.

/** How much a reader may be behind, in bytes, before it is cut off. */
const MAX_QUEUED = 65_536;

const encoder = new TextEncoder();

export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  /** When its token expires, in seconds since 1970. */
  readonly expires: number;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #onEnd: (stream: EventStream) => void;

  /** `onEnd` is called once, when the reader is gone or cut off, or the stream is ended. */
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

  /** Keeps the connection open: proxies close one that is silent. */
  beat() {
    this.#write(": still here\n\n");
  }

  /** Says why there is nothing more to come. */
  end(reason: string) {
    this.#write(`event: end\ndata: ${JSON.stringify(reason)}\n\n`);
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
