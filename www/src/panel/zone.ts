// Times of day in a time zone. `datetime-local` has a time of day without a zone; the API wants a moment.

const DAY = 86_400_000;

/** The browser's zone; UTC where it has none, or one that it does not know itself. */
export function localZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return isZone(timeZone) ? timeZone : "UTC";
}

/** Whether the browser knows a zone. */
export function isZone(zone: string | undefined): zone is string {
  try {
    // Browsers say "Etc/Unknown" where the system's zone cannot be read, and refuse it from others.
    return zone !== undefined && new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** The names of all zones that the browser knows. */
export function zones(): string[] {
  return Intl.supportedValuesOf?.("timeZone") ?? [];
}

/** The zones of a country, by its two letters, as far as the browser knows them. */
export function zonesOf(country: string): string[] {
  try {
    const locale = new Intl.Locale("und", { region: country }) as Intl.Locale & {
      getTimeZones?(): string[] | undefined;
      timeZones?: string[];
    };
    return locale.getTimeZones?.() ?? locale.timeZones ?? [];
  } catch {
    return [];
  }
}

/** The moment, in milliseconds since 1970, at which clocks in the zone show this time; NaN for text that is no time. Of two
 * such moments it is the first; a time that clocks skip is as far behind the change as it would have been. */
export function inZone(local: string, zone: string): number {
  const { before, after } = moments(local, zone);
  const shown = (time: number) => toLocal(time, zone) === local.slice(0, 16);
  return Number.isNaN(before) || shown(before) || !shown(after) ? before : after;
}

/** What a change of clocks does to a time of day: it is skipped, or comes twice. */
export function clockChange(local: string, zone: string): "skipped" | "twice" | undefined {
  const { before, after } = moments(local, zone);
  if (Number.isNaN(before) || before === after) return undefined;
  const shown = [before, after].filter((time) => toLocal(time, zone) === local.slice(0, 16));
  return shown.length === 0 ? "skipped" : shown.length === 2 ? "twice" : undefined;
}

/** The moments of a time of day by the clocks of the day before, and by those of the day after. */
function moments(local: string, zone: string) {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return { before: asUtc, after: asUtc };
  return { before: asUtc - offset(asUtc - DAY, zone), after: asUtc - offset(asUtc + DAY, zone) };
}

/** What clocks in the zone show at a moment, as `datetime-local` has it. */
export function toLocal(time: number, zone: string): string {
  return new Date(time + offset(time, zone)).toISOString().slice(0, 16);
}

/** One format for each zone: they take long to make. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** How far clocks in the zone are ahead of UTC, in milliseconds. */
function offset(time: number, zone: string): number {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat("en-US", {
      // What is kept, or what a campaign has, can be a zone of another browser.
      timeZone: isZone(zone) ? zone : "UTC",
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
