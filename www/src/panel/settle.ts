// Reads the final figures of a campaign that is over. The calls in progress of a stopped campaign still have to end.

import type { CampaignId, CampaignReport, SeaxClient } from "seax-dialer";
import { isInProgress } from "./call_row.ts";
import { CALLS_LIVE, readCalls } from "./read_calls.ts";
import { codeOf, dataOf, type Session } from "./session.ts";
import { notBehind } from "./snapshots.ts";

/** The first and the longest pause between polls, in milliseconds. It is short at first, because calls are short. */
const [FIRST, LONGEST] = [2_000, 30_000];
/** If there are too many calls to read, the figures count as final after they have not changed for this many milliseconds. */
const QUIET = 180_000;
/** The same if they are read: for this long, neither the figures nor the calls in progress have changed. */
const STUCK = 3_600_000;

/**
 * Polls the report, the figures and the calls until no call is in progress anymore, or until nothing has changed for long. Returns
 * the last report.
 */
export async function settle(
  session: Session,
  client: SeaxClient,
  id: CampaignId,
  signal: AbortSignal,
): Promise<CampaignReport> {
  let report: CampaignReport | undefined;
  const readReport = async () => {
    report = await client.campaigns.report(id, { signal });
    session.set({ report });
  };
  // If it cannot be read now, it is read again below.
  await readReport().catch(() => signal.throwIfAborted());
  let [shown, since] = ["", 0];
  for (let pause = FIRST; ; pause = Math.min(pause * 1.5, LONGEST)) {
    const { calls, snapshot } = session.state;
    const size = dataOf(calls)?.length ?? snapshot?.progress.of ?? snapshot?.progress.done ?? Number.NaN;
    const few = size <= CALLS_LIVE;
    const rows = few ? await readCalls(session, id, { again: true, quiet: true }) : undefined;
    signal.throwIfAborted();
    // If the calls could not be read, they are read again. Only if there are too many, "finished" has to do.
    const waits = few || snapshot?.campaign.status !== "FINISHED";
    const now = JSON.stringify([report, rows?.filter(isInProgress)]);
    if (now !== shown) [shown, since] = [now, Date.now()];
    const quiet = Date.now() - since;
    const open = rows ? rows.some(isInProgress) && quiet < STUCK : waits && quiet < QUIET;
    // Calls that could not be read to the end, or were read before it, are not shown as the last word.
    if (!open && !rows && (few || calls)) await readCalls(session, id, { again: true });
    // The figures are read after the calls: a call may have ended since they were last read.
    let isRead = true;
    try {
      for await (const told of client.campaigns.watch(id, { signal })) {
        session.set({ snapshot: notBehind(session.state.snapshot, told), snapshotAt: Date.now() });
      }
      await readReport();
    } catch (error) {
      // It may pass, unless it is refused.
      const refused = codeOf(error) === "forbidden";
      if (signal.aborted || refused || (!open && quiet >= QUIET)) throw error;
      isRead = false;
    }
    if (!open && isRead && report) return report;
    await new Promise((resolve) => setTimeout(resolve, pause));
    // Meanwhile, another campaign may have been opened, whose calls these would replace.
    signal.throwIfAborted();
  }
}
