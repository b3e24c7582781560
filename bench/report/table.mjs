// Formats the figures as tables for the terminal.

import { TITLES } from "../clients/names.mjs";
import { JOBS } from "../jobs.mjs";
import { median } from "./figures.mjs";

/** @typedef {import("./figures.mjs").Figure} Figure */

const FIRST = 30;
const WIDTH = 14;
const RATIO = 7;

/** @type {Record<string, { title: string, unit: string, scale: number }>} */
const MEASURES = {
  ms: { title: "all", unit: "ms", scale: 1 },
  loadMs: { title: "load", unit: "ms", scale: 1 },
  firstMs: { title: "first", unit: "ms", scale: 1 },
  heldBytes: { title: "held", unit: "MB", scale: 1e6 },
  usedBytes: { title: "used", unit: "MB", scale: 1e6 },
  wasmBytes: { title: "wasm", unit: "MB", scale: 1e6 },
  rssBytes: { title: "process", unit: "MB", scale: 1e6 },
  bytes: { title: "brotli", unit: "kB", scale: 1e3 },
};

/** Returns the title of a job. @param {string} job @param {number} streamed rows */
export function jobTitle(job, streamed) {
  if (job === "stream") return `walking ${streamed.toLocaleString("en-US")} contacts`;
  if (job === "cold") return "cold start: load, then a small call";
  if (job === "bytes") return "what a bundler ships for an app that lists contacts";
  return JOBS[job]?.title ?? job;
}

/**
 * Formats a table for each job, with a row per client and a column per runtime. A job with several measures has a
 * table per runtime instead, with a column per measure.
 *
 * @param {Figure[]} figures
 * @param {number} streamed rows of the list that was iterated
 */
export function tables(figures, streamed) {
  return distinct(figures, "job")
    .flatMap((job) => {
      const title = jobTitle(job, streamed);
      const ofJob = figures.filter((each) => each.job === job);
      if (distinct(ofJob, "measure").length === 1) return [table(title, ofJob)];
      return distinct(ofJob, "runtime").map((runtime) =>
        table(
          `${title}, ${runtime}`,
          ofJob.filter((each) => each.runtime === runtime),
        ),
      );
    })
    .join("\n\n");
}

/** @param {Figure[]} figures @param {"job" | "measure" | "runtime" | "client"} member */
function distinct(figures, member) {
  return [...new Set(figures.map((figure) => figure[member]))];
}

/** @param {string} title @param {Figure[]} figures of one job */
function table(title, figures) {
  const columns = columnsOf(figures);
  const several = distinct(figures, "measure").length > 1;
  const head = columns.map(({ runtime, measure }) => {
    const { title: name, unit } = MEASURES[measure] ?? { title: measure, unit: "" };
    const cell = `${several ? name : runtime}, ${unit}`.padStart(WIDTH);
    return measure === "ms" ? cell + "ratio".padStart(RATIO) : cell;
  });
  const lines = distinct(figures, "client").map((client) => {
    const cells = columns.map((column) => cell(figures, { ...column, client }));
    return (TITLES[client] ?? client).padEnd(FIRST) + cells.join("");
  });
  return [title, " ".repeat(FIRST) + head.join(""), ...lines].join("\n");
}

/** @param {Figure[]} figures of one job */
function columnsOf(figures) {
  /** @type {Map<string, { job: string, runtime: string, measure: string }>} */
  const columns = new Map();
  for (const { job, runtime, measure } of figures) {
    columns.set(`${runtime} ${measure}`, { job, runtime, measure });
  }
  const order = Object.keys(MEASURES);
  return [...columns.values()].sort((a, b) => order.indexOf(a.measure) - order.indexOf(b.measure));
}

/**
 * Formats the median, and for times the ratio to `fetch`.
 *
 * @param {Figure[]} figures
 * @param {import("./figures.mjs").Key} key
 */
function cell(figures, key) {
  const value = median(figures, key);
  const ratio = key.measure === "ms";
  if (value === undefined) return " ".repeat(WIDTH + (ratio ? RATIO : 0));
  const base = median(figures, { ...key, client: "fetch" });
  const text = number(value / (MEASURES[key.measure]?.scale ?? 1)).padStart(WIDTH);
  return text + (ratio ? (base === undefined ? "" : (value / base).toFixed(2)).padStart(RATIO) : "");
}

/** Formats a number with three significant digits. @param {number} value */
export function number(value) {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** @param {import("./targets.mjs").Outcome[]} outcomes */
export function targetTable(outcomes) {
  const lines = outcomes.map(({ title, runtime, value, limit, unit, met }) =>
    [
      title.padEnd(40),
      runtime.padEnd(10),
      `${number(value)} ${unit}`.padStart(WIDTH),
      `${limit} ${unit}`.padStart(WIDTH),
      met ? "  met" : "  missed",
    ].join(""),
  );
  const head = ["target".padEnd(50), "here".padStart(WIDTH), "limit".padStart(WIDTH)].join("");
  return [head, ...lines].join("\n");
}
