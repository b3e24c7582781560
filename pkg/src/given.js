// What the rest's script shares with the entry's, which is another one: its errors, and how a part is loaded.

/** @typedef {typeof import("./error.js")} Errors */
/** @typedef {(file: import("./load.js").File, given: undefined, error: import("./error.js").SeaxError) => Promise<unknown>} Load */
/** @typedef {Pick<Errors, "fill" | "prepared" | "SeaxError"> & { load: Load }} Shared */

/** @type {Errors["fill"]} */
export let fill;
/** @type {Errors["prepared"]} */
export let prepared;
/** @type {Errors["SeaxError"]} */
export let SeaxError;
/** @type {Load} */
let load;

/** @param {Shared} shared */
export function take(shared) {
  ({ fill, prepared, SeaxError, load } = shared);
}

/** Loads code and data of calling hours, both at once. */
export function loadHours() {
  import("./hours_table.js").catch(() => {});
  return load("hours", undefined, new SeaxError("", {}));
}
