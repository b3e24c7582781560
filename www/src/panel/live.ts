// A campaign under way, and its figures once it is over.

import { html, nothing } from "lit/html.js";
import type { Campaign, CampaignSnapshot, Rate } from "seax-dialer";
import { calls } from "./calls.ts";
import { bar, donut, sparkline } from "./charts.ts";
import { download } from "./csv.ts";
import { follow } from "./follow.ts";
import { icon } from "./icons.ts";
import { scheduled } from "./schedule_edit.ts";
import type { State } from "./session.ts";
import { isOver, startsAt, steer } from "./steer.ts";
import { type Content, heading, problem, skeleton, type View } from "./view.ts";

const BUCKETS = ["human", "machine", "no_answer", "unknown"] as const;

export function live(view: View): Content {
  const { words, state, session, announce } = view;
  const { snapshot, watchError, watched } = state;
  const again = () => watched && follow(session, watched, announce);
  if (snapshot === undefined) {
    return html`
      ${heading(words.live)}
      ${watchError ? problem(view, watchError, again) : skeleton(view)}
    `;
  }
  const { campaign } = snapshot;
  const status = campaign.status ?? "";
  const start = startsAt(campaign);
  return html`
    ${heading(campaign.name)}
    ${state.adopted ? html`<p class="note" role="status">${words.alreadyLaunched}</p>` : nothing}
    <div class="lead over">
      <span class="status ${status.toLowerCase()}">${words.statuses[status] ?? status}</span>
      ${isOver(campaign) ? nothing : controls(view, campaign)}
    </div>
    ${state.notice ? problem(view, state.notice) : nothing}
    ${watchError ? problem(view, watchError, again) : stale(view, snapshot)}
    ${start === undefined ? figures(view, snapshot) : scheduled(view, campaign, start)}
  `;
}

function figures(view: View, snapshot: CampaignSnapshot): Content {
  return html`
    ${progress(view, snapshot)}
    <div class="columns">
      <div class="stack">${answers(view, snapshot)}</div>
      <div class="stack">${pace(view, snapshot)}${results(view)}</div>
    </div>
    ${calls(view, snapshot.campaign.id)}
  `;
}

/** To pause a campaign, go on with it, and stop it for good. */
function controls({ words, state, session, announce }: View, { id, name, status }: Campaign): Content {
  const busy = state.steering !== undefined;
  const turn = status === "PAUSED" ? "resume" : "pause";
  return html`
    <div class="actions">
      <button part="secondary" ?disabled=${busy} @click=${() => steer(session, turn, id, announce)}>${words[turn]}</button>
      <button part="secondary" class="danger" ?disabled=${busy}
        @click=${() => session.set({ question: { kind: "cancel", id, name } })}>${words.stop}</button>
    </div>
  `;
}

/** That nothing newer could be read, in so many words. */
function stale({ words, formats, state }: View, snapshot: CampaignSnapshot): Content {
  const { lastErrorCode } = snapshot;
  if (lastErrorCode === undefined) return nothing;
  return html`
    <div class="note warning" role="status">
      ${icon("warning")}<p>${words.stale(formats.span(ageOf(state)), words.errors[lastErrorCode] ?? lastErrorCode)}</p>
    </div>
  `;
}

function progress({ words, formats }: View, { progress }: CampaignSnapshot): Content {
  const { done, of, share } = progress;
  if (done === undefined) return html`<p class="note">${words.noFigures}</p>`;
  const text =
    of === undefined ? formats.number(done) : words.doneOf(formats.number(done), formats.number(of));
  return html`
    <div class="progress">
      <p class="big"><b>${share === undefined ? formats.number(done) : formats.percent(share)}</b> ${text}</p>
      ${share === undefined ? nothing : bar("called", share)}
    </div>
  `;
}

function answers({ words, formats }: View, { rates, progress }: CampaignSnapshot): Content {
  const slices = BUCKETS.map((name) => ({ name, count: rates[name]?.count ?? 0 }));
  const human = rates.human;
  const told = (rate?: Rate) =>
    rate ? `${formats.number(rate.count)} · ${formats.percent(rate.share)}` : "–";
  const title = slices
    .map(({ name, count }) => `${words.buckets[name]}: ${formats.number(count)}`)
    .join(", ");
  return html`
    <h3>${words.answersTitle}</h3>
    <div class="answers">
      ${donut(`${words.answersTitle}. ${title}`, slices, human ? formats.percent(human.share) : "–", words.reached)}
      <dl class="legend">
        ${BUCKETS.map(
          (name) => html`
            <div>
              <dt><svg class="dot ${name}" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="5" /></svg>${words.buckets[name]}</dt>
              <dd>${told(rates[name])}</dd>
            </div>
          `,
        )}
      </dl>
    </div>
    ${(progress.done ?? 0) === 0 ? html`<p class="small">${words.noResultsYet}</p>` : nothing}
  `;
}

function pace({ words, formats, state }: View, snapshot: CampaignSnapshot): Content {
  const { report } = state;
  const { forecast, terminal } = snapshot;
  const rate = terminal ? report?.callsPerMinute : snapshot.callsPerMinute;
  const last = forecast && words.forecastKinds[forecast.kind];
  const shown = state.pace.map((value) => formats.pace(value));
  return html`
    <h3>${words.paceTitle}</h3>
    ${shown.length > 1 ? sparkline(words.paceChart(shown[0] ?? "", shown.at(-1) ?? ""), state.pace) : nothing}
    <dl class="pairs">
      <div><dt>${words.callsPerMinute}</dt><dd>${rate === undefined ? "–" : formats.pace(rate)}</dd></div>
      ${
        terminal
          ? html`<div><dt>${words.took}</dt><dd>${report?.duration ? formats.span(report.duration.seconds * 1_000) : "–"}</dd></div>`
          : html`
            <div><dt>${last ?? words.forecastKinds.estimate}</dt><dd>${forecast ? formats.time(forecast.endAtMs) : "–"}</dd></div>
            <div><dt>${words.age}</dt><dd>${formats.span(ageOf(state))}</dd></div>
          `
      }
    </dl>
  `;
}

/** How old the figures are, in milliseconds. */
function ageOf({ snapshot, snapshotAt }: State): number {
  return (snapshot?.ageMs ?? 0) + Date.now() - snapshotAt;
}

function results(view: View): Content {
  const { report } = view.state;
  if (!report) return nothing;
  return html`
    <button part="secondary" @click=${() => download(report)}>${view.words.csv}</button>
  `;
}
