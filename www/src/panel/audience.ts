// Step 2: selects the recipients, and counts them.

import { html, nothing } from "lit/html.js";
import type { LabelWithCount } from "seax-dialer";
import { audienceOptions } from "./audience_options.ts";
import { bar } from "./charts.ts";
import { listOf } from "./contact_list.ts";
import { choice } from "./controls.ts";
import { count } from "./count.ts";
import { icon } from "./icons.ts";
import { chips } from "./label_chip.ts";
import { labelEditor } from "./label_editor.ts";
import { people } from "./people.ts";
import { isCountable } from "./plan.ts";
import { readLabels } from "./read.ts";
import { type Counts, dataOf, type Session } from "./session.ts";
import { type Content, heading, loaded, type View } from "./view.ts";

export function audience(view: View): Content {
  const { words, state, session } = view;
  const known = dataOf(state.labels);
  return html`
    ${heading(words.audienceTitle, words.audienceLead)}
    <div class="columns">
      <div class="stack">
        ${loaded(
          view,
          state.labels,
          (list) => labels(view, list),
          () => void readLabels(session),
        )}
        ${state.plan.everybody || state.plan.source !== "WEB" ? nothing : people(view)}
        ${known ? audienceOptions(view, known) : nothing}
      </div>
      <div class="stack">${isCountable(state.plan) ? figures(view) : uncounted(view)}</div>
    </div>
  `;
}

/** Shown instead of the figures if nobody is selected, or if the recipients come from a file or a webhook. */
function uncounted({ words, state }: View): Content {
  return state.plan.source !== "WEB"
    ? html`<p class="note warning" role="status">${words.audienceUnfiltered}</p>`
    : html`<p class="note" role="status">${words.audienceNobody}</p>`;
}

function labels(view: View, list: LabelWithCount[]): Content {
  const { words, state, session } = view;
  const { plan } = state;
  const change = (part: Parameters<Session["plan"]>[0]) => {
    session.plan(part);
    count(session);
  };
  const match = (value: "any" | "all") => html`
    <label>
      <input type="radio" name="match" .checked=${plan.match === value} @change=${() => change({ match: value })} />
      <span>${value === "any" ? words.matchAny : words.matchAll}</span>
    </label>
  `;
  const { source } = plan;
  const brought = source === "WEB" ? plan.brought : source;
  const choices = [
    { value: "chosen" as const, title: words.audienceChosen, text: words.audienceChosenText },
    { value: "everybody" as const, title: words.everybody, text: words.everybodyText },
    ...(brought
      ? [{ value: brought, title: brought === "EXCEL" ? words.audienceFile : words.audienceWebhook }]
      : []),
  ];
  const chosen = source === "WEB" ? (plan.everybody ? "everybody" : "chosen") : source;
  const among = choice("audience", words.audienceChoice, choices, chosen, (who) =>
    change({ source: who === brought ? who : "WEB", brought, everybody: who === "everybody" }),
  );
  // Nothing below is sent with contacts that a file or a webhook brings.
  if (plan.source !== "WEB") return among;
  return html`
    ${among}
    ${
      plan.everybody
        ? html`<p class="note warning" role="status">${words.everybodyWarning}</p>`
        : html`
          <fieldset class="include">
            <legend>${icon("include")}${words.labelsTitle}</legend>
            <div class="segments" role="radiogroup" aria-label=${words.matchTitle}>${match("any")}${match("all")}</div>
            ${chips(
              view,
              list.filter(({ id, is_system }) => !is_system || plan.labels.includes(id)),
              plan.labels,
              (labels) => change({ labels }),
            )}
          </fieldset>
        `
    }
    <fieldset class="exclude">
      <legend>${icon("exclude")}${words.leaveOutTitle}</legend>
      ${chips(view, systemFirst(list), plan.leftOutLabels ?? [], (leftOutLabels) => change({ leftOutLabels }))}
    </fieldset>
    ${labelEditor(view, list)}
  `;
}

/** Puts the system's labels first: they say why a contact should not be called. */
function systemFirst(list: LabelWithCount[]): LabelWithCount[] {
  return [...list].sort((left, right) => Number(right.is_system) - Number(left.is_system));
}

function figures(view: View): Content {
  const { words, state, session } = view;
  const list = listOf(session);
  list.update(view);
  return html`
    <div class="figures">
      ${loaded(
        view,
        state.counts,
        (counts) => waterfall(view, counts),
        () => count(session),
      )}
    </div>
    <div class="stack tight">
      <h3 id="list-title">${words.listTitle}</h3>
      <p class="small" id="list-hint">${words.listHint}</p>
      ${list.element}
    </div>
  `;
}

/** The counts from the contacts that were selected down to those who will be called. */
function waterfall({ words, formats }: View, { matched, afterLeavingOut, withNumber }: Counts): Content {
  const row = (kind: string, name: string, value: number, shown = formats.number(value)) => html`
    <div class=${kind}>
      <dt>${name}</dt>
      <dd>${shown}</dd>
      <dd>${bar(kind, value / Math.max(matched, 1))}</dd>
    </div>
  `;
  const minus = (value: number) => (value === 0 ? "0" : `−${formats.number(value)}`);
  const [out, none] = [matched - afterLeavingOut, afterLeavingOut - withNumber];
  return html`
    <p class="big"><b>${formats.number(withNumber)}</b> ${words.willBeCalled(withNumber)}</p>
    <dl class="waterfall">
      ${row("matched", words.countMatched, matched)}
      ${row("out", words.countLeftOut, out, minus(out))}
      ${row("out", words.countNoNumber, none, minus(none))}
      ${row("called", words.countCalled, withNumber)}
    </dl>
  `;
}
