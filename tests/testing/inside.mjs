// Runs all cases in the current runtime, and returns their results.

import { createClient } from "seax-dialer";
import { createSandbox } from "seax-dialer/testing";
import { cases } from "./cases.mjs";

/**
 * Returns the error of each case by its name; `null` if there was none.
 *
 * @returns {Promise<Record<string, string | null>>}
 */
export async function results() {
  /** @type {Record<string, string | null>} */
  const errors = {};
  for (const [name, run] of Object.entries(cases)) {
    const settled = run({ createSandbox, createClient }).then(
      () => null,
      (error) => String(error?.stack ?? error),
    );
    errors[name] = await Promise.race([settled, stuck()]);
  }
  return errors;
}

/**
 * Resolves to an error after two minutes: a case whose promise never settles could otherwise end the program
 * silently.
 */
function stuck() {
  return new Promise((/** @type {(error: string) => void} */ resolve) => {
    setTimeout(() => resolve("it has not settled after 120 s"), 120_000);
  });
}
