// Describes thrown values, without the credential.

/** How deep causes are copied (deeper ones are no longer about the failure), and how many values are inspected. */
const DEPTH = 6;
const VALUES = 500;

/** Prototypes whose members reveal nothing that was not inspected. */
const BARE = new Set(
  [Object, Array, Function, Error, globalThis.DOMException].map((built) => built?.prototype),
);

/** The getter of an error's `stack`, in engines where that is not a data property. */
const STACK = Object.getOwnPropertyDescriptor(new Error(), "stack")?.get;

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
 * Describes in words what went wrong.
 *
 * @param {unknown} thrown
 */
export function reason(thrown) {
  let message = text(member(thrown, "message")) || "The network failed";
  // Node gives the reason in the cause: an error, or one with several `errors` if a host has several addresses.
  const cause = member(thrown, "cause");
  const first = member(member(cause, "errors"), 0);
  const why = text(member(cause, "message")) || text(member(first, "message")) || text(member(cause, "code"));
  if (why) message += `: ${why}`;
  return message.endsWith(".") ? message : `${message}.`;
}

/**
 * Returns the cause itself if nothing in it can reveal the credential. Otherwise, returns an error with the same name,
 * message, code, stack and cause, in which the credential is masked.
 *
 * @param {unknown} cause
 * @param {(text: string) => string | undefined} mask returns the text without the credential, if that is in it
 * @returns {unknown}
 */
export function redacted(cause, mask, depth = DEPTH) {
  if (isClear(cause, mask, new Set())) return cause;
  if (Object(cause) !== cause) return mask(String(cause));
  const masked = (/** @type {string} */ key) => {
    const said = member(cause, key);
    return typeof said === "string" || typeof said === "number" ? (mask(`${said}`) ?? said) : "";
  };
  const error = new Error(`${masked("message")}`);
  const has = (/** @type {string} */ key, /** @type {unknown} */ value) => {
    const enumerable = key === "code";
    if (value) Object.defineProperty(error, key, { value, enumerable, configurable: true, writable: true });
  };
  for (const key of ["name", "stack", "code"]) has(key, masked(key));
  if (depth > 0) has("cause", redacted(member(cause, "cause"), mask, depth - 1));
  return error;
}

/**
 * Whether a value cannot reveal the credential, however it is printed or inspected. False for a value that cannot be
 * inspected completely, such as a `Request`, a `Map`, a getter or a large object.
 *
 * @param {unknown} value
 * @param {(text: string) => string | undefined} mask
 * @param {Set<unknown>} seen
 * @returns {boolean}
 */
function isClear(value, mask, seen) {
  if (seen.has(value)) return true;
  if (seen.size >= VALUES || ArrayBuffer.isView(value)) return false;
  seen.add(value);
  // Some engines complete an error when it is first inspected, and that can fail once.
  member(value, "stack");
  if (Object(value) !== value) return mask(String(value)) === undefined;
  const isHeldClear = (/** @type {unknown} */ held) =>
    typeof held !== "function" && isClear(held, mask, seen);
  try {
    for (let owner = /** @type {object} */ (value); owner && !BARE.has(owner); ) {
      for (const key of Reflect.ownKeys(owner)) {
        if (key === "constructor" && owner !== value) continue;
        const { get, value: held } = /** @type {PropertyDescriptor} */ (described(owner, key));
        if ((get && get !== STACK) || !isHeldClear(key) || !isHeldClear(held)) return false;
      }
      owner = Object.getPrototypeOf(owner);
    }
  } catch {
    return false;
  }
  // In some engines, these are on the prototype.
  return ["name", "message", "stack", "cause"].every((key) => isHeldClear(member(value, key)));
}

/**
 * @param {object} owner
 * @param {PropertyKey} key
 */
function described(owner, key) {
  try {
    return Reflect.getOwnPropertyDescriptor(owner, key);
  } catch (thrown) {
    // An engine that creates a stack when it is read can fail to do so.
    if (key === "stack") return {};
    throw thrown;
  }
}
