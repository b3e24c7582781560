// Detects copies of a draft that differ: one was launched or split, and another was changed since. Copies share a key.

import type { CampaignDraft, CampaignId } from "seax-dialer";
import type { Known } from "./launches.ts";
import { codeOf } from "./session.ts";

/**
 * Returns a hash of a draft's content. Drafts with the same hash make the same campaign. The start time of an unscheduled
 * draft is ignored.
 */
export function contentOf(draft: CampaignDraft): string {
  const text = JSON.stringify({ ...draft, start_time: draft.is_schedule ? draft.start_time : "" });
  // Two FNV-1a-like hashes: enough to tell one operator's drafts apart. This is no protection against an attacker.
  let [one, two] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < text.length; at += 1) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
    two = Math.imul(two ^ text.charCodeAt(at), 0x85ebca6b);
  }
  return [one, two].map((half) => (half >>> 0).toString(36)).join("-");
}

/** The error of a draft that cannot be launched because its key already stands for something else. */
export interface LaunchedBefore extends Error {
  code: "conflict";
  /** The campaign that a copy of the draft became, as this browser knows. */
  campaign?: CampaignId;
  /** The campaigns that have the key, as the package has found them: rarely more than one. */
  candidates?: CampaignId[];
  /** Whether a copy of the draft was split. */
  parts?: boolean;
}

/** Whether a launch failed because the draft's key stands for something else, as this browser or the edge knows. */
export function isLaunchedBefore(error: unknown): error is LaunchedBefore {
  return codeOf(error) === "conflict";
}

/** Returns the error of a draft whose copy was launched with other content, or split; `undefined` for the same launch. */
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
