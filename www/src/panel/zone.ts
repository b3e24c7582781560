// Converts between local times in a time zone, as `datetime-local` inputs have them, and points in time, as the API needs them.

const DAY = 86_400_000;

/** Returns the browser's time zone, or UTC if it has none or does not support its own. */
export function localZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return isZone(timeZone) ? timeZone : "UTC";
}

/** Whether the browser supports a zone. */
export function isZone(zone: string | null | undefined): zone is string {
  try {
    // Browsers report "Etc/Unknown" if they cannot read the system's zone, but reject it as an option.
    return zone != null && new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** Returns a campaign's zone, or the browser's if the campaign has none, or one that the browser does not support. */
export function zoneOf(zone: string | null | undefined): string {
  return isZone(zone) ? zone : localZone();
}

/**
 * Converts a local time in a zone to milliseconds since 1970. Returns NaN if the text is not a time. If clocks show the time
 * twice, the first is used. A time that clocks skip is read by the offset before the change.
 */
export function inZone(local: string, zone: string): number {
  const { before, after } = moments(local, zone);
  const shown = (time: number) => toLocal(time, zone) === local.slice(0, 16);
  return Number.isNaN(before) || shown(before) || !shown(after) ? before : after;
}

/** Converts a local time with the offset of the day before, and with that of the day after. */
export function moments(local: string, zone: string) {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return { before: asUtc, after: asUtc };
  return { before: asUtc - offset(asUtc - DAY, zone), after: asUtc - offset(asUtc + DAY, zone) };
}

/** Converts a time to local time in a zone, in the format of `datetime-local`, without seconds. */
export function toLocal(time: number, zone: string): string {
  return new Date(time + offset(time, zone)).toISOString().slice(0, 16);
}

/** One format for each zone, because they are slow to create. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Returns the zone's offset at a time, in milliseconds east of UTC. */
function offset(time: number, zone: string): number {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat("en-US", {
      // A stored plan can have a zone that this browser does not support.
      timeZone: zoneOf(zone),
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(zone, clock);
  }
  const part = Object.fromEntries(clock.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return shown - Math.floor(time / 1_000) * 1_000;
}
