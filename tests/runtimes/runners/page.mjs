// Runs the scenario in a browser's page, which contains its task and posts its results back.

import { startSite } from "../servers/site.mjs";

/**
 * Runs the cases in the page that `open` opens. Ends after the last case, or when `broken` rejects.
 *
 * @param {import("../execute.mjs").Task} task
 * @param {import("../column.mjs").Report} report
 * @param {(url: string) => Promise<unknown>} open
 * @param {Promise<never>} broken rejects when the browser ends or crashes
 */
export async function runInPage(task, report, open, broken) {
  const site = await startSite({ task, report });
  try {
    await Promise.race([Promise.all([open(site.origin), site.ended]), broken]);
  } finally {
    site.stop();
  }
}

/**
 * Creates a promise that never resolves, and rejects only by `reject`. A rejection that is not awaited is not
 * an error.
 *
 * @returns {{ promise: Promise<never>, reject: (reason: Error) => void }}
 */
export function breakage() {
  /** @type {(reason: Error) => void} */
  let reject = () => {};
  const promise = /** @type {Promise<never>} */ (
    new Promise((_, rejected) => {
      reject = rejected;
    })
  );
  promise.catch(() => {});
  return { promise, reject };
}
