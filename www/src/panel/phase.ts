// Where a campaign stands: before its start, under way, or over.

import { type Campaign, parseApiTime } from "seax-dialer";

/** Statuses after which nothing happens any more. */
const OVER = new Set(["FINISHED", "FAILED", "TERMINATED", "CANCELED"]);

/** Whether a campaign is over. A status that is not known is none of an end. */
export function isOver({ status }: Pick<Campaign, "status">): boolean {
  return OVER.has(status ?? "");
}

/** When a campaign that has not begun will begin, in milliseconds since 1970; undefined for any other. */
export function startsAt({ status, start_time }: Pick<Campaign, "status" | "start_time">, now = Date.now()) {
  const start = start_time ? parseApiTime(start_time).getTime() : Number.NaN;
  return status === "PENDING" && start > now ? start : undefined;
}
