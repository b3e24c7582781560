// Collects one runtime's results: a column of the table.

import { setTimeout } from "node:timers/promises";

/** @typedef {import("./execute.mjs").Result} Result */
/** @typedef {(result: Result) => void} Report */
/** @typedef {(task: import("./execute.mjs").Task, report: Report) => Promise<void>} Runner */

/**
 * @typedef {object} Column
 * @property {string} runtime
 * @property {number} ms
 * @property {Map<string, Result>} results by the cases' names
 */

/**
 * The time limit for all cases of a runtime, in milliseconds. Enforced from outside, since a case may break the
 * runtime's timers.
 */
const LIMIT = 420_000;

/**
 * Runs the cases. When the runtime exits or breaks during one of them, that case has failed, and the runtime is
 * restarted with the next one.
 *
 * @param {import("./execute.mjs").Task} task
 * @returns {Promise<Column>}
 */
export async function column(task) {
  /** @type {{ run: Runner }} */
  const { run } = await import(`./runners/${task.runtime}.mjs`);
  const started = Date.now();
  /** @type {Map<string, Result>} */
  const results = new Map();
  let names = task.names;
  while (names.length > 0) {
    const reason = await broken(run, { ...task, names }, results);
    names = names.filter((name) => !results.has(name));
    const [culprit, ...rest] = names;
    if (culprit === undefined) {
      // All cases have ended, but the runtime reports an error.
      const last = task.names.at(-1);
      if (reason !== null && last !== undefined) results.set(last, { name: last, ms: 0, error: reason });
      break;
    }
    results.set(culprit, { name: culprit, ms: 0, error: reason ?? "the runtime ended without a result" });
    names = rest;
  }
  return { runtime: task.runtime, ms: Date.now() - started, results };
}

/**
 * Runs the cases, and returns why the runtime broke off, or null.
 *
 * @param {Runner} run
 * @param {import("./execute.mjs").Task} task
 * @param {Map<string, Result>} results
 */
async function broken(run, task, results) {
  try {
    await Promise.race([run(task, (result) => void results.set(result.name, result)), stuck()]);
    return null;
  } catch (error) {
    return `it broke the runtime: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function stuck() {
  await setTimeout(LIMIT, undefined, { ref: false });
  throw new Error(`no end after ${LIMIT / 1000} s`);
}
