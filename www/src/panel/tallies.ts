// Counts calls by outcome: over time, and by the number that called.

import type { CallRow, Outcome } from "./call_row.ts";
import { timeOf } from "./phase.ts";

/** The outcomes in a bar, from bottom to top. */
export const STACK: Outcome[] = ["human", "machine", "no_answer", "unknown"];

/** The possible spans of a bar, in ms: the usual divisions of time, from 10 seconds to a week. */
const SPANS = [10, 30, 60, 300, 900, 1_800, 3_600, 10_800, 21_600, 86_400, 604_800].map(
  (seconds) => seconds * 1_000,
);

/** The maximum number of bars, and the minimum: two bars as wide as the chart would be hard to read. */
const MOST = 24;
const LEAST = 12;

export interface TimeSpan {
  from: number;
  counts: Record<Outcome, number>;
}

const DAY = 86_400_000;

/** Returns the index of the span that a time is in. Days begin when the browser's clock says so, because they are shown as dates. */
function place(time: number, span: number): number {
  const offset = span < DAY ? 0 : new Date(time).getTimezoneOffset() * 60_000;
  return Math.floor((time - offset) / span);
}

/** Returns when the span with an index begins. */
function begin(index: number, span: number): number {
  const date = new Date(index * span);
  if (span < DAY) return date.getTime();
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()).getTime();
}

/** Counts the calls that have an outcome in equal spans of time, the last of which ends at `until`. */
export function overTime(rows: readonly CallRow[]): { span: number; spans: TimeSpan[]; until: number } {
  const called = rows.filter(({ time, outcome }) => time !== "" && outcome !== "open");
  const times = called.map(({ time }) => timeOf(time));
  const [first, last] = [least(times), -least(times.map((time) => -time))];
  const span = SPANS.find((length) => place(last, length) - place(first, length) < MOST) ?? last - first + 1;
  if (called.length === 0) return { span, spans: [], until: 0 };
  const from = place(first, span);
  const length = Math.max(place(last, span) - from + 1, LEAST);
  const spans = Array.from({ length }, (_, index) => ({ from: begin(from + index, span), counts: none() }));
  for (const [index, { outcome }] of called.entries()) {
    const counts = spans[place(times[index] ?? first, span) - from]?.counts;
    if (counts) counts[outcome] += 1;
  }
  return { span, spans, until: begin(from + length, span) };
}

/** Returns the minimum. `Math.min(...values)` would fail in some engines with many thousand arguments. */
function least(values: number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

/** Counts the calls of each number, the number with the most calls first. */
export function byNumber(
  rows: readonly CallRow[],
): { number: string; total: number; counts: Record<Outcome, number> }[] {
  const numbers = new Map<string, Record<Outcome, number>>();
  for (const { from, outcome } of rows) {
    if (from === "" || outcome === "open") continue;
    const counts = numbers.get(from) ?? none();
    counts[outcome] += 1;
    numbers.set(from, counts);
  }
  return [...numbers]
    .map(([number, counts]) => ({
      number,
      counts,
      total: STACK.reduce((sum, name) => sum + counts[name], 0),
    }))
    .sort((left, right) => right.total - left.total);
}

function none(): Record<Outcome, number> {
  return { human: 0, machine: 0, no_answer: 0, unknown: 0, open: 0 };
}

/** Rounds up to 1, 2 or 5 times a power of ten. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}
