// The calls of a campaign: a searchable table, newest first, and a CSV file of all calls.

import { html, nothing, render } from "lit/html.js";
import type { Campaign } from "seax-dialer";
import { type CallRow, matching, OUTCOMES } from "./call_row.ts";
import { typed } from "./controls.ts";
import { downloadCalls } from "./csv.ts";
import { fail } from "./news.ts";
import { timeOf } from "./phase.ts";
import { ageOfCalls, allCalls, readCalls } from "./read_calls.ts";
import type { CallFilter, Session } from "./session.ts";
import { say } from "./status.ts";
import { type Content, loaded, type View } from "./view.ts";

/** The age of the calls, formatted as the figures' age is. The figures are read more often. */
export function callsAge({ words, formats }: View, rows: CallRow[]): Content {
  const age = ageOfCalls(rows);
  return age === undefined ? nothing : html`<p class="small">${words.updated(formats.ago(age))}</p>`;
}

/** How many rows are shown at first, and added by "Show more". */
const ROWS = 20;

export function calls(view: View, campaign: Campaign): Content {
  const { words, state, session } = view;
  const read = () => readCalls(session, campaign.id);
  return html`
    <section class="stack tight" aria-labelledby="calls-title">
      <h3 id="calls-title">${words.callsTitle}</h3>
      ${
        state.calls === undefined
          ? html`<div class="actions"><button part="secondary" @click=${read}>${words.callsShow}</button></div>`
          : loaded(view, state.calls, (rows) => found(view, campaign, rows), read)
      }
    </section>
  `;
}

function found(view: View, { id, name }: Campaign, rows: CallRow[]): Content {
  const { words, formats, state, session } = view;
  if (rows.length === 0) return html`<p class="note">${words.callsNone}</p>`;
  const { outcome, text, shown } = state.callFilter;
  const told = (some: number, all: number) => words.callsShown(formats.number(some), formats.number(all));
  const filter = (part: Partial<CallFilter>) => {
    const callFilter = { ...state.callFilter, shown: ROWS, ...part };
    session.set({ callFilter });
    // The number is announced when the operator filters, and not whenever the calls are read again.
    const { length } = matching(rows, callFilter.outcome, callFilter.text);
    say(session, told(Math.min(callFilter.shown, length), length));
  };
  // Read all calls again: while the campaign runs, the table is out of date.
  const save = () =>
    allCalls(session, id).then(
      (all) => downloadCalls(id, all),
      (error: unknown) => {
        fail(session, id, { failed: "callsCsv", name, error });
        view.announce("seax-error", { error });
      },
    );
  const matched = matching(rows, outcome, text);
  // New calls do not push the one that is being listened to out of the table.
  const heard = matched.findIndex(({ recordings }) => recordings.includes(state.playing ?? ""));
  const playing = heard < shown ? [] : matched.slice(heard, heard + 1);
  const seen = [...matched.slice(0, shown), ...playing];
  return html`
    <div class="row filters">
      <div class="field">
        <label for="calls-outcome">${words.callsOutcome}</label>
        <select id="calls-outcome" @change=${(event: Event) => filter({ outcome: typed(event) })}>
          <option value="" .selected=${outcome === ""}>${words.callsAll}</option>
          ${OUTCOMES.map((each) => html`<option value=${each} .selected=${each === outcome}>${words.buckets[each]}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="calls-search">${words.callsSearch}</label>
        <input id="calls-search" type="search" autocomplete="off" .value=${text} @input=${(event: Event) => filter({ text: typed(event) })} />
      </div>
    </div>
    <p class="small">${told(seen.length, matched.length)}</p>
    ${callsAge(view, rows)}
    ${seen.length > 0 ? table(view, seen) : nothing}
    <div class="actions">
      ${matched.length > seen.length ? html`<button part="secondary" @click=${() => filter({ shown: shown + ROWS })}>${words.more}</button>` : nothing}
      <button part="secondary" @click=${() => readCalls(session, id)}>${words.callsUpdate}</button>
      <button part="secondary" @click=${save}>${words.callsCsv}</button>
    </div>
  `;
}

function table(view: View, rows: CallRow[]): Content {
  // The explicit roles keep this a table for assistive technology when narrow screens lay the rows out as blocks.
  return html`
    <table role="table" class="calls">
      <thead role="rowgroup">
        <tr role="row">${view.words.callsColumns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr>
      </thead>
      ${body(view, rows)}
    </table>
  `;
}

const bodies = new WeakMap<Session, HTMLElement>();

/**
 * The rows of the table. New calls are inserted above the others, so each call keeps its own element, and with it the focus, an
 * open transcript and a recording that is played. lit's `repeat` would do the same for 900 bytes.
 */
function body(view: View, calls: CallRow[]): HTMLElement {
  const body = bodies.get(view.session) ?? document.createElement("tbody");
  bodies.set(view.session, body);
  body.role = "rowgroup";
  const before = new Map([...body.children].map((row) => [row.id, row as HTMLElement]));
  const rows = new Set<Element>();
  for (const call of calls) {
    const { id } = call;
    const element = Object.assign(before.get(id) ?? document.createElement("tr"), { id, role: "row" });
    render(row(view, call), element);
    rows.add(element);
  }
  for (const row of [...body.children]) if (!rows.has(row)) row.remove();
  let next = body.firstElementChild;
  for (const row of rows) {
    if (row === next) next = next.nextElementSibling;
    else body.insertBefore(row, next);
  }
  return body;
}

function row(view: View, call: CallRow): Content {
  const { words, formats } = view;
  const { name, number, outcome, status, time, seconds } = call;
  const carrier = status ? (words.callStatuses[status] ?? status) : "";
  return html`
    <td role="cell"><b>${name || words.noName}</b><small dir="ltr">${number}</small></td>
    <td role="cell">${words.buckets[outcome]}<small>${carrier}</small></td>
    <td role="cell">${time ? formats.time(timeOf(time)) : "–"}<small>${
      seconds ? formats.span(seconds * 1_000) : ""
    }</small></td>
    <td role="cell">${outcomeOf(view, call)}</td>
  `;
}

/** The result of a call: the keys pressed and the words said, its labels, summary, transcript and recordings. */
function outcomeOf(view: View, call: CallRow): Content | string {
  const { words } = view;
  const { keys, said, labels, summary, transcript, recordings, name } = call;
  const notes = [
    keys.length > 0 ? words.keysPressed(keys.join(" ")) : "",
    ...said.map((text) => `“${text}”`),
    labels.join(", "),
    summary,
  ].filter(Boolean);
  if (notes.length + recordings.length === 0 && transcript === "") return "–";
  return html`
    ${notes.join(" · ")}
    ${transcript ? html`<details><summary>${words.transcript}</summary><p class="small">${transcript}</p></details>` : nothing}
    ${recordings.map((url) => recording(view, url, words.recordingOf(name || words.noName)))}
  `;
}

/**
 * A recording, which is fetched only when it is played: it can be large, and the page's policy may forbid it. Only the button
 * starts it: with `autoplay`, it would start again whenever its element is made again.
 */
function recording({ words, state, session }: View, url: string, title: string): Content {
  const play = ({ target }: Event) => {
    const cell = (target as Element).closest("td");
    session.set({ playing: url });
    // The panel is drawn in a microtask. The element itself says why a recording cannot be played.
    queueMicrotask(
      () =>
        void cell
          ?.querySelector("audio")
          ?.play()
          .catch(() => {}),
    );
  };
  if (state.playing !== url) {
    return html`
      <div class="actions">
        <button part="secondary" aria-label=${`${words.recordingPlay}: ${title}`} @click=${play}>${words.recordingPlay}</button>
      </div>
    `;
  }
  return html`
    <audio controls src=${url} aria-label=${title}></audio>
    <a href=${url} target="_blank" rel="noreferrer">${words.recordingOpen}</a>
  `;
}
