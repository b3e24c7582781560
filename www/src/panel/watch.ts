// The snapshots of a campaign under way, and what they say aloud.

import type { CampaignId, CampaignSnapshot } from "seax-dialer";
import type { Announce } from "./host.ts";
import { clientOf } from "./read.ts";
import { CALLS_LIVE, readCalls } from "./read_calls.ts";
import type { Session } from "./session.ts";
import { settle } from "./settle.ts";
import { notBehind } from "./snapshots.ts";

/** How many readings of the pace the sparkline shows. */
const PACES = 60;

/** Shows a campaign until it is over, and no call of it is in progress any more. */
export async function watch(
  session: Session,
  id: CampaignId,
  announce: Announce,
  launched: boolean,
  signal: AbortSignal,
) {
  const client = session.follower ?? clientOf(session);
  let followed = launched;
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
}

/** How often the calls that are shown are read anew at the most, in milliseconds. */
const CALLS_EVERY = 5_000;

const callsReadAt = new WeakMap<Session, number>();

/** Shows the calls, and keeps them up to date. Many of them are read, and read anew, only when the operator says so. */
function refreshCalls(session: Session, id: CampaignId): void {
  const { calls, snapshot } = session.state;
  // What is over is read to its end: see `settle`.
  if (snapshot?.terminal) return;
  const few = (snapshot?.progress.of ?? Number.POSITIVE_INFINITY) <= CALLS_LIVE;
  if (calls === undefined && few) void readCalls(session, id);
  if (calls?.state !== "there" || calls.value.length > CALLS_LIVE) return;
  if (Date.now() - (callsReadAt.get(session) ?? 0) < CALLS_EVERY) return;
  callsReadAt.set(session, Date.now());
  void readCalls(session, id);
}

/** What is worth saying aloud: each quarter of the way, and the end. */
function milestone(before: CampaignSnapshot | undefined, now: CampaignSnapshot): string | undefined {
  if (now.terminal) return before?.terminal ? undefined : "over";
  const quarter = (snapshot?: CampaignSnapshot) => Math.floor((snapshot?.progress.share ?? 0) * 4);
  return quarter(now) > quarter(before) ? `quarter-${quarter(now)}` : undefined;
}
