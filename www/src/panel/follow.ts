// Starts and stops following a campaign. `watch.ts` reads its snapshots and its report.

import type { CampaignId } from "seax-dialer";
import type { Announce } from "./host.ts";
import { watch } from "./later.ts";
import { readPhones } from "./read.ts";
import { ALL_CALLS, type Session } from "./session.ts";

const watches = new WeakMap<Session, AbortController>();

/**
 * Follows a campaign until it is over, another one is followed, or no panel shows the session anymore.
 *
 * @param launched whether it was just launched here: then `seax-finish` is always dispatched, however soon the campaign ends
 */
export function follow(session: Session, id: CampaignId, announce: Announce, launched = false): void {
  stopFollowing(session);
  const controller = new AbortController();
  watches.set(session, controller);
  const { screen, watched } = session.state;
  const same = watched === id;
  session.set({
    // What another screen said is not about this campaign.
    ...(screen !== "live" && { notice: undefined }),
    screen: "live",
    watched: id,
    watchError: undefined,
    ...(!same && {
      snapshot: undefined,
      report: undefined,
      calls: undefined,
      callFilter: ALL_CALLS,
      playing: undefined,
      scheduleEdit: undefined,
      notice: undefined,
      launched: undefined,
      milestone: launched ? "launched" : "",
      pace: [],
    }),
  });
  // The charts show the names of the numbers that call.
  if (session.client && session.state.phones === undefined) void readPhones(session);
  if (!session.shown || session.client === undefined) {
    controller.abort();
    return;
  }
  watch(session, id, announce, launched, controller.signal).catch((error: unknown) => {
    if (controller.signal.aborted) return;
    controller.abort();
    session.set({ watchError: error });
    announce("seax-error", { error });
  });
}

/** Whether a campaign is followed, or was followed to its end. */
export function isFollowing(session: Session): boolean {
  return watches.get(session)?.signal.aborted === false;
}

export function stopFollowing(session: Session): void {
  watches.get(session)?.abort();
}
