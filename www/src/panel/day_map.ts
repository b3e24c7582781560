// A chart of the calling hours in each time zone on the campaign's first day, with the campaign's window on top.

import { html, nothing, svg } from "lit/html.js";
import type { HoursSummary, HoursZone } from "seax-dialer";
import { axisOf, clockName, DAY, HOUR, outsideOf } from "./day_hours.ts";
import { windowOf } from "./plan.ts";
import { readHours } from "./read_checks.ts";
import { split } from "./split.ts";
import { type Content, loaded, type View } from "./view.ts";

/** How many time zones are shown, those with the most contacts first. */
const ZONES = 8;
/** The chart's width: one unit is a quarter of an hour. */
const WIDTH = 96;
/** The labels of the axis, in hours from its start. */
const TICKS = [0, 6, 12, 18, 24];

export function dayMap(view: View): Content {
  const { words, state } = view;
  if (state.hours === undefined) return nothing;
  return html`
    <section class="day-map" aria-labelledby="day-map">
      <h3 id="day-map">${words.hoursTitle}</h3>
      ${loaded(
        view,
        state.hours,
        (hours) => map(view, hours),
        () => readHours(view.session),
      )}
    </section>
  `;
}

function map(view: View, hours: HoursSummary): Content {
  const { words, state, formats } = view;
  const from = axisOf(state.plan);
  const zones = [...hours.zones].sort((one, other) => other.contacts - one.contacts);
  const more = zones.length - ZONES;
  return html`
    ${verdict(view, hours)}
    <ul class="zones">${zones.slice(0, ZONES).map((zone) => row(view, zone, from))}</ul>
    <div class="hour-axis" aria-hidden="true">
      ${TICKS.map((tick) => html`<span>${formats.clock(from + tick * HOUR, state.plan.zone)}</span>`)}
    </div>
    ${more > 0 ? html`<p class="small">${words.hoursMoreZones(formats.number(more))}</p>` : nothing}
    <ul class="hours-legend small" aria-hidden="true">
      <li><i class="open"></i>${words.hoursOpen}</li>
      <li><i class="closed"></i>${words.hoursClosed}</li>
      <li><i class="campaign"></i>${words.hoursCampaign}</li>
    </ul>
    <p class="small">${words.hoursBasis(hours.dataVersion.slice(0, 10))}</p>
  `;
}

/** Says whether everybody can be called while the campaign runs, and offers to split the campaign if not. */
function verdict(view: View, hours: HoursSummary): Content {
  const { words, state, session, formats, go } = view;
  const { outside, unknown } = outsideOf(state.plan, hours);
  const { splitting } = state;
  if (outside === 0) {
    const text =
      unknown === 0
        ? words.hoursFit
        : words.hoursUnknown(words.peopleCount(unknown, formats.number(unknown)));
    return html`
      ${splitting === "one" ? html`<p class="note good" role="status">${words.splitOne}</p>` : nothing}
      <p class=${unknown === 0 ? "small" : "note"} role="status">${text}</p>
    `;
  }
  const busy = splitting === "busy";
  const trouble = splitting === "busy" || splitting === "one" ? undefined : splitting;
  return html`
    <div class="note warning">
      <div>
        <p role="status">${words.hoursOutside(words.peopleCount(outside, formats.number(outside)))}</p>
        ${
          hours.zones.length > 1
            ? html`<button part="secondary" ?disabled=${busy} @click=${() => split(session, words, () => go("review"))}>${busy ? words.splitting : words.splitByZone}</button>`
            : nothing
        }
        ${trouble ? html`<p class="wrong" role="alert">${words.splitFailed[trouble]}</p>` : nothing}
      </div>
    </div>
  `;
}

function row(view: View, zone: HoursZone, from: number): Content {
  const { words, formats, state } = view;
  const at = (time: number) => Math.min(Math.max(((time - from) / DAY) * WIDTH, 0), WIDTH);
  const { start, end } = windowOf(state.plan);
  const spans = (zone.open ?? []).map(({ start_time, end_time }) => [
    Date.parse(start_time),
    Date.parse(end_time),
  ]);
  const open = spans.flatMap(([opens = 0, closes = 0]) =>
    at(closes) > at(opens) ? [{ opens, closes }] : [],
  );
  const name = clockName(zone.offsets) || words.hoursZoneUnknown;
  const times = open.map(({ opens, closes }) =>
    [opens, closes].map((time) => formats.clock(time, state.plan.zone)).join("–"),
  );
  const told =
    zone.open === undefined ? words.hoursNotKnown : times.length > 0 ? times.join(", ") : words.hoursNone;
  const people = words.peopleCount(zone.contacts, formats.number(zone.contacts));
  return html`
    <li>
      <span class="zone"><b>${name}</b> <small>${people}</small></span>
      <svg viewBox="0 0 ${WIDTH} 12" preserveAspectRatio="none" role="img" aria-label=${`${name}: ${told}`}>
        <title>${told}</title>
        <rect class=${zone.open === undefined ? "not-known" : "closed"} width=${WIDTH} height="12" />
        ${open.map(({ opens, closes }) => svg`<rect class="open" x=${at(opens)} width=${at(closes) - at(opens)} height="12" />`)}
        ${end > start ? svg`<rect class="campaign" x=${at(start)} width=${Math.max(at(end) - at(start), 0.5)} y="4.5" height="3" />` : nothing}
      </svg>
    </li>
  `;
}
