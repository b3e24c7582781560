// Inside a browser page: the runner has put the task and a function for results into the page.

import { execute } from "../execute.mjs";
import { cases } from "../scenario.mjs";

/**
 * @typedef {object} Page what the runner adds to the global object
 * @property {import("../execute.mjs").Task} scenarioTask
 * @property {(result: import("../execute.mjs").Result | null) => Promise<void>} scenarioResult null: no more
 */
const page = /** @type {typeof globalThis & Page} */ (globalThis);

await execute(cases, page.scenarioTask, page.scenarioResult);
await page.scenarioResult(null);
