// Extracts the code in the documents, as programs that can be checked and run.
//
// A block is marked in its first line, after the language: ```ts browser
//   continued   the block continues the one before it: both are one program
//   excerpt     lines of a program further down in the same document
//   a file name in a quick start: the block is that file of a project, which tests/quickstart builds and runs
//   browser     for a page: its types are checked as such
//   worker      for a Cloudflare Worker: its types are checked as such

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Below node_modules, so that `seax-dialer` is resolved as in any project, and no file is left in the repository.
 */
const CACHE = join(ROOT, "node_modules/.cache/seax-dialer-docs");

/** The environments of programs. */
export const PLACES = /** @type {const} */ (["node", "browser", "worker"]);

const MARKS = new Set(["browser", "worker", "continued", "excerpt"]);

/**
 * @typedef {object} Program
 * @property {string} document
 * @property {number} line the document's line with the code's first line
 * @property {string} name its location: `README.md:31`
 * @property {string} code
 * @property {typeof PLACES[number]} place
 * @property {boolean} runs
 */

/** Documents outside of `docs`. */
const OTHERS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "RELEASING.md",
  "SECURITY.md",
  "bench/README.md",
  "edge/README.md",
  "pkg/README.md",
  "sandbox/README.md",
  "site/index.md",
];

/**
 * Returns the documents, as paths from the repository's root.
 *
 * @returns {Promise<string[]>}
 */
export async function documents() {
  const guides = (await readdir(join(ROOT, "docs"), { recursive: true })).filter((name) =>
    name.endsWith(".md"),
  );
  return [...OTHERS, ...guides.sort().map((name) => `docs/${name.replaceAll("\\", "/")}`)];
}

/** @param {string} document */
export function textOf(document) {
  return readFile(join(ROOT, document), "utf8");
}

/** Returns every program in every document. */
export async function programs() {
  const own = (await documents()).filter((document) => !document.startsWith("docs/quickstart/"));
  const found = await Promise.all(own.map(async (document) => programsIn(document, await textOf(document))));
  return found.flat();
}

/**
 * Returns the named files that documents contain, such as ```csv leads.csv, which their programs read.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function files() {
  const texts = await Promise.all((await documents()).map(textOf));
  const shown = texts.flatMap((text) => [...text.matchAll(/^```\w+ (\w+\.\w+)\n([\s\S]*?\n)```$/gm)]);
  return Object.fromEntries(shown.map(({ 1: name = "", 2: text = "" }) => [name, text]));
}

/**
 * @param {string} document
 * @param {string} text
 * @returns {Program[]}
 */
export function programsIn(document, text) {
  /** @type {Program[]} */
  const found = [];
  for (const { marks, code, line } of blocksIn(text)) {
    const name = `${document}:${line}`;
    const unknown = marks.find((mark) => !MARKS.has(mark));
    if (unknown !== undefined) throw new Error(`${name}: there is no mark "${unknown}"`);
    if (marks.includes("excerpt")) continue;
    const before = found.at(-1);
    if (!marks.includes("continued")) {
      const place = PLACES.find((place) => marks.includes(place)) ?? "node";
      found.push({ document, line, name, code, place, runs: place === "node" });
    } else if (before === undefined) {
      throw new Error(`${name} continues nothing`);
    } else {
      // Pads with empty lines, so that line numbers match the document's.
      const lines = before.code.split("\n").length - 1;
      before.code += "\n".repeat(line - before.line - lines) + code;
    }
  }
  return found;
}

/**
 * Yields the blocks of code in a document.
 *
 * @param {string} text
 */
export function* blocksIn(text) {
  for (const { 1: marks = "", 2: code = "", index } of text.matchAll(
    /^```(?:ts|js)\b(.*)\n([\s\S]*?\n)```$/gm,
  )) {
    const line = text.slice(0, index).split("\n").length + 1;
    yield { marks: marks.split(" ").filter((mark) => mark !== ""), code, line };
  }
}

/**
 * Returns the lines of a document's excerpts.
 *
 * @param {string} text
 */
export function excerptsIn(text) {
  return [...blocksIn(text)]
    .filter(({ marks }) => marks.includes("excerpt"))
    .map(({ code }) => code.trim().split("\n"));
}

/**
 * Returns a program's name, as a file name.
 *
 * @param {Program} program
 */
export function fileName({ document, line }) {
  return `${document.replaceAll(/\W/g, "-")}-${line}`;
}

/**
 * Creates an empty folder, and writes these files into it.
 *
 * @param {string} name
 * @param {Record<string, string>} files
 * @returns {Promise<string>} its path
 */
export async function folder(name, files) {
  const path = join(CACHE, name);
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
  return path;
}
