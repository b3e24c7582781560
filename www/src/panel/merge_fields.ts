// Merge fields in a message, as the package reads them: it is loaded later than the first of this is shown.
// tests/browser/merge_fields.test.mjs holds both to one another.

/** A pair of braces on one line with something in between that is no brace. What is in between is the key, blanks and all. */
const FIELD = /\{([^{}\n\r]+)\}/g;

/** Every message can say these two: they come from the contact itself. */
export const OWN_FIELDS = ["name", "phone"];

/** Keys that the API takes from the contact, whatever value the campaign has for them. */
const RESERVED = new Set([...OWN_FIELDS, "whatsapp", "labels"]);

/** The fields of a message as they are written, in its order. */
export function fieldsIn(message: string): { key: string; text: string }[] {
  return [...message.matchAll(FIELD)].map(([text, key = ""]) => ({ key, text }));
}

/** The keys of a message's fields, each once, as they are first written: case does not matter. */
export function keysIn(message: string): string[] {
  const keys = new Map<string, string>();
  for (const { key } of fieldsIn(message)) {
    if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
  }
  return [...keys.values()];
}

/** Those to which the campaign can give one value for everybody. */
export function variablesIn(message: string): string[] {
  return keysIn(message).filter((key) => !RESERVED.has(key.toLowerCase()));
}

/** A text in parts, with whether each is a field. */
export function splitAtFields(text: string): { text: string; key?: string }[] {
  let from = 0;
  const parts: { text: string; key?: string }[] = [];
  for (const { 0: field, 1: key = "", index } of text.matchAll(FIELD)) {
    parts.push({ text: text.slice(from, index) }, { text: field, key });
    from = index + field.length;
  }
  return [...parts, { text: text.slice(from) }];
}
