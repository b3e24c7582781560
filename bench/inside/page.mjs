// Tasks in a page. Every client is a bundle of its own, as it would be in an app.

import { perform } from "./perform.mjs";

/** @type {import("./place.mjs").Load} */
const load = (name) => import(new URL(`/clients/${name}.js`, location.origin).href);

Object.assign(globalThis, {
  perform: (/** @type {import("./perform.mjs").Task} */ task) => perform(task, load),
});
