/** Milliseconds in each unit. */
const UNITS = /** @type {Readonly<Record<string, number>>} */ ({
  ms: 1,
  s: 1_000,
  sec: 1_000,
  min: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
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

/**
 * Milliseconds since 1970 of a point in time.
 *
 * @param {Date | string | number} time
 */
export function epochMilliseconds(time) {
  // A date of another realm is no instance of this one's.
  const isDate = typeof time === "object" && typeof time?.getTime === "function";
  const value = isDate
    ? time.getTime()
    : typeof time === "string" || typeof time === "number"
      ? new Date(time).getTime()
      : Number.NaN;
  if (!Number.isNaN(value)) return value;
  throw new TypeError(
    `${quoted(time)} is not a time: use a Date, or a text such as "2026-11-28T22:00:00+08:00".`,
  );
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
