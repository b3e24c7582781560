// The screens of a launch: under way, unconfirmed, not sent because of similar campaigns, and sent twice.

import { html, nothing } from "lit/html.js";
import type { CampaignId } from "seax-dialer";
import { notice } from "./confirm.ts";
import { lookAgain } from "./ending.ts";
import { follow } from "./follow.ts";
import { icon } from "./icons.ts";
import { sendAgain, setAside, setDone, tellApart } from "./launch.ts";
import { type Content, heading, type View } from "./view.ts";

export function launching({ words, state }: View): Content {
  const phase = state.launching ?? "sending";
  return html`
    <div class="centre">
      <div class="spinner" aria-hidden="true"></div>
      ${heading(words.launchingTitle)}
      <p role="status">${words.launchingPhases[phase]}</p>
      <p class="small">${words.launchingCalm}</p>
    </div>
  `;
}

export function unconfirmed(view: View): Content {
  const { words, state, session, formats, announce, go } = view;
  const { pending, resendAt, candidates } = state;
  const wait = resendAt === undefined ? undefined : resendAt - Date.now();
  const isFinal = wait !== undefined && wait <= 0;
  const changed = state.notice?.changed?.again;
  const dismiss = (how: typeof setAside) => {
    how(session);
    go("campaigns");
  };
  const again = () =>
    changed
      ? session.set({ question: { kind: "resend", again: changed }, confirmation: "" })
      : sendAgain(session, announce);
  return html`
    ${heading(words.unconfirmedTitle)}
    <div class="note warning">
      ${icon("warning")}
      <div>
        <p>${words.unconfirmedText}</p>
        <p class="small">${words.unconfirmedSent(formats.time(pending?.ticket.sent_at ?? Number.NaN), pending?.draft.name ?? "")}</p>
      </div>
    </div>
    ${notice(view)}
    ${candidates.length > 0 ? campaigns(view, words.candidatesText, candidates) : nothing}
    <div class="actions">
      <button part="primary" @click=${() => lookAgain(session, announce)}>${words.lookAgain}</button>
      ${isFinal ? html`<button part="secondary" @click=${again}>${words.sendAgain}</button>` : nothing}
    </div>
    ${wait !== undefined && wait > 0 ? html`<p class="small">${words.sendAgainIn(formats.span(wait))}</p>` : nothing}
    <details>
      <summary>${words.setAsideTitle}</summary>
      <p>${words.setAsideText} ${isFinal ? "" : words.setAsideEarly}</p>
      <div class="actions">
        <button part="secondary" @click=${() => dismiss(setDone)}>${words.setDone}</button>
        <button part="secondary" @click=${() => dismiss(setAside)}>${words.setAside}</button>
      </div>
    </details>
  `;
}

/** Shown when nothing was sent, because an earlier launch of this draft may have created one of these campaigns. */
export function alike(view: View): Content {
  const { words, state, session, go } = view;
  return html`
    ${heading(words.alikeTitle)}
    <div class="note warning">${icon("warning")}<p>${words.alikeText}</p></div>
    ${campaigns(view, words.candidatesText, state.candidates)}
    <div class="actions">
      <button part="primary" @click=${() => tellApart(session)}>${words.tellApart}</button>
      <button part="secondary" @click=${() => go("review")}>${words.back}</button>
    </div>
  `;
}

export function twice(view: View): Content {
  const { words, state, session, go } = view;
  const dismiss = () => {
    session.set({ twins: undefined });
    go("campaigns");
  };
  return html`
    ${heading(words.twiceTitle)}
    <div class="note error" role="alert">${icon("error")}<p>${words.twiceText}</p></div>
    ${state.twins?.map((ids) => campaigns(view, words.twiceList, ids))}
    <div class="actions"><button part="secondary" @click=${dismiss}>${words.dismiss}</button></div>
  `;
}

function campaigns({ words, session, announce }: View, title: string, ids: CampaignId[]): Content {
  return html`
    <h3>${title}</h3>
    <ul class="found">
      ${ids.map(
        (id) => html`
          <li>
            <code>${id}</code>
            <button part="secondary" aria-label=${words.openCampaign(id)}
              @click=${() => follow(session, id, announce)}>${words.open}</button>
          </li>
        `,
      )}
    </ul>
  `;
}
