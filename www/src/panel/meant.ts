// Which moments a plan's local times were converted from: clocks can show a local time twice.

import { toLocal } from "./zone.ts";

/** Returns the moments as a plan's `meant` for a zone. */
export function meantBy(zone: string, ...times: number[]): Record<string, number> {
  return Object.fromEntries(times.map((time) => [toLocal(time, zone) + zone, time]));
}
