// Announces changes to screen readers. The live regions are always in the document: one that is added together with its text is
// not announced.

import { html, nothing } from "lit/html.js";
import type { Screen, Session } from "./session.ts";
import type { Content, View } from "./view.ts";

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

export function status(view: View): Content {
  const { session, state, words } = view;
  const { screen, milestone } = state;
  const still = (place: typeof told) => {
    const [text, of] = place.get(session) ?? [];
    return of === screen ? text : "";
  };
  const text = textOf(view) ?? still(told) ?? "";
  told.set(session, [text, screen]);
  return html`
    <p class="hidden" role="status">${screen === "live" ? words.milestone(milestone) : nothing}</p>
    <p class="hidden" role="status">${text}</p>
    <p class="hidden" role="status">${still(said)}</p>
  `;
}

/** Returns the text for the current screen, or `undefined` while its data is read. */
function textOf({ state, words, formats }: View): string | undefined {
  const { screen, counts, preflight, snapshot } = state;
  const { lastErrorCode } = snapshot ?? {};
  if (screen === "live" && lastErrorCode) return words.errors[lastErrorCode] ?? lastErrorCode;
  if (screen === "audience" && counts) {
    if (counts.state !== "there") return counts.state === "failed" ? "" : undefined;
    const { withNumber: people } = counts.value;
    return `${formats.number(people)} ${words.willBeCalled(people)}`;
  }
  if (screen === "review" && preflight) {
    if (preflight.state !== "there") return preflight.state === "failed" ? "" : undefined;
    const { findings } = preflight.value;
    if (findings.length === 0) return words.findingsNone;
    const errors = findings.filter(({ severity }) => severity === "error").length;
    return words.findingsCount(errors, findings.length - errors);
  }
  return "";
}
