// What the rest's script shares with the entry's, which is another one: its errors, and how calling hours are loaded.

/** @typedef {typeof import("./error.js")} Errors */
/** @typedef {Pick<Errors, "fill" | "prepared" | "SeaxError"> & { loadHours: () => Promise<unknown> }} Shared */

/** @type {Errors["fill"]} */
export let fill;
/** @type {Errors["prepared"]} */
export let prepared;
/** @type {Errors["SeaxError"]} */
export let SeaxError;
/** @type {Shared["loadHours"]} */
let load;

/** @param {Shared} shared */
export function take(shared) {
  ({ fill, prepared, SeaxError, loadHours: load } = shared);
}

/** Loads code and data of calling hours, both at once. */
export function loadHours() {
  import("./hours_table.js").catch(() => {});
  return load();
}
