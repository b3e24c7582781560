// The arguments of the screens, and the elements that several screens share.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { FirstWords } from "../lang/en.ts";
import type { Language, Words } from "../lang/words.ts";
import type { Formats } from "./format.ts";
import type { Announce } from "./host.ts";
import { icon } from "./icons.ts";
import { codeOf, type Loaded, type Screen, type Session, type State } from "./session.ts";

/** What is loaded with the panel: all that the frame and the first step have. */
export interface FirstView {
  session: Session;
  state: State;
  language: Language;
  words: FirstWords;
  announce: Announce;
  go(screen: Screen): void;
  /** Whether the page has named another workspace or server meanwhile, or there is no client yet: then nothing is launched. */
  moved(): boolean;
  /** The session that was open when the page named another workspace or server, until the operator continues there. */
  left: LeftSession | undefined;
  continueHere(): void;
}

/** The argument of every screen after the first step. */
export interface View extends FirstView {
  words: Words;
  formats: Formats;
}

/** A session that the page has left. */
export interface LeftSession {
  session: Session;
  /** Whether the workspace has changed, and not only the server. */
  workspace: boolean;
}

export type Content = TemplateResult | typeof nothing;

/** The heading of a screen, which gets the focus when the screen is opened. */
export function heading(title: string, lead?: string): Content {
  return html`
    <h2 tabindex="-1" data-heading>${title}</h2>
    ${lead ? html`<p class="lead">${lead}</p>` : nothing}
  `;
}

/** The properties of an error that are shown, if it has them. */
interface Told {
  message?: string;
  requestId?: string;
  /** The server's own code. */
  serverCode?: string;
  cause?: unknown;
}

/** An error in the operator's language, with details for support. */
export function problem(view: FirstView, error: unknown, retry?: () => void): Content {
  const { words } = view;
  const { message = String(error), requestId, cause, serverCode } = (error ?? {}) as Told;
  const code = codeOf(error);
  // The edge's own API key was rejected, which signing in cannot fix.
  const known = serverCode === "upstream_refused" ? words.upstreamRefused : code && words.errors[code];
  // Signing in is up to the page, and a closed client is created again when the page is reloaded.
  const reload = code === "unauthorized" || code === "client_closed";
  return html`
    <div class="note error" role="alert">
      ${icon("error")}
      <div>
        <p>${known ?? words.errorUnknown}</p>
        <details>
          <summary>${words.details}</summary>
          <p class="small">${message}${requestId ? html` (${requestId})` : nothing}</p>
          ${cause instanceof Error ? html`<p class="small">${cause.message}</p>` : nothing}
        </details>
        ${reload ? html`<button part="secondary" @click=${() => location.reload()}>${words.reload}</button>` : nothing}
        ${retry ? html`<button part="secondary" @click=${retry}>${words.tryAgain}</button>` : nothing}
      </div>
    </div>
  `;
}

/** Shows loaded data; until then, a placeholder, or the error with a button to retry. */
export function loaded<T>(
  view: FirstView,
  list: Loaded<T> | undefined,
  show: (value: T) => Content,
  retry: () => void,
): Content {
  switch (list?.state) {
    case "there":
      return show(list.value);
    case "failed":
      return problem(view, list.error, retry);
    default:
      return skeleton(view);
  }
}

/** A placeholder for data that is loading. */
export function skeleton({ words }: FirstView): Content {
  return html`
    <div class="skeleton"><span class="hidden">${words.loading}</span><i></i><i></i><i></i></div>
  `;
}

export function toggled<Item>(list: readonly Item[], item: Item): Item[] {
  return list.includes(item) ? list.filter((each) => each !== item) : [...list, item];
}
