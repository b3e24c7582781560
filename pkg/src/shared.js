// What the script of the other parts takes from the entry's script: its errors, and the function that loads a part.

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

/** Loads the code and the data of calling hours, in parallel. */
export function loadHours() {
  import("./hours_table.js").catch(() => {});
  return load("hours", undefined, new SeaxError("", {}));
}
