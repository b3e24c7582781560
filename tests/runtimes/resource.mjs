// A client's lists, taken alike.

/** @typedef {Record<string, unknown>} Row */

/**
 * @typedef {object} List what every list has in common
 * @property {(query?: object, options?: object) => import("seax-dialer").ListCall<Row>} list
 */

/** @typedef {"phones" | "contacts" | "labels" | "agents" | "campaigns"} Name */

/** @type {Name[]} */
export const LISTS = ["phones", "contacts", "labels", "agents", "campaigns"];

/**
 * @param {import("./world.mjs").Client} seax
 * @param {Name} name
 */
export const resource = (seax, name) => /** @type {List} */ (/** @type {unknown} */ (seax[name]));
