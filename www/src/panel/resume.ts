// Resumes a paused campaign: by one press within calling hours, and otherwise by a second one. Its calls start immediately, however
// late it has become since it was launched.

import { html, nothing } from "lit/html.js";
import type { Campaign } from "seax-dialer";
import { checkable } from "./draft.ts";
import type { Announce } from "./host.ts";
import { icon } from "./icons.ts";
import { timeOf } from "./phase.ts";
import { QUARTER, SOON } from "./plan.ts";
import { clientOf } from "./read.ts";
import { planOf } from "./schedule_edit.ts";
import type { ResumeTold, Session, State } from "./session.ts";
import { steer } from "./steer.ts";
import type { Content, View } from "./view.ts";

/** Resumes a campaign, unless there is something to tell first. */
export function resume(session: Session, campaign: Campaign, announce: Announce): Promise<void> {
  const { id, name } = campaign;
  return steer(session, "resume", campaign, announce, async (signal) => {
    const told = await check(session, campaign, signal);
    if (told === undefined || signal.aborted) return true;
    const { screen, watched } = session.state;
    if (screen === "live" && watched === id) session.set({ notice: { resume: told } });
    else session.tell({ failed: "resume", name, error: new Error("It was left before it was resumed.") });
    return false;
  });
}

/** Returns what the operator was told just now about resuming a campaign. The next press resumes it. */
export function toldOf({ notice }: State, { id, status }: Campaign): ResumeTold | undefined {
  const told = notice?.resume;
  return told?.id === id && status === "PAUSED" && Date.now() - told.at < SOON ? told : undefined;
}

/** Says why the campaign was not resumed by the first press. */
export function resumeNote({ words, formats, state }: View, campaign: Campaign): Content {
  const told = toldOf(state, campaign);
  if (told === undefined) return nothing;
  const { isOver, outside } = told;
  const people = outside && words.peopleCount(outside, formats.number(outside));
  return html`
    <div class="note warning" role="alert">
      ${icon("warning")}
      <div>
        ${isOver ? html`<p>${words.resumeOver}</p>` : nothing}
        ${outside === 0 ? nothing : html`<p>${people ? words.resumeOutside(people) : words.resumeUnchecked}</p>`}
      </div>
    </div>
  `;
}

/** Returns what is to be told before a campaign is resumed, if anything. */
async function check(session: Session, campaign: Campaign, signal: AbortSignal) {
  const at = Date.now();
  const isOver = timeOf(campaign.end_time) <= at;
  const outside = await countOutside(session, campaign, at, signal).catch(() => undefined);
  return isOver || outside !== 0 ? { id: campaign.id, at, isOver, outside } : undefined;
}

/** Returns how many of a campaign's contacts are outside calling hours, or `undefined` if that cannot be told. */
async function countOutside(session: Session, campaign: Campaign, at: number, signal: AbortSignal) {
  const plan = planOf(campaign);
  if (plan === undefined) return undefined;
  const window = { start_time: new Date(at).toISOString(), end_time: new Date(at + QUARTER).toISOString() };
  const draft = { ...checkable({ ...plan, zoneAware: false }), ...window, is_schedule: false };
  const { callingHours } = session;
  const { audience, findings } = await clientOf(session).campaigns.check(draft, { signal, callingHours });
  if (!audience?.complete || !audience.hours) return undefined;
  return findings.find(({ code }) => code === "outside_calling_hours")?.contacts?.count ?? 0;
}
