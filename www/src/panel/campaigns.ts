// The campaigns that there are: to look at one, or to make another like it.

import { html, nothing } from "lit/html.js";
import { type Campaign, parseApiTime } from "seax-dialer";
import { follow } from "./follow.ts";
import { likeCampaign } from "./plan.ts";
import { readPast } from "./read.ts";
import { isOver } from "./steer.ts";
import { type Content, heading, loaded, problem, type View } from "./view.ts";

export function campaigns(view: View): Content {
  const { words, state, session } = view;
  return html`
    ${heading(words.campaigns)}
    ${state.notice ? problem(view, state.notice) : nothing}
    ${loaded(
      view,
      state.past,
      (past) => list(view, past),
      () => readPast(session),
    )}
  `;
}

function list(view: View, { rows, more }: { rows: Campaign[]; more: boolean }): Content {
  const { words, session } = view;
  if (rows.length === 0) return html`<p class="note">${words.campaignsNone}</p>`;
  return html`
    <ul class="campaigns">${rows.map((campaign) => row(view, campaign))}</ul>
    ${
      more
        ? html`<button part="secondary" @click=${() => readPast(session, rows.length)}>${words.more}</button>`
        : nothing
    }
  `;
}

function row(view: View, campaign: Campaign): Content {
  const { words, formats, session, announce, go } = view;
  const { id, name, statistics, status = "" } = campaign;
  const again = () => {
    session.set({ plan: likeCampaign(campaign, words.copyOf(name)) });
    go("review");
  };
  return html`
    <li>
      <div>
        <b>${name}</b>
        <small>
          ${formats.time(parseApiTime(campaign.created_time).getTime())} · ${words.types[campaign.type] ?? campaign.type}
          ${statistics?.human == null ? nothing : html` · ${words.peopleReached(statistics.human, formats.number(statistics.human))}`}
        </small>
      </div>
      <span class="status ${(status ?? "").toLowerCase()}">${words.statuses[status ?? ""] ?? status}</span>
      <div class="actions">
        <button part="secondary" aria-label=${words.openCampaign(name)}
          @click=${() => follow(session, id, announce)}>${words.open}</button>
        <button part="secondary" aria-label=${words.duplicateCampaign(name)} @click=${again}>${words.duplicate}</button>
        ${
          isOver(campaign)
            ? html`<button part="secondary" aria-label=${words.deleteCampaign(name)}
              @click=${() => session.set({ question: { kind: "delete", id, name } })}>${words.delete}</button>`
            : nothing
        }
      </div>
    </li>
  `;
}
