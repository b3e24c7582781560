// The compared clients. Each has a file with its name in this folder.

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

/** The clients that do every job. */
export const EVERYWHERE = ["seax-dialer", "fetch", "valibot", "zod", "zod-compiled", "openapi-fetch"];

/** The clients that iterate over whole lists: this package in both ways. */
export const WALKERS = ["seax-dialer", "seax-dialer-rows", ...EVERYWHERE.slice(1)];

/** This package, with and without calling hours in its checks. */
export const CHECKERS = ["seax-dialer", "seax-dialer-hours"];

/** The clients that do not validate replies. */
export const UNCHECKED = ["fetch", "openapi-fetch"];
