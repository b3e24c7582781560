// Who takes part. Each has a file of its name in this folder.

/** @type {Record<string, string>} */
export const TITLES = {
  "seax-dialer": "seax-dialer",
  "seax-dialer-rows": "seax-dialer, row by row",
  "seax-dialer-hours": "seax-dialer, with calling hours",
  fetch: "fetch + JSON.parse",
  valibot: "fetch + valibot",
  zod: "fetch + zod 4",
  "zod-mini": "fetch + zod 4 mini",
  "zod-compiled": "fetch + zod 4, compiled",
  "openapi-fetch": "openapi-fetch",
  parse: "JSON.parse of a ready string",
};

/** Those who do every job. */
export const EVERYWHERE = ["seax-dialer", "fetch", "valibot", "zod", "zod-compiled", "openapi-fetch"];

/** Those who walk whole lists: this package in both of its ways. */
export const WALKERS = ["seax-dialer", "seax-dialer-rows", ...EVERYWHERE.slice(1)];

/** This package, whose checks look at calling hours or do not. */
export const CHECKERS = ["seax-dialer", "seax-dialer-hours"];

/** Those who hand on whatever comes. */
export const UNCHECKED = ["fetch", "openapi-fetch"];
