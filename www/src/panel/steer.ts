// Actions on an existing campaign: pause, resume, cancel, delete.

import type { Campaign, CampaignId } from "seax-dialer";
import { stopFollowing } from "./follow.ts";
import type { Announce } from "./host.ts";
import { fail } from "./news.ts";
import { clientOf } from "./read.ts";
import { showPast } from "./read_campaigns.ts";
import { dataOf, type Session, type Steering } from "./session.ts";
import { forgetTwin } from "./twins.ts";

/** What aborts the actions in progress: one for each campaign. */
const actions = new WeakMap<Session, Map<CampaignId, AbortController>>();
/** That of the last action, whose progress is shown. */
const latest = new WeakMap<Session, AbortController>();

/** Whether an action is in progress that cannot be undone. Nothing else is done meanwhile. */
export function isFinal(steering: Steering | undefined): boolean {
  return steering === "cancel" || steering === "delete";
}

/**
 * Performs an action, and shows the result. Ignored while another action is in progress, except that a campaign can be stopped
 * while it is being paused or resumed, however long that takes.
 *
 * @param mayBegin tells whether it is performed at all
 */
export async function steer(
  session: Session,
  how: Steering,
  { id, name }: { id: CampaignId; name: string },
  announce: Announce,
  mayBegin?: (signal: AbortSignal) => Promise<boolean>,
): Promise<void> {
  const { steering } = session.state;
  if (how === "cancel" ? isFinal(steering) : steering) return;
  const pending = actions.get(session) ?? new Map<CampaignId, AbortController>();
  actions.set(session, pending);
  // A campaign that was stopped is not resumed after a check, and a late reply to a pause is not shown over that to the stop.
  pending.get(id)?.abort();
  const action = new AbortController();
  pending.set(id, action);
  latest.set(session, action);
  const { signal } = action;
  session.set({ steering: how, question: undefined, notice: undefined });
  try {
    if (mayBegin && (!(await mayBegin(signal)) || signal.aborted)) return;
    const { campaigns } = clientOf(session);
    if (how === "delete") {
      await campaigns.delete(id);
      forget(session, id);
    } else {
      const changed = await campaigns[how](id, { signal });
      if (!signal.aborted) show(session, changed);
    }
    if (isFinal(how)) forgetTwin(session, id);
  } catch (error) {
    if (signal.aborted) return;
    fail(session, id, { failed: how === "cancel" ? "stop" : how, name, error });
    announce("seax-error", { error });
  } finally {
    if (pending.get(id) === action) pending.delete(id);
    if (latest.get(session) === action) session.set({ steering: undefined });
  }
}

/** Shows a changed campaign immediately, before the next snapshot arrives. What was expected in its old status is not shown. */
export function show(session: Session, campaign: Campaign): void {
  const { snapshot } = session.state;
  if (snapshot?.campaign.id === campaign.id) {
    const { forecast: _, callsPerMinute: __, ...figures } = snapshot;
    const same = snapshot.campaign.status === campaign.status;
    session.set({ snapshot: { ...(same ? snapshot : figures), campaign } });
  }
  const past = dataOf(session.state.past);
  if (past) {
    const rows = past.rows.map((row) => (row.id === campaign.id ? campaign : row));
    session.set({ past: { state: "there", value: { ...past, rows } } });
  }
}

function forget(session: Session, id: CampaignId): void {
  const past = dataOf(session.state.past);
  if (past) {
    const rows = past.rows.filter((campaign) => campaign.id !== id);
    session.set({ past: { state: "there", value: { ...past, rows } } });
  }
  if (session.state.watched === id) {
    stopFollowing(session);
    session.set({ watched: undefined, snapshot: undefined, report: undefined, calls: undefined, pace: [] });
    if (session.state.screen === "live") showPast(session);
  }
}
