// Normalizes typed phone numbers to the E.164 format that SeaX takes.

/** A number in E.164: a plus sign, the country code and the national number. */
export const E164 = /^\+[1-9]\d{6,14}$/;

/** Removes spaces, parentheses, dots and dashes from a number. */
export function plain(number: string): string {
  return number.replaceAll(/[\s().\-–]/g, "");
}
