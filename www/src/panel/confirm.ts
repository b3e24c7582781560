// The confirmation dialog before actions that cannot be undone: launching, stopping a campaign, deleting.

import { html, nothing } from "lit/html.js";
import type { Finding } from "seax-dialer";
import { typed } from "./controls.ts";
import { sentenceOf } from "./finding_facts.ts";
import { icon } from "./icons.ts";
import { deleteLabel } from "./label_editor.ts";
import { isAhead, launch, mayHaveCalled, sendAgain } from "./launch.ts";
import { peopleOf } from "./readiness.ts";
import { type Again, dataOf, type Question, type Seen, type State } from "./session.ts";
import { steer } from "./steer.ts";
import { startsLater } from "./steps.ts";
import { type Content, problem, type View } from "./view.ts";
import { hoursOf, newWarnings } from "./warnings.ts";

interface Asked {
  title: string;
  text: string;
  no: string;
  yes: string;
  /** Whether the action destroys something. */
  danger?: boolean;
  /** The number that the operator must type before confirming. */
  number?: number | undefined;
  act(): void;
}

export function confirm(view: View): Content {
  const { session, state } = view;
  const asked = state.question && ask(view, state.question);
  const back = () => session.set({ question: undefined });
  return html`
    <dialog class="confirm" role="alertdialog" aria-labelledby="confirm-title" aria-describedby="confirm-text" @close=${back}>
      ${
        asked
          ? html`
            <h2 id="confirm-title">${asked.title}</h2>
            <p id="confirm-text">${asked.text}</p>
            ${asked.number === undefined ? nothing : numberField(view, asked.number)}
            <div class="actions">
              <button part="secondary" @click=${back}>${asked.no}</button>
              <button part="primary" class=${asked.danger ? "danger" : ""} data-yes
                ?disabled=${asked.number !== undefined && digits(state.confirmation) !== String(asked.number)}
                @click=${asked.act}>${asked.yes}</button>
            </div>
          `
          : nothing
      }
    </dialog>
  `;
}

function numberField({ words, state, session }: View, number: number): Content {
  return html`
    <div class="field">
      <label for="confirm-number">${words.confirmType(String(number))}</label>
      <input id="confirm-number" inputmode="numeric" autocomplete="off" .value=${state.confirmation}
        @input=${(event: Event) => session.set({ confirmation: typed(event) })} />
    </div>
  `;
}

/** Returns the digits of a typed number, which may have separators or full-width digits. */
function digits(text: string): string {
  const plain = text.normalize("NFKC").trim();
  return /^[\d\s.,'’]+$/.test(plain) ? plain.replaceAll(/\D/g, "") : plain;
}

function ask(view: View, question: Question): Asked {
  const { words, session, announce } = view;
  switch (question.kind) {
    case "launch":
      return launching(view, question);
    case "resend":
      return resending(view, question.again);
    case "discard":
      return {
        title: words.deleteTitle(question.name),
        text: `${mayHaveCalled(question.plan) ? words.reviewCalled : words.reviewLead} ${words.deleteDraftText}`,
        no: words.cancel,
        yes: words.delete,
        danger: true,
        act: () => {
          const drafts = session.state.drafts.filter(({ key }) => key !== question.plan.key);
          session.set({ drafts, question: undefined });
        },
      };
    case "cancel":
      return {
        title: words.stopTitle(question.name),
        text: words.stopText,
        no: words.stopNo,
        yes: words.stop,
        danger: true,
        act: () => void steer(session, "cancel", question, announce),
      };
    case "delete":
      return {
        title: words.deleteTitle(question.name),
        text: words.deleteText,
        no: words.cancel,
        yes: words.delete,
        danger: true,
        act: () => void steer(session, "delete", question, announce),
      };
    case "deleteLabel":
      return {
        title: words.deleteTitle(question.name),
        text: words.deleteLabelText,
        no: words.cancel,
        yes: words.delete,
        danger: true,
        act: () => void deleteLabel(session, question),
      };
  }
}

/** Asks whether to launch. */
export function askToLaunch({ session, state }: View): void {
  const check = dataOf(state.preflight) ?? { findings: [] };
  const seen = { people: peopleOf(state), findings: check.findings, hours: hoursOf(check) };
  session.set({ question: { kind: "launch", ...seen }, confirmation: "" });
}

/** The calls to confirm. */
interface Calls {
  people: number | undefined;
  everybody: boolean;
  later: boolean;
}

function calling(view: View, { people, everybody, later }: Calls): Omit<Asked, "act"> {
  const { words, formats } = view;
  const count = people === undefined ? "" : words.peopleCount(people, formats.number(people));
  const begins = later ? words.confirmLater : words.confirmNow;
  return {
    title: everybody ? words.confirmEverybody(count) : words.confirmTitle(count || words.audienceFile),
    text: `${changed(view)} ${begins}`,
    no: words.cancel,
    yes: count ? words.callPeople(count) : words.launch,
    number: everybody ? (people ?? 0) : undefined,
  };
}

/** Says what has changed since the launch was confirmed. Empty if nothing has. */
function changed({ words, formats, state }: View): string {
  const { changed } = state.notice ?? {};
  if (changed === undefined) return "";
  const { asked, again, passed, ended } = changed;
  const isWarned = again ? unseen(state, again).length > 0 : !ended;
  const told =
    asked === undefined
      ? isWarned && words.confirmWarned
      : words.confirmChanged(words.peopleCount(asked, formats.number(asked)));
  return [told, passed && words.confirmPassed, ended && words.confirmHours].filter(Boolean).join(" ");
}

/** Returns the warnings that were not there when the unconfirmed launch was confirmed. */
function unseen({ pending }: State, { findings }: Again): Finding[] {
  return newWarnings(pending?.warnings, findings);
}

/** Why a launch was not sent. One that was to be sent again has no review, which would show the new warnings. */
export function notice(view: View): Content {
  const text = changed(view);
  if (text) {
    const { state } = view;
    const plan = state.pending?.plan ?? state.plan;
    const { again } = state.notice?.changed ?? {};
    const findings = again ? unseen(state, again) : [];
    // The findings are of this check, and of the draft that was sent.
    const preflight = again && { state: "there" as const, value: again };
    const sent = { ...view, state: { ...state, plan, preflight } };
    return html`
      <div class="note warning" role="alert">
        ${icon("warning")}
        <div><p>${text}</p>${findings.map((finding) => html`<p>${sentenceOf(sent, finding)}</p>`)}</div>
      </div>
    `;
  }
  const { error } = view.state.notice ?? {};
  return error ? problem(view, error) : nothing;
}

/** Asks before a launch is sent again whose recipients or their hours have changed, that has a new warning, or whose start has passed. */
function resending(view: View, again: Again): Asked {
  const { words, state, session, announce, moved } = view;
  const { pending } = state;
  const { draft, everybody = false } = pending ?? {};
  const isLater = () => draft !== undefined && isAhead(draft);
  const later = isLater();
  const people = again.audience?.callable ?? pending?.people;
  return {
    ...calling(view, { people, everybody, later }),
    ...(draft?.mode === "WEBHOOK" && { title: words.confirmWebhook }),
    act: () => {
      if (moved()) return;
      // As for a launch: the start has passed since the dialog was drawn.
      if (isLater() !== later) return session.set({});
      sendAgain(session, announce, again);
    },
  };
}

function launching(view: View, seen: Seen): Asked {
  const { words, state, session, announce, moved } = view;
  const { plan } = state;
  const later = startsLater(plan);
  const everybody = plan.source === "WEB" && plan.everybody;
  return {
    ...calling(view, { people: seen.people, everybody, later }),
    ...(plan.source === "WEBHOOK" && { title: words.confirmWebhook }),
    act: () => {
      // Launch only what the operator saw and confirmed, in the workspace that the page names.
      if (moved()) return;
      // The start time has passed since the dialog was drawn, so its text is out of date: redraw it instead.
      if (startsLater(session.state.plan) !== later) return session.set({});
      launch(session, seen, announce);
    },
  };
}
