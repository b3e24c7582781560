// Reads the snapshots of a running campaign into the session, and picks the milestones to announce.

import type { CampaignId, CampaignSnapshot } from "seax-dialer";
import type { Announce } from "./host.ts";
import { clientOf } from "./read.ts";
import { CALLS_LIVE, readCalls } from "./read_calls.ts";
import { codeOf, dataOf, type Session } from "./session.ts";
import { settle } from "./settle.ts";
import { notBehind } from "./snapshots.ts";

/** How many values of calls per minute the sparkline shows. */
const PACES = 60;

/** The campaign that was followed before it was over, until `seax-finish` is dispatched for it. */
const unfinished = new WeakMap<Session, CampaignId>();

/** Follows a campaign until it is over and none of its calls is in progress anymore. */
export async function watch(
  session: Session,
  id: CampaignId,
  announce: Announce,
  launched: boolean,
  signal: AbortSignal,
) {
  const client = session.follower ?? clientOf(session);
  if (launched) unfinished.set(session, id);
  for (let refused = false, over = false; !over; ) {
    try {
      for await (const told of client.campaigns.watch(id, { signal })) {
        const { pace } = session.state;
        const snapshot = notBehind(session.state.snapshot, told);
        const rate = snapshot.callsPerMinute;
        session.set({
          milestone: milestone(session.state.snapshot, snapshot) ?? session.state.milestone,
          snapshot,
          // If the figures shown were kept, so is their age.
          snapshotAt: snapshot.campaign === told.campaign ? Date.now() : session.state.snapshotAt,
          pace: rate === undefined ? pace : [...pace, rate].slice(-PACES),
        });
        announce("seax-progress", { snapshot });
        refreshCalls(session, id);
        if (!snapshot.terminal) unfinished.set(session, id);
        refused = false;
      }
      over = true;
    } catch (error) {
      // A token can be rejected before it expires. Then it is followed once more, with another one.
      if (refused || codeOf(error) !== "unauthorized") throw error;
      refused = true;
    }
  }
  const report = await settle(session, client, id, signal);
  // A campaign that was already over when it was opened did not finish now.
  if (unfinished.get(session) === id) {
    unfinished.delete(session);
    announce("seax-finish", { report });
  }
}

/** The minimum time between two automatic refreshes of the calls, in milliseconds. */
const CALLS_EVERY = 5_000;

const callsReadAt = new WeakMap<Session, number>();

/** Reads the calls, and refreshes them. If there are more than `CALLS_LIVE`, they are read only when the operator asks. */
function refreshCalls(session: Session, id: CampaignId): void {
  const { calls, snapshot } = session.state;
  // For a campaign that is over, `settle` reads the calls.
  if (snapshot?.terminal) return;
  const size = dataOf(calls)?.length ?? snapshot?.progress.of ?? Number.POSITIVE_INFINITY;
  if (size > CALLS_LIVE) return;
  if (calls && Date.now() - (callsReadAt.get(session) ?? 0) < CALLS_EVERY) return;
  callsReadAt.set(session, Date.now());
  void readCalls(session, id, { quiet: true });
}

/** Returns the milestone to announce, if any: each quarter of the progress, and the end, by its status. */
function milestone(before: CampaignSnapshot | undefined, now: CampaignSnapshot) {
  if (now.terminal) return before?.terminal ? undefined : now.campaign.status;
  const quarter = (snapshot?: CampaignSnapshot) => Math.floor((snapshot?.progress.share ?? 0) * 4);
  return quarter(now) > quarter(before) ? `quarter-${quarter(now)}` : undefined;
}
