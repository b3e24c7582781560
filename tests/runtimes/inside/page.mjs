// Runs inside a browser's page, which contains the task. Results are sent as requests.

import { execute } from "../execute.mjs";
import { cases } from "../scenario.mjs";

// Saved now, since cases replace it.
const { fetch } = globalThis;

/** The number of attempts to send a result. */
const TIMES = 5;

/**
 * Sends something to the site. Retries failures, since cases break connections, and what one case did to the browser's must not
 * look like the failure of another. The site accepts duplicates.
 *
 * @param {string} what
 * @param {unknown} value
 */
async function post(what, value) {
  const request = { method: "POST", body: JSON.stringify(value) };
  for (let left = TIMES - 1; ; left -= 1) {
    try {
      await fetch(`/${what}`, request);
      return;
    } catch (cause) {
      if (left === 0) throw new Error(`the site cannot be told of /${what}: ${cause}`, { cause });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

addEventListener("error", ({ message }) => post("broken", `an error that nobody caught: ${message}`));
addEventListener("unhandledrejection", ({ reason }) =>
  post("broken", `a rejection that nobody handled: ${reason?.stack ?? reason}`),
);

const { scenarioTask } = /** @type {typeof globalThis & { scenarioTask: import("../execute.mjs").Task }} */ (
  globalThis
);
await execute(cases, scenarioTask, (result) => post("result", result));
await post("ended", null);
