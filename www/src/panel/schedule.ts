// Step 4: when, and how hard.

import { html, nothing } from "lit/html.js";
import { estimateCallingMs } from "seax-dialer";
import { windowBar } from "./charts.ts";
import { windowOf } from "./plan.ts";
import { type Content, choice, heading, typed, type View } from "./view.ts";
import { clockNote, zoneSelect } from "./zone_select.ts";

export function schedule(view: View): Content {
  const { words, state, session } = view;
  const { plan } = state;
  const whens = [
    { value: "now" as const, title: words.startNow, text: words.startNowText },
    { value: "later" as const, title: words.startLater, text: words.startLaterText },
  ];
  return html`
    ${heading(words.scheduleTitle, words.scheduleLead)}
    <div class="columns">
      <div class="stack">
        ${choice("when", words.begin, whens, plan.when, (when) => session.plan({ when }))}
        ${plan.when === "later" ? moment(view, "start", words.begin) : nothing}
        ${moment(view, "end", words.end)}
        ${zoneSelect(view)}
        <div class="row">
          ${amount(view, "attempts", words.attempts, words.attemptsHint, 10)}
          ${amount(view, "dialers", words.dialers, words.dialersHint, 500)}
        </div>
      </div>
      <div class="stack">${forecast(view)}</div>
    </div>
  `;
}

function moment(view: View, key: "start" | "end", title: string): Content {
  const { state, session } = view;
  return html`
    <div class="field">
      <label for=${key}>${title}</label>
      <input id=${key} type="datetime-local" required .value=${state.plan[key]}
        @change=${(event: Event) => session.plan({ [key]: typed(event) })} />
      ${clockNote(view, key)}
    </div>
  `;
}

function amount(
  { state, session }: View,
  key: "attempts" | "dialers",
  title: string,
  hint: string,
  most: number,
): Content {
  const change = (event: Event) => {
    const value = Math.round(Number(typed(event)));
    session.plan({ [key]: Math.max(1, Math.min(Number.isFinite(value) ? value : 1, most)) });
  };
  return html`
    <div class="field">
      <label for=${key}>${title}</label>
      <input id=${key} type="number" inputmode="numeric" min="1" max=${most} aria-describedby=${`${key}-hint`}
        .value=${String(state.plan[key])} @change=${change} />
      <small id=${`${key}-hint`}>${hint}</small>
    </div>
  `;
}

/** The end that the calls can be expected to have, against the end of the window. */
function forecast({ words, state, formats }: View): Content {
  const { plan, counts } = state;
  const { start, end } = windowOf(plan);
  if (!(end > start)) return html`<p class="note warning" role="alert">${words.lacks.window}</p>`;
  const open = end - start;
  const people = counts?.state === "there" ? counts.value.withNumber : 0;
  if (people === 0) return html`<p class="note">${words.audienceFirst}</p>`;
  const { attempts: max_attempts, dialers: max_dialers } = plan;
  const long = estimateCallingMs({ max_attempts, max_dialers }, people);
  const fits = long <= open;
  return html`
    <h3>${words.forecastTitle}</h3>
    <p class="big"><b>${formats.span(long)}</b> ${words.forecastOf(formats.span(open))}</p>
    ${windowBar(words.forecastChart(formats.span(long), formats.span(open)), long, open)}
    <dl class="pairs">
      <div><dt>${words.begin}</dt><dd>${formats.time(start, plan.zone)}</dd></div>
      <div><dt>${words.callsEnd}</dt><dd>${formats.time(start + long, plan.zone)}</dd></div>
      <div><dt>${words.end}</dt><dd>${formats.time(end, plan.zone)}</dd></div>
    </dl>
    <p class=${fits ? "small" : "note warning"} role="status">${fits ? words.forecastFits : words.forecastShort}</p>
    <p class="small">${words.forecastBasis}</p>
  `;
}
