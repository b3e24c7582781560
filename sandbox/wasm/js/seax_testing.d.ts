// What the sandbox's WebAssembly exports: `sandbox/wasm/src`. Times are in microseconds since 1970, UTC.

/** A sandbox that its owner drives. */
export class Sandbox {
  /** A `page_cap` of 0 is none. */
  constructor(
    seed: number,
    contacts: number,
    speed: number,
    page_cap: number,
    enforce_hours: boolean,
    start: number,
  );
  readonly workspace_id: string;
  readonly api_key: string;
  /**
   * Sends a request. `headers` are names and values in turn. Calls one of the two functions, once. A body whose bytes are all
   * there is handed over as them. What is not an HTTP request is answered with 400.
   */
  send(
    method: string,
    target: string,
    headers: string[],
    body: Uint8Array,
    on_reply: (status: number, headers: string[], body: Uint8Array | ReplyBody) => void,
    on_disconnect: () => void,
  ): Exchange;
  /** Sends a request past the faults and the log, and returns the JSON of its reply. */
  ask(method: string, target: string, body: Uint8Array): string;
  now(): number;
  /** When the next timer fires, if there is one. */
  next_timer(): number | undefined;
  /** Moves the clock to a time, if that is later. */
  advance_to(time: number): void;
  snapshot(): string;
  restore(snapshot: string): void;
  reset(): void;
}

/** A request that was sent. */
export class Exchange {
  /** The client gives up: neither of its functions is called any more. */
  abort(): void;
}

/** The body of a reply. */
export class ReplyBody {
  /** Reads the next chunk, `undefined` at the end. One read at a time. */
  next(on_chunk: (chunk?: Uint8Array) => void, on_failure: () => void): void;
  free(): void;
}

export function initSync(source: { module: unknown }): unknown;

export default function init(source: { module_or_path: unknown }): Promise<unknown>;
