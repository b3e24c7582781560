// Announces changes to screen readers. The live regions are always in the document: one that is added together with its text is
// not announced.

import { html } from "lit/html.js";
import { announced, milestoneOf } from "./later.ts";
import type { Screen, Session } from "./session.ts";
import type { Content, FirstView } from "./view.ts";

/** A text, and the screen that it belongs to. It is not announced on another one. */
type Told = [text: string, screen: Screen];

/** The last text, which stays while new data is read. */
const told = new WeakMap<Session, Told>();

/** The last text passed to `say`. */
const said = new WeakMap<Session, Told>();

/** Announces a text on the current screen. */
export function say(session: Session, text: string): void {
  said.set(session, [text, session.state.screen]);
  session.set({});
}

export function status(view: FirstView): Content {
  const { session, state } = view;
  const { screen } = state;
  const still = (place: typeof told) => {
    const [text, of] = place.get(session) ?? [];
    return of === screen ? text : "";
  };
  const text = announced(view) ?? still(told) ?? "";
  told.set(session, [text, screen]);
  return html`
    <p class="hidden" role="status">${milestoneOf(view)}</p>
    <p class="hidden" role="status">${text}</p>
    <p class="hidden" role="status">${still(said)}</p>
  `;
}
