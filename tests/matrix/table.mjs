// Formats the results as a table, and writes it into the document.

import { readFileSync, writeFileSync } from "node:fs";

/**
 * @typedef {object} Row
 * @property {string} tool
 * @property {string} version
 * @property {string} variant
 * @property {string[]} works the checks that work
 * @property {string[]} fails the checks that fail, and why
 * @property {string} needs what users have to do for it
 * @property {boolean} asExpected
 */

const DOCUMENT = new URL("../../docs/runtimes.md", import.meta.url);
const [BEGIN, END] = ["<!-- the matrix -->", "<!-- its end -->"];
const HEAD = [
  "| where | version | how | works | does not | needs | tried |",
  "|---|---|---|---|---|---|---|",
];

/** @param {Row[]} rows */
const lines = (rows) =>
  rows.map(({ tool, version, variant, works, fails, needs }) =>
    ["", tool, version, variant, works.join("; "), fails.join("; "), needs, today(), ""].join(" | ").trim(),
  );

const today = () => new Date().toISOString().slice(0, 10);

/** @param {Row[]} rows */
export const table = (rows) => [...HEAD, ...lines(rows)].join("\n");

/**
 * Writes the rows into the document's table: replaces all rows, or those with the same tool, version and variant.
 *
 * @param {Row[]} rows
 * @param {boolean} all
 */
export function write(rows, all) {
  const text = readFileSync(DOCUMENT, "utf8");
  const [before, rest] = text.split(BEGIN);
  const [old, after] = rest?.split(END) ?? [];
  if (before === undefined || old === undefined || after === undefined) {
    throw new Error("docs/runtimes.md has no place for the table");
  }
  /** @type {Map<string, string>} */
  const kept = new Map();
  const known = all ? [] : old.split("\n").filter((line) => line.startsWith("| ") && !HEAD.includes(line));
  for (const line of [...known, ...lines(rows)]) kept.set(line.split("|").slice(1, 4).join("|"), line);
  const sorted = [...kept].sort(([one], [other]) => one.localeCompare(other, "en")).map(([, line]) => line);
  writeFileSync(DOCUMENT, `${before}${BEGIN}\n${[...HEAD, ...sorted].join("\n")}\n${END}${after}`);
}
