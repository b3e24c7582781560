// A test call to the operator's own phone: the campaign as one recipient would hear it.

import { html, nothing } from "lit/html.js";
import { onEnter, typed } from "./controls.ts";
import { toRehearsal } from "./draft.ts";
import { E164, plain } from "./e164.ts";
import { heardBy, playsRecording } from "./heard.ts";
import { icon } from "./icons.ts";
import { clientOf } from "./read.ts";
import { codeOf, type Rehearsal, type Session } from "./session.ts";
import { type Content, problem, type View } from "./view.ts";

/** How long the same number is not called again, in milliseconds: its phone takes a moment to ring. */
const REST = 5_000;

/** The last call that was made, or may have been made. */
const last = new WeakMap<Session, { to: string; at: number }>();

/** Whether the number in the form was called just now. */
function rings(session: Session): boolean {
  const call = last.get(session);
  return call?.to === plain(session.state.rehearsal.to) && Date.now() - call.at < REST;
}

/** Error codes after which the call may still have been made. */
const UNKNOWN = new Set(["network", "timeout", "server_error", "malformed_reply", "reply_too_large"]);

export function rehearsal(view: View): Content {
  const { words, state, session } = view;
  const { to, state: phase } = state.rehearsal;
  const submit = () => void rehearse(session);
  const waits = !playsRecording(state) && heardBy(state) === undefined;
  const waiting = state.plan.source === "WEB" ? words.rehearsalWaits : words.audienceUnknown;
  const busy = phase === "calling" || waits || rings(session);
  return html`
    <div class="stack tight" @keydown=${onEnter(submit)}>
      <h3>${words.rehearsalTitle}</h3>
      <div class="field">
        <label for="rehearsal">${words.rehearsalTo}</label>
        <div class="beside">
          <input id="rehearsal" type="tel" autocomplete="tel" required placeholder="+1 202 555 0123"
            aria-describedby="rehearsal-hint" .value=${to} @input=${(event: Event) => edit(session, typed(event))} />
          <button part="secondary" @click=${submit} ?disabled=${busy || !E164.test(plain(to))}>${icon("phone")} ${words.rehearse}</button>
        </div>
        <small id="rehearsal-hint">${waits ? waiting : words.rehearsalHint}</small>
      </div>
      ${outcome(view)}
    </div>
  `;
}

function outcome(view: View): Content {
  const { words, state } = view;
  const { state: phase, error, called = "", key } = state.rehearsal;
  if (phase === "calling") return html`<p class="waiting" role="status">${words.rehearsalCalling}</p>`;
  if (key !== state.plan.key) return nothing;
  if (phase === "called")
    return html`<p class="note good" role="status">${icon("check")} ${words.rehearsalCalled(called)}</p>`;
  if (phase !== "failed") return nothing;
  if (!UNKNOWN.has(codeOf(error) ?? "")) return problem(view, error);
  return html`<div class="note warning" role="alert">${icon("warning")}<p>${words.rehearsalUnknown}</p></div>`;
}

/** Calls the number in the form. */
async function rehearse(session: Session): Promise<void> {
  const { rehearsal, plan } = session.state;
  const to = plain(rehearsal.to);
  if (rehearsal.state === "calling" || rings(session) || !E164.test(to)) return;
  // The message is rendered here for one recipient, because a test call has no contact for the API to fill fields from.
  const heard = heardBy(session.state);
  if (heard === undefined && !playsRecording(session.state)) return;
  change(session, { state: "calling", called: to, key: plan.key });
  try {
    await clientOf(session).campaigns.testCall(toRehearsal(plan, heard?.text ?? "", to));
    rest(session, to);
    change(session, { state: "called" });
  } catch (error) {
    if (UNKNOWN.has(codeOf(error) ?? "")) rest(session, to);
    change(session, { state: "failed", error });
  }
}

function rest(session: Session, to: string): void {
  last.set(session, { to, at: Date.now() });
  setTimeout(() => session.set({}), REST + 20);
}

/** Changes the number in the form. A call in progress stays one, whatever is typed meanwhile. */
function edit(session: Session, to: string): void {
  const calling = session.state.rehearsal.state === "calling";
  change(session, { to, ...(!calling && { state: "none" }) });
}

function change(session: Session, part: Partial<Rehearsal>): void {
  session.set({ rehearsal: { ...session.state.rehearsal, error: undefined, ...part } });
}
