// What is shown of a campaign, from one reading to the next: figures never go back.

import type { CampaignSnapshot } from "seax-dialer";

/**
 * A snapshot with figures that are at least as new as those that are shown. Where a connection breaks, whoever reads next may
 * be told of an earlier moment, or begin to count anew: the campaign's latest figures stay, and only the news of the failure
 * is taken over.
 */
export function notBehind(shown: CampaignSnapshot | undefined, told: CampaignSnapshot): CampaignSnapshot {
  if (shown === undefined || shown.campaign.id !== told.campaign.id) return told;
  const changed = (snapshot: CampaignSnapshot) => Date.parse(snapshot.campaign.updated_time);
  const [before, after] = [shown.progress, told.progress];
  const older = changed(told) < changed(shown) || (after.done ?? 0) < (before.done ?? 0);
  if (older && !told.terminal) {
    const { lastErrorCode: _, ...rest } = shown;
    return { ...rest, ...(told.lastErrorCode !== undefined && { lastErrorCode: told.lastErrorCode }) };
  }
  // Who takes over does not know yet how many there are to call.
  const { of = before.of, done } = after;
  if (of === undefined || of === after.of || done === undefined || done > of) return told;
  return { ...told, progress: { done, of, share: done / of } };
}
