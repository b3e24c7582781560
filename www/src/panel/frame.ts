// The frame around every screen: the title, the tabs, the steps, and the buttons to go on and back.

import { html, nothing } from "lit/html.js";
import { SetupError } from "./client.ts";
import { icon } from "./icons.ts";
import { askToLaunch, confirm, isReady, later, news, peopleText } from "./later.ts";
import { isOver, startsAt } from "./phase.ts";
import { phones } from "./phones.ts";
import { STEPS, type Step } from "./plan.ts";
import type { Screen } from "./session.ts";
import { status } from "./status.ts";
import { lackOf } from "./steps.ts";
import { type Content, type FirstView, problem } from "./view.ts";

const SCREENS: Record<Exclude<Screen, "refused">, (view: FirstView) => Content> = {
  phones,
  audience: later("audience"),
  script: later("script"),
  schedule: later("schedule"),
  review: later("review"),
  launching: later("launching"),
  unconfirmed: later("unconfirmed"),
  alike: later("alike"),
  twice: later("twice"),
  live: later("live"),
  campaigns: later("campaigns"),
};

const switched = later("switched");

export interface Frame extends FirstView {
  close(): void;
  /** The error because of which there is no client. */
  failure: unknown;
  retry(): void;
}

export function frame(view: Frame): Content {
  const { words, state, close } = view;
  const step = view.left ? undefined : stepOf(state.screen);
  return html`
    <header part="header">
      <h1 id="title">${words.title}</h1>
      ${view.left ? nothing : tabs(view)}
      <button class="plain" aria-label=${words.close} @click=${close}>${icon("close")}</button>
    </header>
    ${step ? steps(view, step) : nothing}
    ${news(view)}
    <div class="body" part="body">${body(view)}</div>
    ${step && !view.failure ? footer(view, step) : nothing}
    ${status(view)}
    ${confirm(view)}
  `;
}

function body(view: Frame): Content {
  const { state, words, failure, retry } = view;
  if (state.screen === "refused")
    return html`<div class="note error" role="alert">${icon("error")}<p>${words.keyRefused}</p></div>`;
  if (view.left) return switched(view);
  if (failure instanceof SetupError) {
    return html`<div class="note error" role="alert">${icon("error")}<p>${words.setup[failure.reason](failure.given)}</p></div>`;
  }
  if (failure) return problem(view, failure, retry);
  return SCREENS[state.screen](view);
}

function stepOf(screen: Screen): Step | undefined {
  return STEPS.find((step) => step === screen);
}

function tabs({ words, state, go }: FirstView): Content {
  const tab = (screen: Screen, name: string, current: boolean) => html`
    <button class="tab" aria-current=${current ? "page" : nothing} @click=${() => go(screen)}>${name}</button>
  `;
  const { screen, pending, launching, watched, snapshot, twins } = state;
  const followed = snapshot?.campaign.id === watched ? snapshot?.campaign : undefined;
  const ahead = followed && startsAt(followed) !== undefined ? words.scheduled : words.live;
  // While a launch is under way or unconfirmed, the tab leads to it: no other launch is possible.
  const draft = launching ? "launching" : pending ? "unconfirmed" : "phones";
  return html`
    <nav aria-label=${words.navigation}>
      ${tab(draft, words.newCampaign, stepOf(screen) !== undefined || screen === draft || screen === "alike")}
      ${tab("campaigns", words.campaigns, screen === "campaigns")}
      ${watched ? tab("live", followed && isOver(followed) ? words.results : ahead, screen === "live") : nothing}
      ${twins ? tab("twice", words.twiceTitle, screen === "twice") : nothing}
    </nav>
  `;
}

function steps({ words, state, go }: FirstView, current: Step): Content {
  return html`
    <ol class="steps" aria-label=${words.stepsTitle}>
      ${STEPS.map((step, place) => {
        const done = step !== "review" && lackOf(state.plan, step) === undefined;
        return html`
          <li>
            <button aria-current=${step === current ? "step" : nothing} @click=${() => go(step)}>
              <span class="number">${done && step !== current ? icon("check") : place + 1}</span>
              <span class="name">${words.steps[step]}${done ? html`<span class="hidden"> (${words.done})</span>` : nothing}</span>
            </button>
          </li>
        `;
      })}
    </ol>
  `;
}

function footer(view: FirstView, step: Step): Content {
  const { words, state, go, session } = view;
  const place = STEPS.indexOf(step);
  const [before, after] = [STEPS[place - 1], STEPS[place + 1]];
  const people = peopleText(view);
  const lack = lackOf(state.plan, step);
  const onward = () => {
    if (lack === undefined && after) return go(after);
    // Clear the text first, so that screen readers announce it again: they ignore an alert whose text stays the same.
    session.set({ notice: undefined });
    setTimeout(() => session.state.screen === step && session.set({ notice: { lack } }), 50);
  };
  return html`
    <footer part="footer">
      ${before ? html`<button part="secondary" @click=${() => go(before)}>${words.back}</button>` : nothing}
      <p class="lack" role="alert">${step !== "review" && lack && state.notice?.lack === lack ? words.lacks[lack] : ""}</p>
      ${people ? html`<span class="sum">${people}</span>` : nothing}
      ${
        after
          ? html`<button part="primary" @click=${onward}>${words.next}</button>`
          : html`
            <button part="primary" ?disabled=${!isReady(view)} @click=${() => askToLaunch(view)}>
              ${icon("phone")} ${words.launch}
            </button>
          `
      }
    </footer>
  `;
}
