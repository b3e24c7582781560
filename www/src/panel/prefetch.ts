// Requests the lists of the first step while the WebAssembly is still loading. The client's own requests for them then get
// these responses.

import type { AuthHeader } from "seax-dialer";

/** The query for the numbers that can call. */
export const PHONES = { voice_available: true, enabled: true, limit: 0 };
export const LABELS = { order_by: "name:asc", limit: 0, phone_only: true };

/** The requests, as the client makes them: path below the workspace's URL, and query. */
const FIRST: [string, Record<string, unknown>][] = [
  ["phones", PHONES],
  ["contact_labels", LABELS],
];

/** The age from which a response is no longer used, in ms. */
const STALE = 60_000;

export class Prefetch {
  readonly #answers = new Map<string, { answer: Promise<Response>; at: number }>();
  #started = false;
  readonly #base: string;
  readonly #auth: () => Promise<AuthHeader>;

  /** @param base the workspace's URL, with a trailing slash */
  constructor(base: string, auth: () => Promise<AuthHeader>) {
    this.#base = base;
    this.#auth = auth;
  }

  /** Sends the requests, the first time it is called. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    for (const [path, query] of FIRST) {
      const url = new URL(path, this.#base);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
      const answer = this.#send(url);
      // The response may never be taken. If it is, the client's request reports the failure.
      answer.catch(() => {});
      this.#answers.set(keyOf(url), { answer, at: Date.now() });
    }
  }

  async #send(url: URL): Promise<Response> {
    const { header, value } = await this.#auth();
    const headers = { accept: "application/json", [header]: value };
    // As in the client's own requests: following a redirect would send the token to its target.
    return fetch(url, { headers, redirect: "manual", cache: "no-store" });
  }

  /** Returns the early response to a request, if there is one. Each response is returned only one time. */
  take({ method, url }: Request): Promise<Response> | undefined {
    if (method !== "GET" || this.#answers.size === 0) return undefined;
    const key = keyOf(new URL(url));
    const early = this.#answers.get(key);
    this.#answers.delete(key);
    return early && Date.now() - early.at < STALE ? early.answer : undefined;
  }
}

/** Returns a URL's key, which does not depend on the order of its parameters. */
function keyOf(url: URL): string {
  const { origin, pathname, searchParams } = url;
  const sorted = new URLSearchParams(searchParams);
  sorted.sort();
  return `${origin}${pathname}?${sorted}`;
}
