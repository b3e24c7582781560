// When the chosen people can be called in the 24 hours from the campaign's start: what is read, and what it comes to.

import type { HoursSummary } from "seax-dialer";
import { audienceOf, isCountable, type Plan, windowOf } from "./plan.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Where the day begins that is shown, in milliseconds since 1970: at the full hour before the campaign. */
export function axisOf(plan: Plan, now = Date.now()): number {
  const { start } = windowOf(plan, now);
  return Math.floor((Number.isFinite(start) ? start : now) / HOUR) * HOUR;
}

/** What the hours of an audience depend on; nothing where it cannot be told. */
export function hoursSubject(plan: Plan, now = Date.now()): string | undefined {
  // With a window in each contact's own zone, or one by a date of theirs, there is no one day for everybody.
  if (!isCountable(plan) || plan.zoneAware || plan.relative) return undefined;
  const out = plan.leftOut.map(({ id }) => id);
  return JSON.stringify([audienceOf(plan), out, plan.type, axisOf(plan, now)]);
}

/** How many people cannot be called at some time of the campaign's first day, and of how many that is not known. */
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

/** Offsets from UTC in minutes, as `UTC+8` or `UTC−5 … −4`; empty where there are none. */
export function clockName(offsets: number[]): string {
  const [first, last] = [offsets[0], offsets.at(-1)];
  if (first === undefined || last === undefined) return "";
  return first === last ? `UTC${signed(first)}` : `UTC${signed(first)} … ${signed(last)}`;
}

function signed(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "−" : "+"}${hours}${rest > 0 ? `:${String(rest).padStart(2, "0")}` : ""}`;
}
