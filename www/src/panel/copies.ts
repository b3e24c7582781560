// Copies of a draft that are no longer the same: one of them was launched or split, the other has been changed since.

import type { CampaignDraft, CampaignId } from "seax-dialer";
import type { Known } from "./launches.ts";

/**
 * What is in a draft, as a short text: two drafts with the same one make the same campaign. A start at once is the same
 * whenever it is.
 */
export function contentOf(draft: CampaignDraft): string {
  const text = JSON.stringify({ ...draft, start_time: draft.is_schedule ? draft.start_time : "" });
  // FNV-1a, twice from different beginnings: it tells drafts of one operator apart, and guards against nobody.
  let [one, two] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < text.length; at += 1) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
    two = Math.imul(two ^ text.charCodeAt(at), 0x85ebca6b);
  }
  return [one, two].map((half) => (half >>> 0).toString(36)).join("-");
}

/** Why a draft cannot be launched as it is: its key stands for something else. */
export interface LaunchedBefore extends Error {
  code: "conflict";
  /** The campaign that a copy of the draft became. */
  campaign?: CampaignId;
  /** Whether a copy of the draft was split. */
  parts?: boolean;
}

/** What is to be told of a draft whose copy was launched with another content, or split; nothing where it is the same launch. */
export function launchedBefore(known: Known | undefined, content: string): LaunchedBefore | undefined {
  if (known === undefined || "next" in known) return undefined;
  const told = (more: Partial<LaunchedBefore>): LaunchedBefore =>
    Object.assign(
      new Error("A copy of this draft was launched or split."),
      { code: "conflict" as const },
      more,
    );
  if ("parts" in known) return told({ parts: true });
  if ("pending" in known) return known.pending.content === content ? undefined : told({});
  return known.content === content ? undefined : told({ campaign: known.campaign });
}
