// The calling hours of the recipients in the 24 hours from the campaign's start.

import type { HoursSummary } from "seax-dialer";
import { audienceOf, isCountable, type Plan, windowOf } from "./plan.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Returns where the shown day begins, in milliseconds since 1970: the campaign's start, rounded down to the hour. */
export function axisOf(plan: Plan, now = Date.now()): number {
  const { start } = windowOf(plan, now);
  return Math.floor((Number.isFinite(start) ? start : now) / HOUR) * HOUR;
}

/** Returns a text that identifies what an audience's hours depend on, or `undefined` if the hours cannot be worked out. */
export function hoursSubject(plan: Plan, now = Date.now()): string | undefined {
  // If each contact's own zone or date sets the window, there is no one day for everybody.
  if (!isCountable(plan) || !plan.leftOutLabels || plan.zoneAware || plan.relative) return undefined;
  const out = plan.leftOut.map(({ id }) => id);
  return JSON.stringify([audienceOf(plan), out, plan.type, axisOf(plan, now)]);
}

/** Counts the contacts who cannot be called at some time of the campaign's first day, and those whose hours are unknown. */
export function outsideOf(plan: Plan, hours: HoursSummary, now = Date.now()) {
  const { start, end } = windowOf(plan, now);
  const from = Math.max(start, now);
  const until = Math.min(end, axisOf(plan, now) + DAY);
  let [outside, unknown] = [0, 0];
  for (const { open, contacts } of hours.zones) {
    const holds = open?.some(
      ({ start_time, end_time }) => Date.parse(start_time) <= from && Date.parse(end_time) >= until,
    );
    if (open === undefined) unknown += contacts;
    else if (!holds) outside += contacts;
  }
  return { outside, unknown };
}

/** Formats offsets from UTC, in minutes, as `UTC+8` or `UTC−5 … −4`. Empty if there are none. */
export function clockName(offsets: number[]): string {
  const [first, last] = [offsets[0], offsets.at(-1)];
  if (first === undefined || last === undefined) return "";
  return first === last ? `UTC${signed(first)}` : `UTC${signed(first)} … ${signed(last)}`;
}

function signed(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "−" : "+"}${hours}${rest > 0 ? `:${String(rest).padStart(2, "0")}` : ""}`;
}
