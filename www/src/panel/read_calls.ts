// The calls of a campaign, as they are read.

import type { CampaignId } from "seax-dialer";
import { type CallRow, newestFirst, rowOf } from "./call_row.ts";
import { clientOf, readInto } from "./read.ts";
import type { Session } from "./session.ts";

/** Up to how many calls are read anew without being asked for. */
export const CALLS_LIVE = 2_000;

/** The calls of a campaign, newest first: all of them, since the API neither sorts nor searches them. */
export async function readCalls(
  session: Session,
  id: CampaignId,
  again = false,
): Promise<CallRow[] | undefined> {
  if (session.state.calls?.state === "loading" && !again) return undefined;
  const asked = Date.now();
  const rows = await readInto(session, "calls", (signal) => allCalls(session, id, signal), { keep: true });
  if (rows) callsAt.set(rows, asked);
  return rows;
}

const callsAt = new WeakMap<CallRow[], number>();

/** How old calls are that were read, in milliseconds. */
export function ageOfCalls(rows: CallRow[]): number {
  return Date.now() - (callsAt.get(rows) ?? Date.now());
}

/** So many calls are read at once. */
const BATCH = 500;

/** Every call of a campaign, with only what is shown of it. */
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
  const { campaigns } = clientOf(session);
  const rows: CallRow[] = [];
  for (;;) {
    const query = { limit: BATCH, offset: rows.length };
    const { data } = await campaigns.logs(id, query, { select, ...(signal && { signal }) });
    rows.push(...data.map(rowOf));
    if (data.length < BATCH) return newestFirst(rows);
  }
}
