// The client's list methods, under one type.

/** @typedef {Record<string, unknown>} Row */

/**
 * @typedef {object} List what all lists have in common
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
