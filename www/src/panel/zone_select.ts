// A select for the schedule's time zone, likely zones first, and a note on times that a clock change affects.

import { html, nothing } from "lit/html.js";
import { clockChange } from "./clock_change.ts";
import { typed } from "./controls.ts";
import { windowOf } from "./plan.ts";
import { readHours } from "./read_checks.ts";
import { dataOf, type State } from "./session.ts";
import type { Content, View } from "./view.ts";
import { isZone, localZone } from "./zone.ts";
import { zones, zonesOf } from "./zone_list.ts";

export function zoneSelect(view: View): Content {
  const { words, state, session } = view;
  const { zone } = state.plan;
  const option = (name: string) => html`<option value=${name} .selected=${name === zone}>${name}</option>`;
  const likely = likelyZones(state);
  const others = zones().filter((name) => !likely.includes(name));
  return html`
    <div class="field">
      <label for="zone">${words.zone}</label>
      <select id="zone" @change=${(event: Event) => {
        session.plan({ zone: typed(event), namesZone: true });
        readHours(session);
      }}>
        <optgroup label=${words.zonesLikely}>${likely.map(option)}</optgroup>
        <optgroup label=${words.zonesAll}>${others.map(option)}</optgroup>
      </select>
    </div>
  `;
}

/** The operator's zone, the selected one, and those of the workspace's campaigns and of the selected numbers' countries. */
function likelyZones({ plan, past, phones }: State): string[] {
  const campaigns = dataOf(past)?.rows ?? [];
  const numbers = (dataOf(phones) ?? []).filter(({ id }) => plan.phones?.includes(id));
  const countries = [...new Set(numbers.flatMap(({ country }) => (country ? [country] : [])))];
  const names = [
    localZone(),
    plan.zone,
    ...[...new Set(campaigns.map(({ timezone }) => timezone))].filter(isZone),
    ...countries.flatMap(zonesOf),
    "UTC",
  ];
  return [...new Set(names)];
}

/** Says that clocks skip a time or show it twice, and which time is used. */
export function clockNote({ words, state, formats }: View, key: "start" | "end"): Content {
  const { plan } = state;
  const change = clockChange(plan[key], plan.zone);
  if (change === undefined) return nothing;
  const meant = formats.time(windowOf({ ...plan, when: "later" })[key], plan.zone);
  return html`<small role="status">${words.clockChange[change](meant)}</small>`;
}
