// Formats numbers and times for the operator's language.

import { isZone } from "./zone.ts";

const all = new Map<string, Formats>();

/** Returns the formats of a language. All screens share them. */
export function formatsOf(tag: string): Formats {
  const formats = all.get(tag) ?? new Formats(tag);
  all.set(tag, formats);
  return formats;
}

export class Formats {
  readonly #lang: string;
  /** `Intl` formats by their options: they are slow to create, and a table has many times. */
  readonly #made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

  constructor(lang: string) {
    this.#lang = lang;
  }

  number(value: number): string {
    return this.#number({}).format(value);
  }

  /** A rate with at most one decimal place. */
  pace(value: number): string {
    return this.#number({ maximumFractionDigits: 1 }).format(value);
  }

  percent(share: number): string {
    return this.#number({ style: "percent" }).format(share);
  }

  /**
   * A date and a time of day, with the zone's name if a zone is given. `other` is the other end of a range: both have a year if
   * one of them needs it.
   */
  time(ms: number, zone?: string, other = ms): string {
    if (!Number.isFinite(ms)) return "–";
    const clock = { hour: "numeric", minute: "2-digit" } as const;
    // A campaign can have a zone that this browser does not know.
    const known = zone !== undefined && isZone(zone);
    return this.#day(ms, other, { ...clock, ...(known && { timeZone: zone, timeZoneName: "short" }) });
  }

  /** A time of day. A zone that this browser does not know is ignored. */
  clock(ms: number, zone?: string): string {
    const known = zone !== undefined && isZone(zone);
    return this.#date({ hour: "numeric", minute: "2-digit", ...(known && { timeZone: zone }) }).format(ms);
  }

  day(ms: number): string {
    return this.#day(ms, ms, {});
  }

  /** A day, with its year if that of `ms` or `other` is not the current one. */
  #day(ms: number, other: number, more: Intl.DateTimeFormatOptions): string {
    const { timeZone } = more;
    const years = [ms, other || ms, Date.now()].map((time) =>
      this.#date({ timeZone, year: "numeric" }).format(time),
    );
    const year = new Set(years).size > 1 ? "numeric" : undefined;
    return this.#date({ year, month: "short", day: "numeric", ...more }).format(ms);
  }

  /** A time in the past, such as `2s ago`. */
  ago(ms: number): string {
    const format = new Intl.RelativeTimeFormat(this.#lang, { style: "narrow", numeric: "auto" });
    const seconds = Math.max(0, ms / 1_000);
    if (seconds < 60) return format.format(-Math.floor(seconds), "second");
    if (seconds < 5_400) return format.format(-Math.floor(seconds / 60), "minute");
    return format.format(-Math.floor(seconds / 3_600), "hour");
  }

  /** A duration in one unit, rounded up, such as `12 min`. */
  span(ms: number): string {
    const minutes = ms / 60_000;
    if (minutes < 1) return this.#unit(Math.ceil(ms / 1_000), "second");
    if (minutes < 90) return this.#unit(Math.ceil(minutes), "minute");
    if (minutes < 48 * 60) return this.#unit(Math.ceil(minutes / 6) / 10, "hour");
    return this.#unit(Math.ceil(minutes / 144) / 10, "day");
  }

  #unit(value: number, unit: string): string {
    return this.#number({ style: "unit", unit, unitDisplay: "short" }).format(value);
  }

  #number(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    return this.#once(options, () => new Intl.NumberFormat(this.#lang, options)) as Intl.NumberFormat;
  }

  #date(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return this.#once(options, () => new Intl.DateTimeFormat(this.#lang, options)) as Intl.DateTimeFormat;
  }

  #once(options: object, make: () => Intl.NumberFormat | Intl.DateTimeFormat) {
    const key = JSON.stringify(options);
    const format = this.#made.get(key) ?? make();
    this.#made.set(key, format);
    return format;
  }
}
