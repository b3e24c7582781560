// Step 5: a summary of the campaign, what is missing or wrong, and a test call.

import { html, nothing } from "lit/html.js";
import { GAP_STEPS, isComplete, lacks, mustBeFilled, openGaps } from "./completeness.ts";
import { notice } from "./confirm.ts";
import { typed } from "./controls.ts";
import { isLaunchedBefore, type LaunchedBefore } from "./copies.ts";
import { begin } from "./drafts.ts";
import { findings } from "./findings.ts";
import { follow } from "./follow.ts";
import { icon } from "./icons.ts";
import { anew, mayHaveCalled } from "./launch.ts";
import type { Gap } from "./plan.ts";
import { readLabels } from "./read.ts";
import { check } from "./read_checks.ts";
import { heldKey } from "./readiness.ts";
import { rehearsal } from "./rehearsal.ts";
import { summary } from "./summary.ts";
import { type Content, heading, loaded, problem, type View } from "./view.ts";

export function review(view: View): Content {
  const { words, state, session } = view;
  const { error } = state.notice ?? {};
  const called = mayHaveCalled(state.plan);
  const unnamed = state.plan.name.trim() === "";
  return html`
    ${heading(words.reviewTitle, called ? undefined : words.reviewLead)}
    ${called ? html`<div class="note warning" data-called>${icon("warning")}<p>${words.reviewCalled}</p></div>` : nothing}
    ${isLaunchedBefore(error) ? launchedBefore(view, error) : notice(view)}
    ${waits(view)}
    ${kept(view)}
    <div class="columns">
      <div class="stack">
        <div class="field">
          <label for="name">${words.campaignName}</label>
          <input id="name" required autocomplete="off" aria-describedby=${unnamed ? "name-lack" : nothing} .value=${state.plan.name}
            @input=${(event: Event) => session.plan({ name: typed(event) })} />
          ${unnamed ? html`<small id="name-lack" class="wrong">${words.lacks.name}</small>` : nothing}
        </div>
        ${summary(view)}
      </div>
      <div class="stack">
        <h3>${words.findingsTitle}</h3>
        ${isComplete(state.plan) ? checks(view) : missing(view)}
        ${rehearsal(view)}
      </div>
    </div>
  `;
}

function checks(view: View): Content {
  const { state, session } = view;
  const { labels, preflight } = state;
  // Without the labels, it is not known who must not be called, so nothing is checked.
  if (preflight === undefined && labels?.state === "failed")
    return problem(view, labels.error, () => void readLabels(session));
  return loaded(
    view,
    preflight,
    ({ findings: found }) => findings(view, found),
    () => check(session, true),
  );
}

/** The steps that are not complete, and what a duplicate could not copy. */
function missing(view: View): Content {
  const { words, state, go, session } = view;
  const { plan } = state;
  const open = lacks(plan).filter(({ lack }) => lack !== "name");
  const gaps = openGaps(plan).filter(
    (gap) => !open.some(({ step }) => mustBeFilled(gap) && step === GAP_STEPS[gap]),
  );
  const fill = (gap: Gap) => {
    session.plan({ gaps: plan.gaps.filter((each) => each !== gap) });
    check(session);
  };
  const named = plan.gaps.filter(mustBeFilled);
  return html`
    <ul class="findings">
      ${open.map(({ step, lack }) => {
        const gap = named.find((each) => GAP_STEPS[each] === step);
        return html`
          <li class="note error">
            ${icon("error")}
            <div>
              <p>${gap ? words.gaps[gap] : words.lacks[lack]}</p>
              <div class="actions"><button part="secondary" @click=${() => go(step)}>${words.goTo(words.steps[step])}</button></div>
            </div>
          </li>
        `;
      })}
      ${gaps.map(
        (gap) => html`
          <li class="note error">
            ${icon("error")}
            <div>
              <p>${words.gaps[gap]}</p>
              <div class="actions">
                ${mustBeFilled(gap) ? nothing : html`<button part="secondary" data-gap=${gap} @click=${() => fill(gap)}>${gap === "values" ? words.gapValues : words.gapConfirm}</button>`}
                <button class="plain" @click=${() => go(GAP_STEPS[gap])}>${words.goTo(words.steps[GAP_STEPS[gap]])}</button>
              </div>
            </div>
          </li>
        `,
      )}
    </ul>
  `;
}

/** Shown when the draft's key was launched with other content: the operator decides whether this is to be a new launch. */
function launchedBefore(
  { words, session, go, announce }: View,
  { parts, candidates, campaign = candidates?.[0] }: LaunchedBefore,
): Content {
  const again = () => session.set({ plan: anew(session.state.plan), notice: undefined });
  return html`
    <div class="note error" role="alert">
      ${icon("error")}
      <div>
        <p>${parts ? words.launchSplit : words.launchConflict}</p>
        <div class="actions">
          ${campaign ? html`<button part="secondary" @click=${() => follow(session, campaign, announce)}>${words.launchConflictOpen}</button>` : nothing}
          <button part="secondary" @click=${() => go("campaigns")}>${words.campaigns}</button>
          <button part="secondary" @click=${again}>${words.launchAnew}</button>
        </div>
      </div>
    </div>
  `;
}

/** Says that another launch is under way or unconfirmed, which this one has to wait for. */
function waits({ words, state, go }: View): Content {
  if (heldKey(state) === undefined) return nothing;
  return html`
    <div class="note warning" data-waits>
      ${icon("warning")}
      <div>
        <p>${words.launchWaits}</p>
        <div class="actions">
          <button part="secondary" @click=${() => go(state.launching ? "launching" : "unconfirmed")}>${words.launchWaitsShow}</button>
        </div>
      </div>
    </div>
  `;
}

/** Offers to return to the draft that this one replaced, as long as this one is a duplicate with gaps. */
function kept(view: View): Content {
  const { words, state, session, go } = view;
  const before = state.drafts.find(({ key }) => key !== heldKey(state));
  if (before === undefined || state.plan.gaps.length === 0) return nothing;
  const back = () => {
    begin(session, before);
    go("review");
  };
  return html`
    <div class="note">
      <div>
        <p>${words.draftKept(before.name || words.draftUnnamed)}</p>
        <div class="actions"><button part="secondary" @click=${back}>${words.draftBack}</button></div>
      </div>
    </div>
  `;
}
