// What was thrown underneath: in words, and without the credential.

/** How far into a cause to look: what lies deeper is no longer about the failure. And at how many values. */
const DEPTH = 6;
const VALUES = 500;

/** @param {unknown} object @param {PropertyKey} key */
export function member(object, key) {
  try {
    return /** @type {Record<PropertyKey, unknown>} */ (object)[key];
  } catch {
    return undefined;
  }
}

/** @param {unknown} value */
const text = (value) => (typeof value === "string" ? value : "");

/**
 * What went wrong, as what was thrown says it.
 *
 * @param {unknown} thrown
 */
export function reason(thrown) {
  let message = text(member(thrown, "message")) || "The network failed";
  // Node says why in the cause: an error, or one of several, if a name has several addresses.
  const cause = member(thrown, "cause");
  const first = member(member(cause, "errors"), 0);
  const why = text(member(cause, "message")) || text(member(first, "message")) || text(member(cause, "code"));
  if (why) message += `: ${why}`;
  return message.endsWith(".") ? message : `${message}.`;
}

/**
 * A cause as it may be shown: itself, unless it repeats the credential anywhere; then an error with the same name and message,
 * where that is masked.
 *
 * @param {unknown} cause
 * @param {(text: string) => string | undefined} mask gives the text without the credential, if that is in it
 */
export function redacted(cause, mask) {
  if (!repeatsIn(cause, DEPTH, { left: VALUES }, mask)) return cause;
  if (typeof cause === "string") return mask(cause);
  const masked = (/** @type {string} */ key) => {
    const said = text(member(cause, key));
    return mask(said) ?? said;
  };
  const error = new Error(masked("message"));
  const name = masked("name");
  if (name) error.name = name;
  return error;
}

/**
 * @param {unknown} value
 * @param {number} depth
 * @param {{ left: number }} values
 * @param {(text: string) => string | undefined} mask
 * @returns {boolean}
 */
function repeatsIn(value, depth, values, mask) {
  if (typeof value === "string") return mask(value) !== undefined;
  const holds = (typeof value === "object" && value !== null) || typeof value === "function";
  if (!holds || depth === 0 || values.left-- <= 0) return false;
  /** @type {PropertyKey[]} */
  let names = [];
  try {
    names = Reflect.ownKeys(/** @type {object} */ (value));
  } catch {}
  // The members of an error's prototype are read as well: some engines have them there.
  return [...names, "name", "message", "stack", "cause"].some(
    (name) =>
      typeof name === "string" &&
      (mask(name) !== undefined || repeatsIn(member(value, name), depth - 1, values, mask)),
  );
}
