// Inside a browser's page: the task is in the page, results leave as requests.

import { execute } from "../execute.mjs";
import { cases } from "../scenario.mjs";

// As it is now: cases put others in its place.
const { fetch } = globalThis;

/** How often something is said before nobody is taken to listen. */
const TIMES = 5;

/**
 * Says something to the site. Once more where that fails: cases break connections, and what one of them has done to the browser's
 * must not look like the failure of another. The site takes the same thing twice.
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
