// How long it takes from nothing to a first answer, in a program of its own.

import { config } from "./place.mjs";

/** @typedef {{ kind: "cold", origin: string, name: string }} ColdTask */
/** @typedef {{ loadMs: number, firstMs: number }} Started until the client is there; from there to the first answer */

/**
 * @param {ColdTask} task
 * @param {import("./place.mjs").Load} load
 * @returns {Promise<Started>}
 */
export async function cold(task, load) {
  const began = performance.now();
  const { make } = await load(task.name);
  const client = await make(config(task.origin));
  const loaded = performance.now();
  await client.phones();
  return { loadMs: loaded - began, firstMs: performance.now() - loaded };
}
