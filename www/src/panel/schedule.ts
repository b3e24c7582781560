// Step 4: the schedule, the attempts and the number of simultaneous calls.

import { html, nothing } from "lit/html.js";
import { estimateCallingMs } from "seax-dialer";
import { windowBar } from "./charts.ts";
import { choice, typed } from "./controls.ts";
import { count } from "./count.ts";
import { dayMap } from "./day_map.ts";
import { isCountable, type Plan, windowOf } from "./plan.ts";
import { readLabels } from "./read.ts";
import { readHours } from "./read_checks.ts";
import { peopleOf } from "./readiness.ts";
import { endLack, type Lack, startLack } from "./steps.ts";
import { type Content, heading, loaded, type View } from "./view.ts";
import { clockNote, zoneSelect } from "./zone_select.ts";

export function schedule(view: View): Content {
  const { words, state } = view;
  const { plan } = state;
  const whens = [
    { value: "now" as const, title: words.startNow, text: words.startNowText },
    { value: "later" as const, title: words.startLater, text: words.startLaterText },
  ];
  return html`
    ${heading(words.scheduleTitle, words.scheduleLead)}
    ${state.parts ? html`<p class="note good" role="status">${words.splitDone(view.formats.number(state.parts))}</p>` : nothing}
    <div class="columns">
      <div class="stack">
        ${choice("when", words.begin, whens, plan.when, (when) => change(view, { when }))}
        ${plan.when === "later" ? moment(view, "start", words.begin, startLack(plan)) : nothing}
        ${moment(view, "end", words.end, endLack(plan), tooShort(view))}
        ${zoneSelect(view)}
        ${
          plan.zoneAware
            ? html`
              <label class="check">
                <input type="checkbox" .checked=${plan.zoneAware} @change=${() => change(view, { zoneAware: !plan.zoneAware })} />
                <span>${words.zoneAware}</span>
              </label>
            `
            : nothing
        }
        <div class="row">
          ${amount(view, "attempts", words.attempts, words.attemptsHint, 10)}
          ${amount(view, "dialers", words.dialers, words.dialersHint, 500)}
        </div>
      </div>
      <div class="stack">${forecast(view)}</div>
    </div>
    ${dayMap(view)}
  `;
}

/** Changes the schedule, and reads the calling hours for it. */
function change({ session }: View, part: Partial<Plan>): void {
  session.set({ plan: { ...session.state.plan, ...part }, splitting: undefined });
  readHours(session);
}

function moment(
  view: View,
  key: "start" | "end",
  title: string,
  lack: Lack | undefined,
  warning = "",
): Content {
  const { words, state } = view;
  const put = (time: string) => change(view, { [key]: time });
  return timeField(
    key,
    title,
    state.plan[key],
    lack && words.lacks[lack],
    put,
    true,
    warning,
    clockNote(view, key),
  );
}

/** An input for a date and time, with what is wrong with it, or else a warning. */
export function timeField(
  id: string,
  title: Content | string,
  value: string,
  wrong: string | undefined,
  change: (value: string) => void,
  required: boolean,
  warning = "",
  note: Content = nothing,
): Content {
  const said = wrong || warning;
  return html`
    <div class="field">
      <label for=${id}>${title}</label>
      <input id=${id} type="datetime-local" max="9999-12-31T23:59" ?required=${required} aria-invalid=${wrong ? "true" : nothing}
        aria-describedby=${said ? `${id}-wrong` : nothing} .value=${value} @change=${(event: Event) => change(typed(event))} />
      ${said ? html`<small id=${`${id}-wrong`} class=${wrong ? "wrong" : "doubtful"} role="alert">${said}</small>` : nothing}
      ${note}
    </div>
  `;
}

/** Returns how long the calls can take, in milliseconds, or `undefined` if no recipients are counted. */
function needed({ state }: View): number | undefined {
  const people = isCountable(state.plan) ? (peopleOf(state) ?? 0) : 0;
  const { attempts: max_attempts, dialers: max_dialers } = state.plan;
  return people === 0 ? undefined : estimateCallingMs({ max_attempts, max_dialers }, people);
}

const DAY = 86_400_000;

/** A warning for the end's field: the window ends before the calls can, or the calls take days. Empty if neither is so. */
function tooShort(view: View): string {
  const { words, formats, state } = view;
  const { start, end } = windowOf(state.plan);
  const long = needed(view);
  if (long === undefined || !(end > start)) return "";
  if (long > end - start)
    return words.endTooEarly(formats.span(long), formats.time(start + long, state.plan.zone));
  return long >= DAY ? words.callsTakeDays(formats.span(long)) : "";
}

function amount(
  { state, session }: View,
  key: "attempts" | "dialers",
  title: string,
  hint: string,
  most: number,
): Content {
  return amountField(key, title, state.plan[key], most, (value) => session.plan({ [key]: value }), hint);
}

/** An input for a whole number from 1 to `most`. */
export function amountField(
  id: string,
  title: string,
  value: number,
  most: number,
  change: (value: number) => void,
  hint = "",
): Content {
  const limit = (event: Event) => {
    const value = Math.max(1, Math.min(Math.round(Number(typed(event))) || 1, most));
    // The input shows it, even if that changes no state.
    (event.target as HTMLInputElement).value = String(value);
    change(value);
  };
  return html`
    <div class="field">
      <label for=${id}>${title}</label>
      <input id=${id} type="number" inputmode="numeric" min="1" max=${most} aria-describedby=${hint ? `${id}-hint` : nothing}
        .value=${String(value)} @change=${limit} />
      ${hint ? html`<small id=${`${id}-hint`}>${hint}</small>` : nothing}
    </div>
  `;
}

/** The expected end of the calls, compared with the end of the window. */
function forecast(view: View): Content {
  const { words, state, session, formats } = view;
  const { plan } = state;
  const { start, end } = windowOf(plan);
  // The fields say what is wrong with the times.
  if (startLack(plan) || endLack(plan)) return nothing;
  if (isCountable(plan) && peopleOf(state) === undefined) {
    // Nobody is counted before it is known which labels keep contacts out.
    const { leftOutLabels } = plan;
    const again = () => (leftOutLabels ? count(session) : void readLabels(session));
    return loaded<unknown>(view, leftOutLabels ? state.counts : state.labels, () => nothing, again);
  }
  const long = needed(view);
  const none = plan.source === "WEB" ? words.audienceFirst : words.audienceUnknown;
  if (long === undefined) return html`<p class="note">${none}</p>`;
  const open = end - start;
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
