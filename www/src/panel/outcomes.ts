// Charts of a campaign's calls by outcome: over time, and by the number that called.

import { html, nothing } from "lit/html.js";
import type { CallRow } from "./call_row.ts";
import { bars, shares } from "./charts.ts";
import { dataOf } from "./session.ts";
import { byNumber, overTime, roundUp, STACK } from "./tallies.ts";
import type { Content, View } from "./view.ts";

export function outcomesOverTime({ words, formats }: View, rows: CallRow[]): Content {
  const { span, spans, until } = overTime(rows);
  const [first] = spans;
  if (first === undefined) return html`<p class="small">${words.noResultsYet}</p>`;
  const sums = spans.map(({ counts }) => STACK.reduce((sum, name) => sum + counts[name], 0));
  const top = roundUp(Math.max(...sums));
  const middle = spans[Math.floor(spans.length / 2)];
  const time = (at: number) => (span < 86_400_000 ? formats.clock(at) : formats.day(at));
  const x = [time(first.from), ...(spans.length > 4 && middle ? [time(middle.from)] : []), time(until)];
  const slices = spans.map(({ counts }) => STACK.map((name) => ({ name, count: counts[name] })));
  const half = top / 2;
  const y: [string, string] = [formats.number(top), Number.isInteger(half) ? formats.number(half) : ""];
  return html`
    ${bars(words.overTimeChart(time(first.from), time(until)), slices, { x, y }, top)}
    <p class="small">${words.overTimeUnit(formats.span(span))}</p>
  `;
}

export function outcomesByNumber(view: View, rows: CallRow[]): Content {
  const { words, formats, state } = view;
  const numbers = byNumber(rows);
  if (numbers.length === 0) return html`<p class="small">${words.noResultsYet}</p>`;
  return html`
    <ul class="numbers">
      ${numbers.map(({ number, total, counts }) => {
        const name = dataOf(state.phones)?.find(({ phone }) => phone === number)?.name;
        const told = STACK.map(
          (outcome) => `${words.buckets[outcome]}: ${formats.number(counts[outcome])}`,
        ).join(", ");
        return html`
          <li>
            <b>${name ?? number}</b>
            <span>${words.callsOf(total, formats.number(total))} · ${formats.percent(counts.human / total)} ${words.reached}</span>
            ${name ? html`<small>${number}</small>` : nothing}
            ${shares(
              told,
              STACK.map((outcome) => ({ name: outcome, count: counts[outcome] })),
            )}
          </li>
        `;
      })}
    </ul>
  `;
}
