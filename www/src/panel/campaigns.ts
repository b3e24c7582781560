// Lists the workspace's campaigns and the kept drafts, to open, duplicate or delete them.

import { html, nothing } from "lit/html.js";
import type { Campaign } from "seax-dialer";
import { begin, isBegun } from "./drafts.ts";
import { likeCampaign } from "./duplicate.ts";
import { follow } from "./follow.ts";
import { isOver, startsAt, timeOf } from "./phase.ts";
import { readPast } from "./read_campaigns.ts";
import { heldKey } from "./readiness.ts";
import { type Content, heading, loaded, type View } from "./view.ts";

export function campaigns(view: View): Content {
  const { words, state, session } = view;
  return html`
    ${heading(words.campaigns)}
    ${drafts(view)}
    ${loaded(
      view,
      state.past,
      (past) => list(view, past),
      () => readPast(session),
    )}
  `;
}

/**
 * The drafts that were replaced by another one. The draft of a launch that is under way or unconfirmed is left out; the current
 * draft is added as long as there is such a launch, because the tab then leads to the launch.
 */
function drafts({ words, state, session, go }: View): Content {
  const held = heldKey(state);
  const here = held !== undefined && isBegun(state.plan) ? [state.plan] : [];
  const plans = [...here, ...state.drafts].filter(({ key }) => key !== held);
  if (plans.length === 0) return nothing;
  return html`
    <h3>${words.draftsTitle}</h3>
    <ul class="campaigns">
      ${plans.map((plan) => {
        const name = plan.name || words.draftUnnamed;
        const open = () => {
          begin(session, plan);
          go("review");
        };
        const discard = () => session.set({ question: { kind: "discard", plan, name } });
        return html`
          <li>
            <div><b>${name}</b></div>
            <div class="actions">
              <button part="secondary" aria-label=${words.openCampaign(name)} @click=${open}>${words.open}</button>
              ${plan === state.plan ? nothing : html`<button part="secondary" class="danger" aria-label=${words.deleteCampaign(name)} @click=${discard}>${words.delete}</button>`}
            </div>
          </li>
        `;
      })}
    </ul>
  `;
}

function list(view: View, { rows, more }: { rows: Campaign[]; more: boolean }): Content {
  const { words, session } = view;
  if (rows.length === 0) return html`<p class="note">${words.campaignsNone}</p>`;
  const group = (title: string, some: Campaign[]) =>
    some.length === 0
      ? nothing
      : html`<h3>${title}</h3><ul class="campaigns">${some.map((campaign) => row(view, campaign))}</ul>`;
  return html`
    ${group(
      words.campaignsRunning,
      rows.filter((campaign) => !isOver(campaign)),
    )}
    ${group(words.campaignsOver, rows.filter(isOver))}
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
  const start = startsAt(campaign);
  const again = () => {
    begin(session, likeCampaign(campaign, words.copyOf(name)));
    go("review");
  };
  const time =
    start === undefined
      ? formats.time(timeOf(campaign.created_time))
      : words.scheduledFor(formats.time(start, campaign.timezone ?? undefined));
  return html`
    <li>
      <div>
        <b>${name}</b>
        <small>
          ${time} · ${words.types[campaign.type] ?? campaign.type}
          ${statistics?.human == null || start !== undefined ? nothing : html` · ${words.peopleReached(statistics.human, formats.number(statistics.human))}`}
        </small>
      </div>
      <span class="status ${(status ?? "").toLowerCase()}">${words.statuses[status ?? ""] ?? status}</span>
      <div class="actions">
        <button part="secondary" aria-label=${words.openCampaign(name)}
          @click=${() => follow(session, id, announce)}>${words.open}</button>
        <button part="secondary" aria-label=${words.duplicateCampaign(name)} @click=${again}>${words.duplicate}</button>
        ${
          isOver(campaign)
            ? html`<button part="secondary" class="danger" aria-label=${words.deleteCampaign(name)}
              @click=${() => session.set({ question: { kind: "delete", id, name } })}>${words.delete}</button>`
            : nothing
        }
      </div>
    </li>
  `;
}
