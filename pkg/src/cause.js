// What was thrown underneath: in words, and without the credential.

/** How many causes of a cause to copy: what lies deeper is no longer about the failure. And at how many values to look. */
const DEPTH = 6;
const VALUES = 500;

/** Prototypes whose members show nothing that was not looked at. */
const BARE = new Set(
  [Object, Array, Function, Error, globalThis.DOMException].map((built) => built?.prototype),
);

/** In some engines the stack is not a value, but is read by this. */
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
 * A cause as it may be shown: itself, if nothing in it can show the credential; otherwise an error that has its name, message,
 * code, stack and cause, where that is masked.
 *
 * @param {unknown} cause
 * @param {(text: string) => string | undefined} mask gives the text without the credential, if that is in it
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
 * Whether a value cannot show the credential, however it is printed or looked into. Of what cannot be looked into to the end,
 * such as a `Request`, a `Map`, a getter or a large object, nobody knows.
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
  // In some engines an error is made to the end when somebody first looks at it, and that can fail once.
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
  // Some engines have them on the prototype.
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
    // An engine that makes the stack when it is read cannot make every one.
    if (key === "stack") return {};
    throw thrown;
  }
}
