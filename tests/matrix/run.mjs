// `cargo xtask matrix`: builds, loads and installs the packed package in its users' environments. Prints a table, and
// writes it into docs/runtimes.md. With some projects only, updates only their rows.
//
//   node tests/matrix/run.mjs [--few] [a project, or the beginning of its name]…

import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { startApi } from "../package/api.mjs";
import { pack, Scratch } from "../package/scratch.mjs";
import { launch } from "../runtimes/runners/chromium.mjs";
import { PROJECTS, Project } from "./project.mjs";
import { table, write } from "./table.mjs";

/** The variants that `--few` runs. */
const FEW = ["vite-7: development server", "parcel: build", "pnpm: install"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { few: { type: "boolean", default: false } },
});

/** @type {(() => unknown)[]} */
const endings = [];
const after = (/** @type {() => unknown} */ end) => void endings.push(end);
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => process.exit(1));

const names = readdirSync(PROJECTS).filter(
  (name) => positionals.length === 0 || positionals.some((start) => name.startsWith(start)),
);
/** @type {import("./table.mjs").Row[]} */
const rows = [];
try {
  const [api, scratch, browser] = await Promise.all([startApi(after), Scratch.make(after), launch()]);
  after(() => browser.close());
  const tarball = await pack(scratch.folder);
  for (const name of names) {
    const project = new Project(name, { api, scratch, tarball, browser });
    const variants = project.variants.filter(
      (variant) => !values.few || FEW.includes(`${name}: ${variant.name}`),
    );
    for (const variant of variants) {
      const row = await project.row(variant);
      console.log(`${row.asExpected ? "ok  " : "FAIL"}  ${name}: ${variant.name}`);
      rows.push(row);
    }
  }
} finally {
  for (const end of endings.reverse()) await end();
}
console.log(`\n${table(rows)}`);
const wrong = rows.filter(({ asExpected }) => !asExpected).length;
console.log(`\n${rows.length} rows, ${wrong} not as expected`);
if (!values.few) write(rows, positionals.length === 0);
process.exit(wrong === 0 && rows.length >= (values.few ? FEW.length : 1) ? 0 : 1);
