// Finds merge fields in a message as the package does. They are needed before that part of the package is loaded, so this is a
// second implementation; tests/browser/merge_fields.test.mjs compares the two.

/** A pair of braces on one line, with a key in between: any characters except braces, including spaces. */
const FIELD = /\{([^{}\n\r]+)\}/g;

/** The fields that every message can use, because every contact has them. */
export const OWN_FIELDS = ["name", "phone"];

/** Keys that the API always takes from the contact, even if the campaign has a value for them. */
const RESERVED = new Set([...OWN_FIELDS, "whatsapp", "labels"]);

/** Returns the fields of a message as they are written, in order. */
export function fieldsIn(message: string): { key: string; text: string }[] {
  return [...message.matchAll(FIELD)].map(([text, key = ""]) => ({ key, text }));
}

/** Returns the distinct keys of a message's fields, ignoring case, in the spelling that comes first. */
export function keysIn(message: string): string[] {
  const keys = new Map<string, string>();
  for (const { key } of fieldsIn(message)) {
    if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
  }
  return [...keys.values()];
}

/** Returns the keys to which the campaign can give one value for everybody. */
export function variablesIn(message: string): string[] {
  return keysIn(message).filter((key) => !RESERVED.has(key.toLowerCase()));
}

/** Returns the entries of a campaign's variables that match a field, ignoring case. The first one is its value. */
export function valuesOf(variables: Record<string, string>, key: string): [string, string][] {
  return Object.entries(variables)
    .filter(([name]) => name.toLowerCase() === key.toLowerCase())
    .sort(([left], [right]) => Number(right === key) - Number(left === key));
}

/** Splits a text into fields, which have a `key`, and the text between them. */
export function splitAtFields(text: string): { text: string; key?: string }[] {
  let from = 0;
  const parts: { text: string; key?: string }[] = [];
  for (const { 0: field, 1: key = "", index } of text.matchAll(FIELD)) {
    parts.push({ text: text.slice(from, index) }, { text: field, key });
    from = index + field.length;
  }
  return [...parts, { text: text.slice(from) }];
}
