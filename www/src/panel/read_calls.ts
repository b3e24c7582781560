// Reads the calls of a campaign.

import type { CampaignId } from "seax-dialer";
import { type CallRow, newestFirst, rowOf } from "./call_row.ts";
import { clientOf, readInto } from "./read.ts";
import type { Session } from "./session.ts";

/** The number of calls up to which they are read and refreshed automatically. */
export const CALLS_LIVE = 2_000;

/**
 * Reads the calls of a campaign into the session, newest first. It reads all of them, because the API neither sorts nor
 * searches them. A read in progress is replaced only if `again` is set. With `quiet`, calls that were read before stay if the
 * read fails.
 */
export async function readCalls(
  session: Session,
  id: CampaignId,
  { again = false, quiet = false } = {},
): Promise<CallRow[] | undefined> {
  if (session.reads.calls?.signal.aborted === false && !again) return undefined;
  const asked = Date.now();
  const isOver = session.state.snapshot?.terminal;
  const read = async (signal: AbortSignal) => {
    const rows = await allCalls(session, id, signal);
    if (!isOver) callsAt.set(rows, asked);
    return rows;
  };
  return readInto(session, "calls", read, { keep: true, quiet });
}

/** When calls were read that may have changed since, because their campaign was not over. */
const callsAt = new WeakMap<CallRow[], number>();

/** Returns how long ago these calls were read, in milliseconds, or `undefined` if their campaign was over. */
export function ageOfCalls(rows: CallRow[]): number | undefined {
  const at = callsAt.get(rows);
  return at && Date.now() - at;
}

/** How many calls one request reads. */
const BATCH = 500;

/** Reads every call of a campaign, with only the fields that are shown. */
export async function allCalls(session: Session, id: CampaignId, signal?: AbortSignal): Promise<CallRow[]> {
  const select = [
    "id",
    "attempt",
    "status",
    "answered_by",
    "start_time",
    "end_time",
    "contact",
    "call",
    "conversation",
  ] as const;
  const rows: CallRow[] = [];
  const logs = clientOf(session).campaigns.logs(id, { limit: BATCH }, { select, signal });
  for await (const log of logs) rows.push(rowOf(log));
  return newestFirst(rows);
}
