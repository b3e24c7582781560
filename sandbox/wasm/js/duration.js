/** Milliseconds in each unit. */
const UNITS = /** @type {Readonly<Record<string, number>>} */ ({
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
});

/**
 * Milliseconds of a duration such as `"20 min"` or `1500`.
 *
 * @param {import("../../../pkg/testing.d.ts").Duration} duration
 */
export function milliseconds(duration) {
  const [, number, unit = ""] =
    /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/.exec(typeof duration === "string" ? duration : "") ?? [];
  const value = typeof duration === "number" ? duration : Number(number) * (UNITS[unit] ?? Number.NaN);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new TypeError(`${quoted(duration)} is not a duration: use milliseconds, or a text such as "20 min".`);
}

/** A date, and a time of day with or without an offset, after RFC 3339. */
const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Milliseconds since 1970 of a point in time.
 *
 * @param {Date | string | number} time
 */
export function epochMilliseconds(time) {
  // A date of another realm is no instance of this one's.
  const isDate = typeof time === "object" && typeof time?.getTime === "function";
  const value = isDate ? time.getTime() : typeof time === "string" ? millisecondsOf(time) : time;
  if (typeof value === "number" && !Number.isNaN(value)) return value;
  throw new TypeError(
    `${quoted(time)} is not a time: use a Date, or a text such as "2026-11-28T22:00:00+08:00".`,
  );
}

/**
 * Milliseconds since 1970 of a text; NaN if it is no time. Without an offset it is UTC, as the API's times are, where `Date` reads
 * local time.
 *
 * @param {string} text
 */
function millisecondsOf(text) {
  const [, date = "", time = "00:00", offset = "Z"] = TIME.exec(text.trim().toUpperCase()) ?? [];
  const day = new Date(`${date}T00:00Z`);
  // Some engines read February 30 as March 2.
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(date)) return Number.NaN;
  return new Date(`${date}T${time}${offset}`).getTime();
}

/** The first and the last time that the API can write, with a year of four digits, in milliseconds since 1970. */
const [FIRST, LAST] = [Date.UTC(-1, 12, 1), Date.UTC(9_999, 11, 31, 23, 59, 59, 999)];

/**
 * A time that the clock can show.
 *
 * @param {number} time in milliseconds since 1970
 */
export function clockTime(time) {
  if (time >= FIRST && time <= LAST) return time;
  throw new RangeError(
    "The sandbox's clock goes from the year 0 to the end of the year 9999, as the API's times do.",
  );
}

/** A value in a message. @param {unknown} value */
function quoted(value) {
  try {
    return (typeof value === "bigint" ? undefined : JSON.stringify(value)) ?? String(value);
  } catch {
    return "This";
  }
}
