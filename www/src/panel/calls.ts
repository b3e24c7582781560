// The calls of a campaign, one by one: a table, and a file of all of them.

import { html, nothing } from "lit/html.js";
import { type CallResult, type CampaignId, parseApiTime } from "seax-dialer";
import { downloadCalls } from "./csv.ts";
import { clientOf, readCalls } from "./read.ts";
import { type Content, loaded, type View } from "./view.ts";

export function calls(view: View, id: CampaignId): Content {
  const { words, state, session } = view;
  const read = () => readCalls(session, id);
  return html`
    <section class="stack tight" aria-labelledby="calls-title">
      <h3 id="calls-title">${words.callsTitle}</h3>
      ${
        state.calls === undefined
          ? html`<div class="actions"><button part="secondary" @click=${read}>${words.callsShow}</button></div>`
          : loaded(view, state.calls, (value) => table(view, id, value), read)
      }
    </section>
  `;
}

function table(view: View, id: CampaignId, { rows, more }: { rows: CallResult[]; more: boolean }): Content {
  const { words, session, announce } = view;
  if (rows.length === 0) return html`<p class="note">${words.callsNone}</p>`;
  const save = () =>
    downloadCalls(clientOf(session), id).catch((error: unknown) => {
      session.set({ notice: error });
      announce("seax-error", { error });
    });
  // With the roles spelled out, the rows may become blocks on a narrow screen and stay a table all the same.
  return html`
    <table role="table" class="calls">
      <thead role="rowgroup">
        <tr role="row">${words.callsColumns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${rows.map((call) => row(view, call))}</tbody>
    </table>
    <div class="actions">
      ${more ? html`<button part="secondary" @click=${() => readCalls(session, id, rows.length)}>${words.more}</button>` : nothing}
      <button part="secondary" @click=${save}>${words.callsCsv}</button>
    </div>
  `;
}

function row({ words, formats }: View, call: CallResult): Content {
  const { contact_name, contact_number, call_status, call_duration, call_send_time } = call;
  const notes = [
    call.key_press?.length ? words.keysPressed(call.key_press.join(" ")) : "",
    (call.labels ?? []).map(({ name }) => name).join(", "),
    call.call_summary ?? "",
  ].filter(Boolean);
  return html`
    <tr role="row">
      <td role="cell"><b>${contact_name || words.noName}</b><small>${contact_number}</small></td>
      <td role="cell">${call_status ? (words.callStatuses[call_status] ?? call_status) : "–"}</td>
      <td role="cell">${call_send_time ? formats.time(parseApiTime(call_send_time).getTime()) : "–"}<small>${
        call_duration == null ? "" : formats.span(call_duration * 1_000)
      }</small></td>
      <td role="cell">${notes.length > 0 ? notes.join(" · ") : "–"}</td>
    </tr>
  `;
}
