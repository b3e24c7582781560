// Runs tasks in a page. Every client is bundled separately, as in an app.

import { perform } from "./perform.mjs";

/** @type {import("./place.mjs").Load} */
const load = (name) => import(new URL(`/clients/${name}.js`, location.origin).href);

Object.assign(globalThis, {
  perform: (/** @type {import("./perform.mjs").Task} */ task) => perform(task, load),
});
