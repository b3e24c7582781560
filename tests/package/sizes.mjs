// Measures what a browser downloads: WebAssembly and JavaScript, raw and compressed.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { entry } from "../runtimes/entry.mjs";

const PACKAGE = new URL("../../pkg/", import.meta.url);

/** @typedef {{ name: string, raw: number, gzip: number, brotli: number }} Size in bytes */

/**
 * Returns the sizes of the package's parts: the core, which a page loads first, and those that it loads on demand.
 */
export function sizes() {
  /** @param {string} part */
  const wasm = (part) => size(`dist/seax_dialer_${part}.wasm`);
  return {
    core: [wasm("core"), ...scripts(entry("browser")).map(size)],
    rest: [wasm("rest"), ...scripts("dist/rest.js").map(size)],
    launch: [wasm("launch")],
    watch: [wasm("watch")],
    files: [wasm("files")],
    hours: [wasm("hours"), size("dist/hours_table.js")],
  };
}

/** The parts that a page loads, by what it does. @satisfies {Record<string, (keyof ReturnType<typeof sizes>)[]>} */
export const USES = {
  calls: ["core"],
  lists: ["core", "rest"],
  launches: ["core", "rest", "launch", "watch"],
  imports: ["core", "rest", "files"],
  everything: ["core", "rest", "launch", "watch", "files", "hours"],
};

/**
 * Returns what a page loads for this use.
 *
 * @param {ReturnType<typeof sizes>} all
 * @param {keyof typeof USES} use
 */
export function used(all, use) {
  return total(USES[use].flatMap((part) => all[/** @type {keyof typeof all} */ (part)]));
}

/**
 * Returns the size of a file as served with ahead-of-time compression.
 *
 * @param {string} name
 * @returns {Size}
 */
function size(name) {
  const bytes = readFileSync(new URL(name, PACKAGE));
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
}

/**
 * Returns a script and all its imports.
 *
 * @param {string} script path below pkg/
 * @param {string[]} [found]
 * @returns {string[]}
 */
function scripts(script, found = []) {
  if (found.includes(script)) return found;
  found.push(script);
  const place = new URL(script, PACKAGE);
  for (const [, imported = ""] of readFileSync(place, "utf8").matchAll(
    /\b(?:import|export)\b[^;"(]*"(\.[^"]+\.js)"/g,
  )) {
    scripts(new URL(imported, place).href.slice(PACKAGE.href.length), found);
  }
  return found;
}

/**
 * @param {Size[]} rows
 * @returns {Size}
 */
export function total(rows) {
  /** @param {(row: Size) => number} column */
  const sum = (column) => rows.reduce((bytes, row) => bytes + column(row), 0);
  return {
    name: "all",
    raw: sum((row) => row.raw),
    gzip: sum((row) => row.gzip),
    brotli: sum((row) => row.brotli),
  };
}

/**
 * Formats the sizes as a text table.
 *
 * @param {ReturnType<typeof sizes>} all
 */
export function table(all) {
  /** @param {string} name @param {(string | number)[]} columns */
  const line = (name, columns) =>
    name.padEnd(28) + columns.map((cell) => cell.toLocaleString("en-US").padStart(10)).join("");
  const uses = /** @type {(keyof typeof USES)[]} */ (Object.keys(USES));
  return [
    line("file", ["raw", "gzip", "brotli"]),
    ...[...Object.values(all).flat(), ...uses.map((use) => ({ ...used(all, use), name: use }))].map(
      ({ name, raw, gzip, brotli }) => line(name, [raw, gzip, brotli]),
    ),
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(table(sizes()));
}
