// The targets of this package, as ratios within one run. The report prints whether they are met; the exit code does not depend
// on them.

import { median } from "./figures.mjs";

/** @typedef {import("./figures.mjs").Figure} Figure */

/**
 * @typedef {object} Target
 * @property {string} title
 * @property {string} job
 * @property {string} measure
 * @property {string} [client] the client with the figure; this package by default
 * @property {string} [to] the client to compare with; without it, the target is for the figure itself
 * @property {number} limit
 * @property {boolean} [throughput] whether it is a ratio of speeds, where more is better
 * @property {string} [runtime] limits the target to this runtime
 * @property {number} [scale] divisor that converts the figure to `unit`
 * @property {string} [unit]
 */

/** @typedef {{ title: string, runtime: string, value: number, limit: number, unit: string, met: boolean }} Outcome */

const MEGABYTE = 1e6;

/** @type {Target[]} */
const TARGETS = [
  ...["fetch", "valibot", "zod", "zod-compiled"].map((to) => ({
    title: `list of 10,000, CPU, to ${to}`,
    job: "list-10000-cpu",
    measure: "ms",
    to,
    limit: to === "fetch" ? 1.25 : 1,
  })),
  {
    title: "3 fields of 10,000, CPU, to fetch",
    job: "select-10000-cpu",
    measure: "ms",
    to: "fetch",
    limit: 0.5,
  },
  {
    title: "check of 100,000, hours to none",
    job: "check-100000",
    measure: "ms",
    client: "seax-dialer-hours",
    to: "seax-dialer",
    limit: 1.15,
  },
  { title: "list of 10, to fetch", job: "list-10", measure: "ms", to: "fetch", limit: 1.2 },
  { title: "small call, to fetch", job: "small", measure: "ms", to: "fetch", limit: 1.25 },
  {
    title: "walking all, memory held",
    job: "stream",
    measure: "heldBytes",
    limit: 16,
    scale: MEGABYTE,
    unit: "MB",
  },
  {
    title: "walking all, speed, to fetch by pages",
    job: "stream",
    measure: "ms",
    to: "fetch",
    limit: 0.8,
    throughput: true,
  },
  { title: "load", job: "cold", measure: "loadMs", limit: 10, runtime: "node", unit: "ms" },
  { title: "load", job: "cold", measure: "loadMs", limit: 30, runtime: "chromium", unit: "ms" },
  { title: "wasm and JavaScript, brotli", job: "bytes", measure: "bytes", limit: 50, scale: 1e3, unit: "kB" },
];

/**
 * Returns the outcomes of all targets for which the run has figures.
 *
 * @param {Figure[]} figures
 * @returns {Outcome[]}
 */
export function outcomes(figures) {
  const runtimes = [...new Set(figures.map(({ runtime }) => runtime))];
  return TARGETS.flatMap((target) =>
    runtimes
      .filter((runtime) => target.runtime === undefined || target.runtime === runtime)
      .flatMap((runtime) => outcome(figures, target, runtime)),
  );
}

/**
 * @param {Figure[]} figures
 * @param {Target} target
 * @param {string} runtime
 * @returns {Outcome[]} empty if a figure is missing
 */
function outcome(figures, target, runtime) {
  const { title, job, measure, client = "seax-dialer", to, limit } = target;
  const { throughput = false, scale = 1, unit = "x" } = target;
  const own = median(figures, { job, runtime, measure, client });
  const other = to === undefined ? scale : median(figures, { job, runtime, measure, client: to });
  if (own == null || other == null) return [];
  const value = throughput ? other / own : own / other;
  return [{ title, runtime, value, limit, unit, met: throughput ? value >= limit : value <= limit }];
}
