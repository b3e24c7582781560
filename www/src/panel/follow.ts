// A campaign under way: its snapshots, and its report once it is over.

import type { CampaignId, CampaignSnapshot } from "seax-dialer";
import type { Announce } from "./host.ts";
import { settle } from "./later.ts";
import { readCalls, readPhones } from "./read.ts";
import { ALL_CALLS, type Session } from "./session.ts";
import { notBehind } from "./snapshots.ts";

/** How many readings of the pace the sparkline shows. */
const PACES = 60;

const watches = new WeakMap<Session, AbortController>();

/**
 * Follows a campaign until it is over, another one is followed, or nobody shows the session any more.
 *
 * @param launched whether it was launched here just now: its end is told, however soon it comes
 */
export function follow(session: Session, id: CampaignId, announce: Announce, launched = false): void {
  stopFollowing(session);
  const controller = new AbortController();
  watches.set(session, controller);
  const same = session.state.watched === id;
  session.set({
    screen: "live",
    watched: id,
    watchError: undefined,
    ...(!same && {
      snapshot: undefined,
      report: undefined,
      calls: undefined,
      callFilter: ALL_CALLS,
      scheduleEdit: undefined,
      notice: undefined,
      adopted: undefined,
      milestone: launched ? session.state.milestone : "",
      pace: [],
    }),
  });
  // Its calls are told by the names of the numbers that made them.
  if (session.client && session.state.phones === undefined) void readPhones(session);
  if (session.shown) void watch(session, id, announce, launched, controller.signal);
  else controller.abort();
}

/** Whether a campaign is followed, to its end or already there. */
export function isFollowing(session: Session): boolean {
  return watches.get(session)?.signal.aborted === false;
}

export function stopFollowing(session: Session): void {
  watches.get(session)?.abort();
}

async function watch(
  session: Session,
  id: CampaignId,
  announce: Announce,
  launched: boolean,
  signal: AbortSignal,
) {
  const client = session.follower ?? session.client;
  if (client === undefined) return;
  let followed = launched;
  try {
    for await (const told of client.campaigns.watch(id, { signal })) {
      const { pace } = session.state;
      const snapshot = notBehind(session.state.snapshot, told);
      const rate = snapshot.callsPerMinute;
      session.set({
        milestone: milestone(session.state.snapshot, snapshot) ?? session.state.milestone,
        snapshot,
        // What is shown on is as old as it was.
        snapshotAt: snapshot.campaign === told.campaign ? Date.now() : session.state.snapshotAt,
        pace: rate === undefined ? pace : [...pace, rate].slice(-PACES),
      });
      announce("seax-progress", { snapshot });
      refreshCalls(session, id);
      followed ||= !snapshot.terminal;
    }
    const report = await settle(session, client, id, signal);
    // A campaign that was over when it was opened did not finish in front of anybody.
    if (followed) announce("seax-finish", { report });
  } catch (error) {
    if (signal.aborted) return;
    stopFollowing(session);
    session.set({ watchError: error });
    announce("seax-error", { error });
  }
}

/** How often the calls that are shown are read anew at the most, in milliseconds, and up to how many. */
const CALLS_EVERY = 5_000;
export const CALLS_LIVE = 2_000;

const callsReadAt = new WeakMap<Session, number>();

/** Shows the calls, and keeps them up to date. Many of them are read, and read anew, only when the operator says so. */
function refreshCalls(session: Session, id: CampaignId): void {
  const { calls, snapshot } = session.state;
  // What is over is read to its end: see `settle`.
  if (snapshot?.terminal) return;
  const few = (snapshot?.progress.of ?? Number.POSITIVE_INFINITY) <= CALLS_LIVE;
  if (calls === undefined && few) readCalls(session, id);
  if (calls?.state !== "there" || calls.value.length > CALLS_LIVE) return;
  if (Date.now() - (callsReadAt.get(session) ?? 0) < CALLS_EVERY) return;
  callsReadAt.set(session, Date.now());
  readCalls(session, id);
}

/** What is worth saying aloud: each quarter of the way, and the end. */
function milestone(before: CampaignSnapshot | undefined, now: CampaignSnapshot): string | undefined {
  if (now.terminal) return before?.terminal ? undefined : "over";
  const quarter = (snapshot?: CampaignSnapshot) => Math.floor((snapshot?.progress.share ?? 0) * 4);
  return quarter(now) > quarter(before) ? `quarter-${quarter(now)}` : undefined;
}
