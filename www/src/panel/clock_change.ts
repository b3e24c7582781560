// Changes of clocks, as at the start and the end of daylight saving time.

import { moments, toLocal } from "./zone.ts";

/** Returns whether clocks skip a local time or show it twice because of a change of offset. */
export function clockChange(local: string, zone: string): "skipped" | "twice" | undefined {
  const { before, after } = moments(local, zone);
  if (Number.isNaN(before) || before === after) return undefined;
  const shown = [before, after].filter((time) => toLocal(time, zone) === local.slice(0, 16));
  return shown.length === 0 ? "skipped" : shown.length === 2 ? "twice" : undefined;
}
