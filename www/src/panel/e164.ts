// Phone numbers as SeaX takes them, from what people type.

/** A number in the international form. */
export const E164 = /^\+[1-9]\d{6,14}$/;

/** A number as people write it, without what only makes it readable. */
export function plain(number: string): string {
  return number.replaceAll(/[\s().\-–]/g, "");
}
