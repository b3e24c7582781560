// Keeps a campaign's figures from going back between snapshots.

import type { CampaignSnapshot } from "seax-dialer";
import { timeOf } from "./phase.ts";

/**
 * Returns a snapshot whose figures are at least as new as those shown. After a connection breaks, the next snapshot may be
 * older, or its counts may start again: then the figures shown are kept, and only the error code is taken from the new one.
 */
export function notBehind(shown: CampaignSnapshot | undefined, told: CampaignSnapshot): CampaignSnapshot {
  if (shown === undefined || shown.campaign.id !== told.campaign.id) return told;
  const changed = (snapshot: CampaignSnapshot) => timeOf(snapshot.campaign.updated_time);
  const [before, after] = [shown.progress, told.progress];
  const older = changed(told) < changed(shown) || (after.done ?? 0) < (before.done ?? 0);
  if (older && !told.terminal) {
    const { lastErrorCode: _, ...rest } = shown;
    return { ...rest, ...(told.lastErrorCode !== undefined && { lastErrorCode: told.lastErrorCode }) };
  }
  // A later watch has not seen the total grow. Of a campaign that is over, it learns nothing that could make the total one.
  if (shown.terminal && before.done !== undefined && before.of === undefined) {
    const { of: _, share: __, ...figures } = after;
    return { ...told, progress: figures };
  }
  // After a reconnect, it may not be known yet that the total can be trusted: keep the one shown, unless it has changed. A total
  // that grows is none: see `progress/workload.rs`.
  const kept = told.campaign.statistics?.total === before.of ? before.of : undefined;
  const { of = kept, done } = after;
  if (of === undefined || of === after.of || done === undefined || done > of) return told;
  return { ...told, progress: { done, of, share: done / of } };
}
