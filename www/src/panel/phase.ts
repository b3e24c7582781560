// The phase of a campaign: before its start, running, or over.

import { type Campaign, parseApiTime } from "seax-dialer";

/** The final statuses. */
const OVER = new Set(["FINISHED", "FAILED", "TERMINATED", "CANCELED"]);

/** Whether a campaign, or one of its calls, is over. An unknown status does not count as final. */
export function isOver({ status }: { status?: string | null | undefined }): boolean {
  return OVER.has(status ?? "");
}

/** Returns when a pending campaign will start, in milliseconds since 1970. Returns `undefined` for any other. */
export function startsAt({ status, start_time }: Pick<Campaign, "status" | "start_time">, now = Date.now()) {
  const start = start_time ? parseApiTime(start_time).getTime() : Number.NaN;
  return status === "PENDING" && start > now ? start : undefined;
}
