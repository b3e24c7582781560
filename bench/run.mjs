// The benchmark: runs every client at every job, side by side.
//
//   node bench/run.mjs [--quick] [--only=job,job] [--in=node,chromium] [--json=FILE] [--chart=FILE]
//
// Needs the built package, and for Chromium its program in the variable CHROMIUM. See README.md.

import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, platform } from "node:os";
import { parseArgs } from "node:util";
import { measureBytes } from "./bytes.mjs";
import { CHECKERS, WALKERS } from "./clients/names.mjs";
import { JOBS, OTHER_JOBS } from "./jobs.mjs";
import { FULL, measure, QUICK } from "./measure.mjs";
import { chart } from "./report/chart.mjs";
import { jobTitle, tables, targetTable } from "./report/table.mjs";
import { outcomes } from "./report/targets.mjs";
import { buildSite } from "./runtimes/site.mjs";
import { startServer } from "./server/start.mjs";

const ALL = [...Object.keys(JOBS), ...OTHER_JOBS];
const RUNTIMES = ["node", "chromium"];

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    in: { type: "string" },
    json: { type: "string" },
    chart: { type: "string" },
  },
});
const jobs = chosen("job", ALL, values.only);
const inRuntimes = jobs.filter((job) => job !== "bytes");
const places = inRuntimes.length > 0 ? chosen("runtime", RUNTIMES, values.in) : [];
const scale = values.quick ? QUICK : FULL;
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => process.exit(1));

const server = await startServer(scale.stream, await buildSite([...new Set([...WALKERS, ...CHECKERS])]));
/** @type {import("./report/figures.mjs").Figure[]} */
const figures = [];
/** @type {Record<string, string>} */
const versions = {};
try {
  for (const place of places) {
    /** @type {{ start: import("./runtimes/runtime.d.ts").Start }} */
    const { start } = await import(`./runtimes/${place}.mjs`);
    const runtime = await start(server.origin);
    versions[place] = runtime.version;
    try {
      for (const job of inRuntimes) {
        progress(`${place}: ${jobTitle(job, scale.stream)}`);
        figures.push(...(await measure(place, runtime, job, scale)));
      }
    } finally {
      await runtime.stop();
    }
  }
  if (jobs.includes("bytes")) figures.push(...(await measureBytes()));
} finally {
  server.stop();
}
progress("");

const reached = outcomes(figures);
console.log(`${tables(figures, scale.stream)}\n\n${targetTable(reached)}`);
const report = {
  version: 1,
  quick: values.quick,
  rows: scale.stream,
  machine: machine(),
  packages: packages(),
  figures,
  targets: reached,
};
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
if (values.chart !== undefined) writeFileSync(values.chart, drawn());

/** @param {string} what @param {string[]} all @param {string | undefined} named separated by commas */
function chosen(what, all, named) {
  const wanted = named?.split(",");
  const unknown = wanted?.find((name) => !all.includes(name));
  if (unknown !== undefined) {
    console.error(`there is no ${what} \`${unknown}\`: there are ${all.join(", ")}`);
    process.exit(1);
  }
  return all.filter((name) => wanted?.includes(name) ?? true);
}

/** Draws the chart, with the figures of the first runtime. */
function drawn() {
  const [place = "node"] = places;
  return chart(figures, scale.stream, place, versions[place] ?? "");
}

/** Prints progress: overwrites one line on a terminal, and prints separate lines elsewhere. @param {string} text */
function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  else if (text !== "") process.stderr.write(`${text}\n`);
}

function machine() {
  const [cpu] = cpus();
  return { platform: platform(), cpu: cpu?.model ?? "", cores: availableParallelism(), ...versions };
}

/** Returns the clients' versions. */
function packages() {
  const { packages: locked } = JSON.parse(
    readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"),
  );
  const peers = ["valibot", "zod", "openapi-fetch"].map((name) => [
    name,
    locked[`node_modules/${name}`].version,
  ]);
  return Object.fromEntries([["seax-dialer", locked.pkg.version], ...peers]);
}
