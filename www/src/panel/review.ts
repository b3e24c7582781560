// Step 5: everything once more, what is wrong with it, and the launch.

import { html, nothing } from "lit/html.js";
import { applyFixes, type Finding } from "seax-dialer";
import { sentenceOf } from "./finding_facts.ts";
import { icon } from "./icons.ts";
import { toDraft, windowOf, withFixes } from "./plan.ts";
import { check, count } from "./read.ts";
import { rehearsal } from "./rehearsal.ts";
import type { State, Step } from "./session.ts";
import { type Content, heading, loaded, problem, typed, type View } from "./view.ts";

export function review(view: View): Content {
  const { words, state, session } = view;
  return html`
    ${heading(words.reviewTitle, words.reviewLead)}
    ${state.notice ? problem(view, state.notice) : nothing}
    <div class="columns">
      <div class="stack">
        <div class="field">
          <label for="name">${words.campaignName}</label>
          <input id="name" required autocomplete="off" .value=${state.plan.name} @input=${(event: Event) => {
            session.plan({ name: typed(event) });
            check(session, 400);
          }} />
        </div>
        ${summary(view)}
      </div>
      <div class="stack">
        <h3>${words.findingsTitle}</h3>
        ${loaded(
          view,
          state.preflight,
          ({ findings }) => list(view, findings),
          () => check(session),
        )}
        ${rehearsal(view)}
      </div>
    </div>
  `;
}

/** The names of the labels that were chosen. */
export function labelsOf({ labels, plan }: State): string[] {
  const known = labels?.state === "there" ? labels.value : [];
  return known.filter(({ id }) => plan.labels.includes(id)).map(({ name }) => name);
}

/** How many people the launch would call, if that is known. */
export function peopleOf({ preflight, counts }: State): number | undefined {
  const checked = preflight?.state === "there" ? preflight.value.audience?.callable : undefined;
  return checked ?? (counts?.state === "there" ? counts.value.withNumber : undefined);
}

/** Whether nothing stands against the launch. */
export function isReady({ preflight }: State): boolean {
  return (
    preflight?.state === "there" && !preflight.value.findings.some(({ severity }) => severity === "error")
  );
}

function summary(view: View): Content {
  const { words, state, formats, go } = view;
  const { plan } = state;
  const { start, end } = windowOf(plan);
  const named = <Row extends { id: string; name: string }>(rows: Row[], ids: string[] = []) =>
    rows.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const phones = state.phones?.state === "there" ? named(state.phones.value, plan.phones) : [];
  const agents = state.agents?.state === "there" ? state.agents.value : [];
  const agent = agents.find(({ conversation_config_id }) => conversation_config_id === plan.agent);
  const people = peopleOf(state);
  const who = plan.everybody
    ? words.everybodyShort
    : labelsOf(state).join(plan.match === "any" ? " / " : " + ");
  const row = (step: Step, value: string) => html`
    <div>
      <dt>${words.steps[step]}</dt>
      <dd>${value || "–"}</dd>
      <dd><button class="plain" aria-label=${words.changeStep(words.steps[step])} @click=${() => go(step)}>${words.change}</button></dd>
    </div>
  `;
  return html`
    <dl class="pairs linked">
      ${row("phones", phones.join(", "))}
      ${row("audience", [people === undefined ? "" : words.peopleCount(people, formats.number(people)), who].filter(Boolean).join(" · "))}
      ${row("script", plan.type === "AI_AGENT" ? (agent?.name ?? "") : words.voiceDrop)}
      ${row("schedule", `${plan.when === "now" ? words.startNow : formats.time(start, plan.zone)} – ${formats.time(end, plan.zone)}`)}
    </dl>
  `;
}

function list(view: View, findings: Finding[]): Content {
  const { words, session, state, formats } = view;
  const fixable = findings.filter(({ fix }) => fix);
  const mend = (some: Finding[]) => {
    const fixed = applyFixes(toDraft(state.plan), some);
    session.set({ plan: withFixes(state.plan, fixed), notice: undefined });
    count(session);
    check(session);
  };
  if (findings.length === 0) return html`<p class="note good">${icon("check")} ${words.findingsNone}</p>`;
  return html`
    ${
      fixable.length > 1
        ? html`<button part="secondary" @click=${() => mend(fixable)}>${words.fixAll(formats.number(fixable.length))}</button>`
        : nothing
    }
    <ul class="findings">${findings.map((finding) => item(view, finding, () => mend([finding])))}</ul>
  `;
}

function item(view: View, finding: Finding, mend: () => void): Content {
  const { words, formats, go } = view;
  const { severity, contacts, fix } = finding;
  const kind = (["error", "warning"] as const).find((known) => known === severity) ?? "info";
  const step = stepOf(finding.field);
  const text = sentenceOf(view, finding);
  const more = (contacts?.count ?? 0) - (contacts?.sample.length ?? 0);
  const names = contacts?.sample.map(({ name }) => name || words.noName).join(words.comma);
  return html`
    <li class="note ${kind}">
      ${icon(kind)}
      <div>
        <p><span class="hidden">${words.severities[kind]}: </span>${text}</p>
        ${names ? html`<p class="small">${names}${more > 0 ? html` ${words.andMore(formats.number(more))}` : nothing}</p>` : nothing}
        <div class="actions">
          ${fix ? html`<button part="secondary" @click=${mend}>${words.fix}</button>` : nothing}
          ${step && !fix ? html`<button class="plain" @click=${() => go(step)}>${words.goTo(words.steps[step])}</button>` : nothing}
        </div>
      </div>
    </li>
  `;
}

/** Where a field of the draft is chosen. */
function stepOf(field: string): Step | undefined {
  if (/^(phone_ids|overwrite)/.test(field)) return "phones";
  if (/label|contact|keyword/.test(field)) return "audience";
  if (/^(ai_agent|message|audio|tts)/.test(field)) return "script";
  if (/^(start|end|timezone|is_|max_)/.test(field)) return "schedule";
  return undefined;
}
