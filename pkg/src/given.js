// What the rest's script shares with the entry's, which is another one: its errors.

/** @typedef {typeof import("./error.js")} Errors */
/** @typedef {Pick<Errors, "fill" | "prepared" | "SeaxError">} Shared */

/** @type {Errors["fill"]} */
export let fill;
/** @type {Errors["prepared"]} */
export let prepared;
/** @type {Errors["SeaxError"]} */
export let SeaxError;

/** @param {Shared} shared */
export function take(shared) {
  ({ fill, prepared, SeaxError } = shared);
}
