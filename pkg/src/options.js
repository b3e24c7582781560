// What callers give, as the core and the rest take it.

import { member } from "./cause.js";

/** @typedef {ReturnType<typeof import("./error.js").prepare>} Prepared */

/**
 * What is wrong with an argument.
 *
 * @param {string} name
 * @param {string} clause
 * @param {string} [code]
 */
export function wrong(name, clause, code = "invalid_argument") {
  return new Wrong(name && `\`${name}\` ${clause}`, clause, { code, path: name || undefined, attempts: 0 });
}

/** What will be said in a `SeaxError`. */
export class Wrong {
  /**
   * @param {string} message
   * @param {string} clause
   * @param {Record<string, unknown>} details
   */
  constructor(message, clause, details) {
    this.message = message || clause;
    this.details = details;
  }
}

/**
 * The names of an object's options, with zeros between them. A proxy may throw.
 *
 * @param {string} name
 * @param {unknown} object
 */
export function names(name, object) {
  if (object === undefined || object === null) return "";
  if (typeof object !== "object" && typeof object !== "function") throw wrong(name, "must be an object");
  try {
    return Object.keys(object).join("\0");
  } catch {
    throw wrong(name, "must be a plain object");
  }
}

/**
 * Whether an object has an option: of its own, or of its class. What every object inherits is nobody's option: a polluted
 * prototype could send the key elsewhere.
 *
 * @param {any} object
 * @param {string} key
 */
export function has(object, key) {
  let owner = object;
  while (owner && !Object.hasOwn(owner, key)) owner = Object.getPrototypeOf(owner);
  // Every realm has an `Object.prototype` of its own.
  return owner && !Object.hasOwn(owner, "isPrototypeOf");
}

/**
 * An option; undefined if it is left out.
 *
 * @param {unknown} object
 * @param {string} key
 * @returns {unknown}
 */
export function option(object, key) {
  try {
    if (!has(object, key)) return undefined;
    return /** @type {Record<string, unknown>} */ (object)[key] ?? undefined;
  } catch {
    throw wrong(key, "cannot be read");
  }
}

/**
 * @param {unknown} object
 * @param {string} key
 */
export function callable(object, key) {
  const value = option(object, key);
  if (value !== undefined && typeof value !== "function") throw wrong(key, "must be a function");
  return /** @type {((...given: any[]) => any) | undefined} */ (value);
}

/**
 * @param {unknown} object
 * @param {string} key
 */
export function string(object, key) {
  const value = option(object, key);
  if (value !== undefined && typeof value !== "string") throw wrong(key, "must be a string");
  return value;
}

/**
 * @param {unknown} object
 * @param {string} key
 */
export function flag(object, key) {
  const value = option(object, key);
  if (value !== undefined && typeof value !== "boolean") throw wrong(key, "must be true or false");
  return value === true;
}

/**
 * A number for the core: NaN if it is left out, -1 if it is none.
 *
 * @param {unknown} object
 * @param {string} key
 */
export function limit(object, key) {
  const value = option(object, key);
  if (value === undefined) return Number.NaN;
  return typeof value === "number" && !Number.isNaN(value) ? value : -1;
}

/**
 * The names of the selected fields, with zeros between them.
 *
 * @param {unknown} options
 */
export function selected(options) {
  const list = option(options, "select");
  if (list === undefined) return "";
  /** @type {unknown[]} */
  let fields = [];
  try {
    if (typeof list === "object") fields = Array.from(/** @type {ArrayLike<unknown>} */ (list));
  } catch {}
  if (fields.length === 0) throw wrong("select", "must be an array with at least one field of the rows");
  return fields.map((field) => (typeof field === "string" && field !== "" ? field : " ")).join("\0");
}

/**
 * The signal of a call. Anything that acts as an `AbortSignal` is one: there are more than one of them in some test set-ups.
 *
 * @param {unknown} options
 */
export function signalOf(options) {
  const signal = option(options, "signal");
  if (signal === undefined) return undefined;
  const listen = () => {};
  try {
    if (typeof member(signal, "aborted") !== "boolean") throw signal;
    // A signal that cannot be listened to is none: it would never abort.
    const { addEventListener, removeEventListener } = /** @type {AbortSignal} */ (signal);
    addEventListener.call(signal, "abort", listen);
    removeEventListener.call(signal, "abort", listen);
  } catch {
    throw wrong("signal", "must be an AbortSignal");
  }
  return /** @type {AbortSignal} */ (signal);
}

/**
 * An argument as JSON; left out, it is an empty object. Undefined if it is no plain data.
 *
 * @param {unknown} value
 * @returns {string | undefined}
 */
export function json(value) {
  if (value === undefined || value === null) return "{}";
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/**
 * Options as they are now, for what begins only when the rest of the package is there.
 *
 * @param {unknown} options
 */
export function copied(options) {
  if (typeof options !== "object" || options === null) return options;
  try {
    return Object.setPrototypeOf({ ...options }, Object.getPrototypeOf(options));
  } catch {
    return options;
  }
}
