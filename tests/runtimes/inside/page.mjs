// Inside a browser's page: the task is in the page, results leave as requests.

import { execute } from "../execute.mjs";
import { cases } from "../scenario.mjs";

// As it is now: cases put others in its place.
const { fetch } = globalThis;

/** @param {string} what @param {unknown} value */
const post = async (what, value) => {
  await fetch(`/${what}`, { method: "POST", body: JSON.stringify(value) });
};

addEventListener("error", ({ message }) => post("broken", `an error that nobody caught: ${message}`));
addEventListener("unhandledrejection", ({ reason }) =>
  post("broken", `a rejection that nobody handled: ${reason?.stack ?? reason}`),
);

const { scenarioTask } = /** @type {typeof globalThis & { scenarioTask: import("../execute.mjs").Task }} */ (
  globalThis
);
await execute(cases, scenarioTask, (result) => post("result", result));
await post("ended", null);
