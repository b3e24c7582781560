// Measures the time from start-up to the first reply, in a fresh process or page.

import { config } from "./place.mjs";

/** @typedef {{ kind: "cold", origin: string, name: string }} ColdTask */
/**
 * @typedef {{ loadMs: number, firstMs: number }} Started time until the client exists, and from then to the first
 * reply
 */

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
