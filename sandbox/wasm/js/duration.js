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
  const [, number, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/.exec(String(duration)) ?? [];
  const value = typeof duration === "number" ? duration : Number(number) * (UNITS[unit] ?? Number.NaN);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new TypeError(
    `${JSON.stringify(duration)} is not a duration: use milliseconds, or a text such as "20 min".`,
  );
}

/**
 * Milliseconds since 1970 of a point in time.
 *
 * @param {Date | string | number} time
 */
export function epochMilliseconds(time) {
  const value = time instanceof Date ? time.getTime() : new Date(time).getTime();
  if (!Number.isNaN(value)) return value;
  throw new TypeError(
    `${JSON.stringify(time)} is not a time: use a Date, or a text such as "2026-11-28T22:00:00+08:00".`,
  );
}
