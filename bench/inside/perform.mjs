// Runs any task, in any runtime.

/** @typedef {import("./rounds.mjs").RoundsTask} RoundsTask */
/** @typedef {import("./stream.mjs").StreamTask} StreamTask */
/** @typedef {import("./cold.mjs").ColdTask} ColdTask */
/** @typedef {RoundsTask | StreamTask | ColdTask} Task */

/**
 * @param {Task} task
 * @param {import("./place.mjs").Load} load
 * @returns {Promise<unknown>}
 */
export async function perform(task, load) {
  // Imports only the needed module, since a cold start must not find anything loaded.
  switch (task.kind) {
    case "rounds":
      return (await import("./rounds.mjs")).rounds(task, load);
    case "stream":
      return (await import("./stream.mjs")).stream(task, load);
    case "cold":
      return (await import("./cold.mjs")).cold(task, load);
  }
}
