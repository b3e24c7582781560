// A test call to the operator's own phone: the campaign as one person would hear it, before anybody else does.

import { html, nothing } from "lit/html.js";
import { renderMessage } from "seax-dialer";
import { icon } from "./icons.ts";
import { templateOf, toRehearsal } from "./plan.ts";
import { clientOf } from "./read.ts";
import { codeOf, type Rehearsal, type Session } from "./session.ts";
import { type Content, onEnter, problem, typed, type View } from "./view.ts";

/** A number as SeaX takes it. */
const E164 = /^\+[1-9]\d{6,14}$/;

/** Failures after which nobody knows whether the phone rings all the same. */
const UNKNOWN = new Set(["network", "timeout", "server_error", "malformed_reply"]);

export function rehearsal(view: View): Content {
  const { words, state, session } = view;
  const { to, state: phase } = state.rehearsal;
  const submit = () => void rehearse(session);
  return html`
    <div class="stack tight" @keydown=${onEnter(submit)}>
      <h3>${words.rehearsalTitle}</h3>
      <div class="field">
        <label for="rehearsal">${words.rehearsalTo}</label>
        <div class="beside">
          <input id="rehearsal" type="tel" autocomplete="tel" required placeholder="+1 202 555 0123"
            aria-describedby="rehearsal-hint" .value=${to} @input=${(event: Event) => change(session, { to: typed(event), state: "none" })} />
          <button part="secondary" @click=${submit} ?disabled=${phase === "calling" || !E164.test(plain(to))}>${icon("phone")} ${words.rehearse}</button>
        </div>
        <small id="rehearsal-hint">${words.rehearsalHint}</small>
      </div>
      ${outcome(view)}
    </div>
  `;
}

function outcome(view: View): Content {
  const { words, state } = view;
  const { state: phase, error, to } = state.rehearsal;
  if (phase === "calling") return html`<p class="waiting" role="status">${words.rehearsalCalling}</p>`;
  if (phase === "called")
    return html`<p class="note good" role="status">${icon("check")} ${words.rehearsalCalled(plain(to))}</p>`;
  if (phase !== "failed") return nothing;
  if (!UNKNOWN.has(codeOf(error) ?? "")) return problem(view, error);
  return html`<div class="note warning" role="alert">${icon("warning")}<p>${words.rehearsalUnknown}</p></div>`;
}

/** Calls the number, once. */
async function rehearse(session: Session): Promise<void> {
  const { rehearsal, plan, sample, sampled } = session.state;
  const to = plain(rehearsal.to);
  if (rehearsal.state === "calling" || !E164.test(to)) return;
  change(session, { state: "calling" });
  const contacts = sample?.state === "there" ? sample.value : [];
  const contact = contacts[Math.min(sampled, contacts.length - 1)];
  const template = templateOf(plan);
  // As somebody who is to be called would hear it: the API itself knows nobody here whose fields it could fill in.
  const message = contact ? renderMessage(template, contact).text : template.message;
  try {
    await clientOf(session).campaigns.dryRun(toRehearsal(plan, message, to));
    change(session, { state: "called" });
  } catch (error) {
    change(session, { state: "failed", error });
  }
}

function change(session: Session, part: Partial<Rehearsal>): void {
  session.set({ rehearsal: { ...session.state.rehearsal, error: undefined, ...part } });
}

/** A number as people write it, without what only makes it readable. */
function plain(number: string): string {
  return number.replaceAll(/[\s().\-–]/g, "");
}
