// Collects one runtime's results: a column of the table.

import { breakage } from "./runners/page.mjs";

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
 * How long a runtime may give no result, in milliseconds: longer than a case may take. Enforced from outside, since a case may
 * break the runtime's timers.
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
  const { promise: stuck, reject } = breakage();
  const limit = setTimeout(() => reject(new Error(`no result for ${LIMIT / 1000} s`)), LIMIT);
  try {
    const report = (/** @type {Result} */ result) => {
      results.set(result.name, result);
      limit.refresh();
    };
    await Promise.race([run(task, report), stuck]);
    return null;
  } catch (error) {
    return `it broke the runtime: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    clearTimeout(limit);
  }
}
