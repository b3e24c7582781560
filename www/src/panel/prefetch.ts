// The lists of the first step, asked for while the WebAssembly is still on its way. The client's own requests for them then
// find their answers waiting.

import type { AuthHeader } from "seax-dialer";

/** The numbers that can call. */
export const PHONES = { voice_available: true, enabled: true, limit: 0 };
export const LABELS = { order_by: "name:asc", limit: 0, phone_only: true };

/** Below the workspace's address, as the client asks for them. */
const FIRST: [string, Record<string, unknown>][] = [
  ["phones", PHONES],
  ["contact_labels", LABELS],
];

/** An answer that waited longer than this is asked for again, in ms. */
const STALE = 60_000;

export class Prefetch {
  readonly #answers = new Map<string, { answer: Promise<Response>; at: number }>();
  #started = false;
  readonly #base: string;
  readonly #auth: () => Promise<AuthHeader>;

  /** @param base the workspace's address, with a slash at its end */
  constructor(base: string, auth: () => Promise<AuthHeader>) {
    this.#base = base;
    this.#auth = auth;
  }

  /** Asks, once. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    for (const [path, query] of FIRST) {
      const url = new URL(path, this.#base);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
      const answer = this.#send(url);
      // Nobody may ever ask for it. The client's own request says what is wrong.
      answer.catch(() => {});
      this.#answers.set(keyOf(url), { answer, at: Date.now() });
    }
  }

  async #send(url: URL): Promise<Response> {
    const { header, value } = await this.#auth();
    return fetch(url, { headers: { accept: "application/json", [header]: value } });
  }

  /** The answer to a request, once, if it was asked for early. */
  take({ method, url }: Request): Promise<Response> | undefined {
    if (method !== "GET" || this.#answers.size === 0) return undefined;
    const key = keyOf(new URL(url));
    const early = this.#answers.get(key);
    this.#answers.delete(key);
    return early && Date.now() - early.at < STALE ? early.answer : undefined;
  }
}

/** Whatever the order of its parameters. */
function keyOf(url: URL): string {
  const { origin, pathname, searchParams } = url;
  const sorted = new URLSearchParams(searchParams);
  sorted.sort();
  return `${origin}${pathname}?${sorted}`;
}
