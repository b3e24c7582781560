// Reads what callers pass, for the core and, through src/js/exports/options.rs, for the other parts.

import { member } from "./cause.js";

/** @typedef {ReturnType<typeof import("./error.js").prepare>} Prepared */

/** Why an argument is invalid, before there is a `SeaxError` for it. */
export class InvalidArgument {
  /**
   * @param {string} path the argument or option
   * @param {string} clause says of it what is wrong
   */
  constructor(path, clause) {
    this.path = path;
    this.clause = clause;
  }
}

/**
 * Returns the names of an object's options, separated by NUL. A proxy may throw.
 *
 * @param {string} name
 * @param {unknown} object
 */
export function names(name, object) {
  if (object === undefined || object === null) return "";
  if (typeof object !== "object") throw new InvalidArgument(name, "must be an object");
  try {
    return Object.keys(object).join("\0");
  } catch {
    throw new InvalidArgument(name, "must be a plain object");
  }
}

/**
 * Whether an object or its class has an option. Members that every object inherits do not count: a polluted prototype could
 * send the key elsewhere.
 *
 * @param {any} object
 * @param {string} key
 */
export function has(object, key) {
  let owner = object;
  while (owner && !Object.hasOwn(owner, key)) owner = Object.getPrototypeOf(owner);
  // Every realm has its own `Object.prototype`.
  return owner && !Object.hasOwn(owner, "isPrototypeOf");
}

/**
 * Returns an option; undefined if it is left out or null.
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
    throw new InvalidArgument(key, "cannot be read");
  }
}

/**
 * @param {unknown} object
 * @param {string} key
 */
export function callable(object, key) {
  const value = option(object, key);
  if (value !== undefined && typeof value !== "function")
    throw new InvalidArgument(key, "must be a function");
  return /** @type {((...given: any[]) => any) | undefined} */ (value);
}

/**
 * @param {unknown} object
 * @param {string} key
 */
export function string(object, key) {
  const value = option(object, key);
  if (value !== undefined && typeof value !== "string") throw new InvalidArgument(key, "must be a string");
  return value;
}

/**
 * @param {unknown} object
 * @param {string} key
 * @returns {boolean | undefined}
 */
export function flag(object, key) {
  const value = option(object, key);
  if (value !== undefined && typeof value !== "boolean")
    throw new InvalidArgument(key, "must be true or false");
  return value;
}

/**
 * Returns a number for the core: NaN if it is left out, -1 if it is not a number.
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
 * Returns the names of the selected fields, separated by NUL.
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
  if (fields.length === 0)
    throw new InvalidArgument("select", "must be an array with at least one field of the rows");
  return fields.map((field) => (typeof field === "string" && field !== "" ? field : " ")).join("\0");
}

/**
 * Returns the signal of a call: anything that behaves like an `AbortSignal`, since some test environments have several such
 * classes.
 *
 * @param {unknown} options
 */
export function signalOf(options) {
  const signal = option(options, "signal");
  if (signal === undefined) return undefined;
  const listen = () => {};
  try {
    if (typeof member(signal, "aborted") !== "boolean") throw signal;
    // An object that accepts no listener is rejected: its abort would go unnoticed.
    const { addEventListener, removeEventListener } = /** @type {AbortSignal} */ (signal);
    addEventListener.call(signal, "abort", listen);
    removeEventListener.call(signal, "abort", listen);
  } catch {
    throw new InvalidArgument("signal", "must be an AbortSignal");
  }
  return /** @type {AbortSignal} */ (signal);
}

/**
 * Serializes an argument as JSON; if it is left out, it is an empty object. Undefined if it is not plain data, of which JSON would
 * leave something out: an exclusion that is not sent calls people.
 *
 * @param {unknown} value
 * @returns {string | undefined}
 */
export function json(value) {
  if (value === undefined || value === null) return "{}";
  try {
    return JSON.stringify(value, plain);
  } catch {
    return undefined;
  }
}

/**
 * Throws for functions, symbols, and objects of classes with more than methods, or of which JSON writes nothing: it writes neither
 * accessors nor inherited or private values, nor the entries of a `Map` or a form.
 *
 * @param {string} _key
 * @param {unknown} value
 */
function plain(_key, value) {
  if (typeof value === "function" || typeof value === "symbol") throw value;
  if (typeof value !== "object" || Array.isArray(value)) return value;
  let owner = value && Object.getPrototypeOf(value);
  while (owner && !Object.hasOwn(owner, "isPrototypeOf")) {
    if (Object.keys(/** @type {object} */ (value)).length === 0) throw value;
    for (const key of Reflect.ownKeys(owner)) {
      if (typeof Reflect.getOwnPropertyDescriptor(owner, key)?.value !== "function") throw value;
    }
    owner = Object.getPrototypeOf(owner);
  }
  return value;
}

/**
 * Copies options, for work that begins only when another part of the package is loaded.
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
