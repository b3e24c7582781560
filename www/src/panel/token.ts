// The token that says who asks: asked for once, by however many requests, and kept until it expires.

import type { AuthHeader } from "seax-dialer";
import type { LauncherHost, Token } from "./host.ts";

/** What pages without a token of their own send: a server that knows its users by cookies can tell a script by it. */
const NO_TOKEN: AuthHeader = { header: "X-Requested-With", value: "seax-launcher" };

/** So long before its end a token is no longer used, in ms: a request takes its time to arrive. */
const MARGIN = 10_000;

/** How long a token is kept that does not say when it expires, in ms. */
const UNSAID = 30_000;

interface Kept {
  header: AuthHeader;
  /** In ms since 1970. */
  until: number;
  /** Who gave it: a page that sets another `getToken` means another token. */
  giver: LauncherHost["getToken"];
}

export class TokenSource {
  readonly #host: LauncherHost;
  #kept: Kept | undefined;
  #asking: Promise<AuthHeader> | undefined;

  constructor(host: LauncherHost) {
    this.#host = host;
  }

  /** The header for a request. */
  get(): Promise<AuthHeader> {
    const kept = this.#kept;
    if (kept && kept.giver === this.#host.getToken && Date.now() < kept.until)
      return Promise.resolve(kept.header);
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** A server has refused a request with these headers: the next one asks for another token. Tells whether that helps. */
  refused(headers: Headers): boolean {
    const kept = this.#kept?.header;
    if (kept === undefined || kept === NO_TOKEN || headers.get(kept.header) !== kept.value) return false;
    this.#kept = undefined;
    return true;
  }

  /** Asks the property `getToken`, else whoever hears `seax-token`. */
  async #ask(): Promise<AuthHeader> {
    const host = this.#host;
    const giver = host.getToken;
    let given: Token | Promise<Token> = giver?.();
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

function headerOf(token: Token): AuthHeader {
  if (!token) return NO_TOKEN;
  if (typeof token === "string") return { header: "Authorization", value: `Bearer ${token}` };
  return { header: token.header, value: token.value };
}

/** Until when a token that has just come is used, in ms since 1970. */
function expiryOf(token: Token, now = Date.now()): number {
  if (token && typeof token === "object" && token.expiresAt !== undefined) return token.expiresAt - MARGIN;
  const { exp, iat } = claimsOf(typeof token === "string" ? token : (token?.value ?? ""));
  if (exp === undefined) return now + UNSAID;
  // A token's life is measured from its coming, so that a clock that is wrong makes no difference.
  return (iat === undefined ? exp * 1_000 : now + (exp - iat) * 1_000) - MARGIN;
}

/** When a JSON Web Token was issued and expires, in seconds since 1970, as far as it says so. */
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
