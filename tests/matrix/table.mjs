// The table that the matrix is for.

import { readFileSync, writeFileSync } from "node:fs";

/**
 * @typedef {object} Row
 * @property {string} tool
 * @property {string} version
 * @property {string} variant
 * @property {string[]} works what works
 * @property {string[]} fails what does not, and why
 * @property {string} needs what has to be done for it
 * @property {boolean} asExpected
 */

const DOCUMENT = new URL("../../docs/runtimes.md", import.meta.url);
const [BEGIN, END] = ["<!-- the matrix -->", "<!-- its end -->"];

/** @param {Row[]} rows */
export function table(rows) {
  return [
    "| where | version | how | works | does not | needs |",
    "|---|---|---|---|---|---|",
    ...rows.map(({ tool, version, variant, works, fails, needs }) =>
      ["", tool, version, variant, works.join(", "), fails.join("; "), needs, ""].join(" | ").trim(),
    ),
  ].join("\n");
}

/**
 * Puts the table into the document.
 *
 * @param {Row[]} rows
 */
export function write(rows) {
  const text = readFileSync(DOCUMENT, "utf8");
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error("docs/runtimes.md has no place for the table");
  const date = new Date().toISOString().slice(0, 10);
  const made = `Made by \`cargo xtask matrix\` on ${date}, with Node ${process.versions.node} unless it says otherwise.`;
  writeFileSync(DOCUMENT, `${before}${BEGIN}\n${made}\n\n${table(rows)}\n${END}${after}`);
}
