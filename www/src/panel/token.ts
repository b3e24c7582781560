// Gets the page's access token: one call serves all concurrent requests, and the token is reused until it expires.

import type { AuthHeader } from "seax-dialer";
import type { LauncherToken } from "seax-dialer/launcher";
import type { LauncherHost } from "./host.ts";

/** Sent by pages without a token: a server that authenticates by cookies can recognize a script's requests by it. */
const NO_TOKEN: AuthHeader = { header: "X-Requested-With", value: "seax-launcher" };

/** How long before its expiry a token is no longer used, in ms, because a request takes time to arrive. */
const MARGIN = 10_000;

/** How long a token without an expiry is reused, in ms. */
const UNSAID = 30_000;

/** How long requests wait for the same call of `getToken`, in ms: a call that never returns must not hold up every later one. */
const PATIENCE = 20_000;

interface Kept<Header> {
  header: Header;
  /** When it is no longer used, in ms since 1970. */
  until: number;
  /** The `getToken` that returned it. If the page sets another one, the token is not reused. */
  giver: LauncherHost["getToken"];
}

export class TokenSource {
  readonly #host: LauncherHost;
  #kept: Kept<AuthHeader> | undefined;
  #asking: Kept<Promise<AuthHeader>> | undefined;

  constructor(host: LauncherHost) {
    this.#host = host;
  }

  /** Returns the header for a request. */
  get(): Promise<AuthHeader> {
    const giver = this.#host.getToken;
    const isValid = (each: Kept<unknown> | undefined) =>
      each?.giver === giver && Date.now() < (each?.until ?? 0);
    const valid = [this.#kept, this.#asking].find(isValid);
    if (valid) return Promise.resolve(valid.header);
    const header = this.#ask().finally(() => {
      if (this.#asking === asking) this.#asking = undefined;
    });
    const asking = { header, giver, until: Date.now() + PATIENCE };
    this.#asking = asking;
    return header;
  }

  /** Drops the token if a rejected request with these headers used it. Returns whether it did, so that a retry makes sense. */
  refused(headers: Headers): boolean {
    const kept = this.#kept?.header;
    if (kept === undefined || kept === NO_TOKEN || headers.get(kept.header) !== kept.value) return false;
    this.forget();
    return true;
  }

  /** Drops the token, so that the next request asks for another. */
  forget(): void {
    this.#kept = undefined;
  }

  /** Calls the property `getToken`; without one, dispatches `seax-token` for the page to respond to. */
  async #ask(): Promise<AuthHeader> {
    const host = this.#host;
    const giver = host.getToken;
    let given: LauncherToken | Promise<LauncherToken> = giver?.();
    const respondWith = (token: typeof given) => {
      given = token;
    };
    if (given === undefined) {
      const detail = { respondWith };
      host.dispatchEvent(new CustomEvent("seax-token", { detail, bubbles: true, composed: true }));
    }
    const token = await given;
    const header = headerOf(token);
    this.#kept = { header, until: expiryOf(token), giver };
    return header;
  }
}

function headerOf(token: LauncherToken): AuthHeader {
  if (!token) return NO_TOKEN;
  if (typeof token === "string") return { header: "Authorization", value: `Bearer ${token}` };
  return { header: token.header, value: token.value };
}

/** Returns until when a token that has just arrived is used, in ms since 1970. */
function expiryOf(token: LauncherToken, now = Date.now()): number {
  if (token && typeof token === "object" && token.expiresAt !== undefined) return token.expiresAt - MARGIN;
  const { exp, iat } = claimsOf(typeof token === "string" ? token : (token?.value ?? ""));
  if (exp === undefined) return now + UNSAID;
  const end = exp * 1_000;
  // The page may keep its tokens: one that arrives late does not last its whole lifetime anymore. If it has expired already by the
  // local clock, that clock is wrong, and only the lifetime counts.
  const latest = iat === undefined ? end : now + (exp - iat) * 1_000;
  return (end > now ? Math.min(end, latest) : latest) - MARGIN;
}

/** Reads the claims `iat` and `exp` of a JSON Web Token, in seconds since 1970. Either may be missing. */
function claimsOf(token: string): { exp?: number | undefined; iat?: number | undefined } {
  try {
    const payload = token.split(".")[1] ?? "";
    const claims = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    const seconds = (claim: unknown) => (typeof claim === "number" ? claim : undefined);
    return { exp: seconds(claims.exp), iat: seconds(claims.iat) };
  } catch {
    return {};
  }
}
