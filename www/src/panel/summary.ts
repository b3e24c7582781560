// The summary of a launch, row by row: numbers, recipients, message, schedule, attempts and simultaneous calls.

import { html, nothing } from "lit/html.js";
import { agentOf, heardBy, playsRecording } from "./heard.ts";
import { type Plan, type Step, windowOf } from "./plan.ts";
import { peopleOf } from "./readiness.ts";
import { dataOf, type State } from "./session.ts";
import { startsLater } from "./steps.ts";
import type { Content, View } from "./view.ts";

export function summary(view: View): Content {
  const { words, state, formats, go } = view;
  const { plan } = state;
  const { start, end } = windowOf(plan);
  const row = (step: Step, value: Content | string, title = words.steps[step]) => html`
    <div>
      <dt>${title}</dt>
      <dd>${value || "–"}</dd>
      <dd><button class="plain" aria-label=${words.changeStep(title)} @click=${() => go(step)}>${words.change}</button></dd>
    </div>
  `;
  const begin = startsLater(plan) ? formats.time(start, plan.zone, end) : words.startNow;
  return html`
    <dl class="pairs linked">
      ${row("phones", numbers(state))}
      ${row("audience", audience(view))}
      ${row("script", speaker(view))}
      ${row("script", message(view), words.message)}
      ${row("schedule", `${begin} – ${formats.time(end, plan.zone, start)}`)}
      ${row("schedule", formats.number(plan.attempts), words.attempts)}
      ${row("schedule", formats.number(plan.dialers), words.dialers)}
      ${more(view, plan)}
    </dl>
  `;
}

/** Returns the names of the selected labels. */
export function labelsOf({ labels, plan }: State): string[] {
  return (dataOf(labels) ?? []).filter(({ id }) => plan.labels.includes(id)).map(({ name }) => name);
}

function numbers({ phones, plan }: State): Content {
  const rows = (dataOf(phones) ?? []).filter(({ id }) => plan.phones?.includes(id));
  if (rows.length === 0) return nothing;
  return html`${rows.map(({ name, phone }) => html`<div>${name} <small dir="ltr">${phone}</small></div>`)}`;
}

/** Says how many people the launch would call. Empty if that is not known. */
export function peopleText({ words, state, formats }: View): string {
  const people = peopleOf(state);
  return people === undefined ? "" : words.peopleCount(people, formats.number(people));
}

/** Describes the recipients. "Everybody" is always stated explicitly. */
export function audience(view: View): string {
  const { words, state } = view;
  const { plan } = state;
  const count = peopleText(view);
  if (plan.source !== "WEB") {
    const who = plan.source === "EXCEL" ? words.audienceFile : words.audienceWebhook;
    return `${who} · ${words.audienceUnfiltered}`;
  }
  if (plan.everybody) return words.everybodyCount(count);
  const labels = labelsOf(state).join(plan.match === "any" ? " / " : " + ");
  return [count, labels, plan.keyword.trim() && `“${plan.keyword.trim()}”`].filter(Boolean).join(" · ");
}

function speaker({ words, state }: View): string {
  const { type, agent } = state.plan;
  return type === "AI_AGENT" ? (agentOf(state, agent)?.name ?? "") : (words.types[type] ?? type);
}

/** The message as one recipient would hear it. */
function message({ words, state }: View): Content {
  const { plan } = state;
  if (playsRecording(state)) return html`${words.playAudio} <small>${plan.audioUrl}</small>`;
  const heard = heardBy(state);
  if (heard === undefined) return html`${plan.message}`;
  const text = heard.text.trim() === "" ? words.silence : heard.text;
  return html`<span data-heard>${text}</span>${heard.contact ? html`<div><small>${words.heardBy(heard.contact.name)}</small></div>` : nothing}`;
}

/** The further options that are set. */
function more({ words, state }: View, plan: Plan): Content {
  const labels = dataOf(state.labels) ?? [];
  const attached = labels.filter(({ id }) => plan.attached.includes(id)).map(({ name }) => name);
  const settings = [
    attached.length > 0 && words.attachesLabels(attached.join(", ")),
    plan.capturesKeys && words.capturesKeys,
    plan.capturesSpeech && words.capturesSpeech,
    plan.zoneAware && words.zoneAware,
    plan.relative && words.relativeDates,
    plan.whatsappOnly && plan.source === "WEB" && words.whatsappOnly,
  ].filter(Boolean);
  if (settings.length === 0) return nothing;
  return html`<div><dt>${words.optionsTitle}</dt><dd>${settings.map((text) => html`<div>${text}</div>`)}</dd><dd></dd></div>`;
}
