// Runs the scenario in every runtime against one sandbox, and prints a table of the results.
//
//   node tests/runtimes/run.mjs [--in=node,bun] [--only=text in a case's name]

import { parseArgs } from "node:util";
import { column } from "./column.mjs";
import { cases } from "./scenario.mjs";
import { startHostile } from "./servers/hostile.mjs";
import { startMirror } from "./servers/mirror.mjs";
import { startSandbox } from "./servers/sandbox.mjs";
import { failures, table } from "./table.mjs";

const RUNTIMES = /** @type {const} */ (["node", "deno", "bun", "workerd", "chromium", "firefox", "webkit"]);

/** How many runtimes run at a time, even on few cores: cases mostly wait. */
const LANES = 4;

const { values } = parseArgs({
  options: { in: { type: "string" }, only: { type: "string", default: "" } },
});
/** Why runtimes are skipped. @type {Map<string, string>} */
const skipped = new Map();
/** @type {(typeof RUNTIMES)[number][]} */
const chosen = [];
for (const runtime of RUNTIMES) {
  if (values.in !== undefined && !values.in.split(",").includes(runtime)) continue;
  const { missing } = await import(`./runners/${runtime}.mjs`);
  const why = missing?.();
  // A runtime that was named explicitly must not be skipped.
  if (why !== undefined && values.in !== undefined) throw new Error(why);
  if (why === undefined) chosen.push(runtime);
  else skipped.set(runtime, why);
}
const waiting = [...chosen].reverse();
const names = cases.map(({ name }) => name).filter((name) => name.includes(values.only));
if (new Set(names).size !== names.length) throw new Error("two cases have one name");

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => process.exit(1));

const sandbox = await startSandbox();
const mirror = await startMirror();
const hostile = await startHostile();
/** @type {import("./column.mjs").Column[]} */
const columns = [];
try {
  await Promise.all(Array.from({ length: LANES }, lane));
} finally {
  hostile.stop();
  mirror.stop();
  sandbox.stop();
}

const wrong = failures(names, columns);
// If something failed, prints only the rows with failures.
const told =
  wrong.length === 0 ? names : names.filter((name) => wrong.some((failure) => failure.name === name));
console.log(table(told, columns));
for (const { runtime, name, error } of wrong) console.log(`\n✖ ${runtime}: ${name}\n${error}`);
for (const [runtime, why] of skipped) console.log(`\nSKIPPED ${runtime}: ${why}`);
console.log(`\n${names.length} cases in ${chosen.length} runtimes, ${wrong.length} failed`);
process.exit(wrong.length === 0 && names.length > 0 && chosen.length > 0 ? 0 : 1);

/** Runs one runtime after another, until none is left. */
async function lane() {
  for (let runtime = waiting.shift(); runtime !== undefined; runtime = waiting.shift()) {
    const place = chosen.indexOf(runtime);
    const servers = { sandbox: sandbox.origin, mirror: mirror.origin, hostile: hostile.origin };
    columns[place] = await column({ runtime, ...servers, names });
  }
}
