// Numbers and times as the operator's language writes them.

export class Formats {
  readonly #numbers: Intl.NumberFormat;
  readonly #lang: string;

  constructor(lang: string) {
    this.#lang = lang;
    this.#numbers = new Intl.NumberFormat(lang);
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  /** One decimal place, for paces. */
  pace(value: number): string {
    return new Intl.NumberFormat(this.#lang, { maximumFractionDigits: 1 }).format(value);
  }

  percent(share: number): string {
    return new Intl.NumberFormat(this.#lang, { style: "percent" }).format(share);
  }

  /** A day and a time of day; with the zone's name where one is given. */
  time(ms: number, zone?: string): string {
    const date = { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" } as const;
    const place = zone === undefined ? {} : ({ timeZone: zone, timeZoneName: "short" } as const);
    return Number.isFinite(ms) ? new Intl.DateTimeFormat(this.#lang, { ...date, ...place }).format(ms) : "–";
  }

  /** A time of day. */
  clock(ms: number): string {
    return new Intl.DateTimeFormat(this.#lang, { hour: "numeric", minute: "2-digit" }).format(ms);
  }

  day(ms: number): string {
    return new Intl.DateTimeFormat(this.#lang, { month: "short", day: "numeric" }).format(ms);
  }

  /** How long ago something was, as `2s ago`. */
  ago(ms: number): string {
    const format = new Intl.RelativeTimeFormat(this.#lang, { style: "narrow", numeric: "auto" });
    const seconds = Math.max(0, ms / 1_000);
    if (seconds < 60) return format.format(-Math.floor(seconds), "second");
    if (seconds < 5_400) return format.format(-Math.floor(seconds / 60), "minute");
    return format.format(-Math.floor(seconds / 3_600), "hour");
  }

  /** A span in its largest unit that fits, as `12 min`. */
  span(ms: number): string {
    const minutes = ms / 60_000;
    if (minutes < 1) return this.#unit(Math.ceil(ms / 1_000), "second");
    if (minutes < 90) return this.#unit(Math.ceil(minutes), "minute");
    if (minutes < 48 * 60) return this.#unit(Math.ceil(minutes / 6) / 10, "hour");
    return this.#unit(Math.ceil(minutes / 144) / 10, "day");
  }

  #unit(value: number, unit: string): string {
    return new Intl.NumberFormat(this.#lang, { style: "unit", unit, unitDisplay: "short" }).format(value);
  }
}
