// The phase of a campaign: before its start, running, or over.

import { type ApiTime, type Campaign, parseApiTime } from "seax-dialer";

/** The final statuses. */
const OVER = new Set(["FINISHED", "FAILED", "TERMINATED", "CANCELED"]);

/** Whether a campaign, or one of its calls, is over. An unknown status does not count as final. */
export function isOver({ status }: { status?: string | null | undefined }): boolean {
  return OVER.has(status ?? "");
}

/** Converts a time of the API to milliseconds since 1970; NaN if there is none. */
export function timeOf(time: ApiTime | null | undefined): number {
  return time ? parseApiTime(time).getTime() : Number.NaN;
}

/** Returns when a pending campaign will start, in milliseconds since 1970. Returns `undefined` for any other. */
export function startsAt({ status, start_time }: Pick<Campaign, "status" | "start_time">, now = Date.now()) {
  const start = timeOf(start_time);
  return status === "PENDING" && start > now ? start : undefined;
}
