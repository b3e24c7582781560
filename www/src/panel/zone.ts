// Times of day in a time zone. `datetime-local` has a time of day without a zone; the API wants a moment.

export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The names of all zones that the browser knows, or at least the operator's own. */
export function zones(): string[] {
  const known = Intl.supportedValuesOf?.("timeZone") ?? [];
  return known.includes(localZone()) ? known : [localZone(), ...known];
}

/** The moment, in milliseconds since 1970, at which clocks in the zone show this time; NaN for text that is no time. */
export function inZone(local: string, zone: string): number {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return asUtc;
  // The offset depends on the moment, which depends on the offset: the second guess is right on both sides of a change.
  const guess = asUtc - offset(asUtc, zone);
  return asUtc - offset(guess, zone);
}

/** What clocks in the zone show at a moment, as `datetime-local` has it. */
export function toLocal(time: number, zone: string): string {
  return new Date(time + offset(time, zone)).toISOString().slice(0, 16);
}

/** How far clocks in the zone are ahead of UTC, in milliseconds. */
function offset(time: number, zone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return shown - Math.floor(time / 1_000) * 1_000;
}
