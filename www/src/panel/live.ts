// The screen of one campaign: its progress while it runs, and its figures after it is over.

import { html, nothing } from "lit/html.js";
import type { Campaign, CampaignId, CampaignSnapshot, Rate } from "seax-dialer";
import { calls, callsAge } from "./calls.ts";
import { bar, donut, sparkline } from "./charts.ts";
import { notice } from "./confirm.ts";
import { download } from "./csv.ts";
import { follow } from "./follow.ts";
import { icon } from "./icons.ts";
import { launchText } from "./news.ts";
import { outcomesByNumber, outcomesOverTime } from "./outcomes.ts";
import { isOver, startsAt } from "./phase.ts";
import { resume, resumeNote, toldOf } from "./resume.ts";
import { scheduled } from "./schedule_edit.ts";
import { dataOf, type Session, type State } from "./session.ts";
import { isFinal, steer } from "./steer.ts";
import { roundUp } from "./tallies.ts";
import { type Content, heading, problem, skeleton, type View } from "./view.ts";

const BUCKETS = ["human", "machine", "no_answer", "unknown"] as const;

export function live(view: View): Content {
  const { words, state, session, announce } = view;
  const { snapshot, watchError, watched, launched } = state;
  const again = () => watched && follow(session, watched, announce);
  if (snapshot === undefined) {
    return html`
      ${heading(words.live)}
      ${launched ? html`<div class="note good">${icon("check")}<p>${launchText(view, launched)}</p></div>` : nothing}
      ${watchError ? problem(view, watchError, again) : skeleton(view)}
    `;
  }
  const { campaign } = snapshot;
  const status = campaign.status ?? "";
  const start = startsAt(campaign);
  return html`
    <div class="top">
      ${heading(campaign.name)}
      <span class="status ${status.toLowerCase()}">${words.statuses[status] ?? status}</span>
      ${isOver(campaign) ? statistics(view) : controls(view, campaign)}
    </div>
    ${launched?.here === false ? html`<p class="note" role="status">${words.alreadyLaunched}</p>` : nothing}
    ${notice(view)}
    ${resumeNote(view, campaign)}
    ${watchError ? problem(view, watchError, again) : stale(view, snapshot)}
    ${start === undefined ? figures(view, snapshot) : scheduled(view, campaign, start)}
  `;
}

function figures(view: View, snapshot: CampaignSnapshot): Content {
  const { words, state } = view;
  const rows = dataOf(state.calls) ?? [];
  return html`
    ${progress(view, snapshot)}
    ${facts(view, snapshot)}
    <div class="panes">
      <section class="pane">${answers(view, snapshot)}</section>
      <section class="pane">
        ${rows.length > 0 ? html`<h3>${words.overTimeTitle}</h3>${outcomesOverTime(view, rows)}${callsAge(view, rows)}` : pace(view)}
      </section>
      ${
        rows.length > 0
          ? html`<section class="pane wide"><h3>${words.byNumberTitle}</h3>${outcomesByNumber(view, rows)}${callsAge(view, rows)}</section>`
          : nothing
      }
    </div>
    ${calls(view, snapshot.campaign)}
  `;
}

/**
 * How long Pause, Resume or Resume anyway is disabled after it has taken another's place, in milliseconds: a press may be meant for
 * the other. A campaign can also be paused or resumed by somebody else.
 */
const COOLDOWN = 1_000;

type Way = "pause" | "resume" | "resumeAnyway";

/** The button that was drawn last, with the time when it took the other's place (see `performance.now`). */
const drawn = new WeakMap<Session, { id: CampaignId; way: Way; since: number }>();

/** Whether the button has just taken the other's place. `live` is drawn every second, so it does not stay disabled. */
function isNew(session: Session, id: CampaignId, way: Way): boolean {
  const now = performance.now();
  const last = drawn.get(session);
  const other = last?.id === id && last.way !== way;
  const since = other ? now : last?.id === id ? last.since : Number.NEGATIVE_INFINITY;
  drawn.set(session, { id, way, since });
  return now - since < COOLDOWN;
}

/** Buttons to pause, resume and stop a campaign. */
function controls({ words, state, session, announce }: View, campaign: Campaign): Content {
  const { id, name, status } = campaign;
  const { steering } = state;
  const way = status !== "PAUSED" ? "pause" : toldOf(state, campaign) ? "resumeAnyway" : "resume";
  const waits = isNew(session, id, way) || steering !== undefined;
  const act = () => {
    if (way === "pause") void steer(session, way, campaign, announce);
    // What was told may be out of date since this was drawn.
    else if (way === "resumeAnyway" && toldOf(session.state, campaign))
      void steer(session, "resume", campaign, announce);
    else void resume(session, campaign, announce);
  };
  return html`
    <div class="actions">
      <button part="secondary" ?disabled=${waits} @click=${act}>${words[way]}</button>
      <button part="secondary" class="danger" ?disabled=${isFinal(steering)}
        @click=${() => session.set({ question: { kind: "cancel", id, name } })}>${words.stop}</button>
    </div>
  `;
}

/** Warns that the figures are out of date because the last poll failed. `status` announces it once, without the age. */
function stale({ words, formats, state }: View, snapshot: CampaignSnapshot): Content {
  const { lastErrorCode } = snapshot;
  if (lastErrorCode === undefined) return nothing;
  return html`
    <div class="note warning">
      ${icon("warning")}
      <div>
        <p>${words.errors[lastErrorCode] ?? lastErrorCode}</p>
        <p class="small">${words.updated(formats.ago(ageOf(state)))}</p>
      </div>
    </div>
  `;
}

function progress(
  { words, formats, state }: View,
  { progress, terminal, lastErrorCode }: CampaignSnapshot,
): Content {
  const { done, of, share } = progress;
  // A failed poll shows the age beside its warning. Once the watch has ended with an error, there is no such warning.
  const aged = state.watchError !== undefined || (!terminal && !lastErrorCode);
  if (done === undefined) return html`<p class="note">${words.noFigures}</p>`;
  // There is no share of nobody, either.
  const text =
    of === undefined || share === undefined
      ? words.called
      : words.doneOf(formats.number(done), formats.number(of));
  return html`
    <div class="progress">
      <div class="ends">
        <p class="big"><b>${share === undefined ? formats.number(done) : formats.percent(share)}</b> ${text}</p>
        ${aged ? html`<p class="small">${words.updated(formats.ago(ageOf(state)))}</p>` : nothing}
      </div>
      ${share === undefined ? nothing : bar("called", share)}
    </div>
  `;
}

/** The main figures: people reached, calls per minute, and the expected end or the duration. */
function facts({ words, formats, state }: View, snapshot: CampaignSnapshot): Content {
  const { report } = state;
  const { campaign, forecast, rates } = snapshot;
  // The campaign may have been stopped since the snapshot.
  const over = isOver(campaign);
  const rate = over ? report?.callsPerMinute : snapshot.callsPerMinute;
  const fact = (name: string, value: string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const took = report?.duration ? formats.span(report.duration.seconds * 1_000) : "–";
  return html`
    <dl class="facts">
      ${fact(words.factReached, rates.human ? formats.number(rates.human.count) : "–")}
      ${fact(words.callsPerMinute, rate === undefined ? "–" : formats.pace(rate))}
      ${
        over
          ? fact(words.took, took)
          : fact(
              words.forecastKinds[forecast?.kind ?? "estimate"] ?? "",
              forecast ? formats.time(forecast.endAtMs) : "–",
            )
      }
    </dl>
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

/** A chart of the calls per minute, shown as long as the calls themselves are not loaded. */
function pace({ words, formats, state }: View): Content {
  const shown = state.pace.map((value) => formats.pace(value));
  const top = roundUp(Math.max(...state.pace, 1));
  const axes = { y: [formats.number(top), formats.pace(top / 2)] as [string, string], x: [] };
  return html`
    <h3>${words.callsPerMinute}</h3>
    ${
      shown.length > 1
        ? sparkline(words.paceChart(shown[0] ?? "", shown.at(-1) ?? ""), state.pace, axes, top)
        : html`<p class="small">${words.noResultsYet}</p>`
    }
  `;
}

/** Returns the age of the figures, in milliseconds. */
function ageOf({ snapshot, snapshotAt }: State): number {
  return (snapshot?.ageMs ?? 0) + Date.now() - snapshotAt;
}

function statistics({ words, state }: View): Content {
  const { report } = state;
  if (!report) return nothing;
  return html`
    <div class="actions"><button part="secondary" @click=${() => download(report)}>${words.csv}</button></div>
  `;
}
