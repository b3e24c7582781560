// Formats the results as text.

/** @typedef {import("./column.mjs").Column} Column */

const WIDTH = 10;

/**
 * Returns a table with a row per case and a column per runtime.
 *
 * @param {string[]} names
 * @param {Column[]} columns
 */
export function table(names, columns) {
  const first = Math.max(4, ...names.map((name) => name.length)) + 2;
  /** @param {string} name @param {string[]} cells */
  const line = (name, cells) =>
    name.padEnd(first) +
    cells
      .map((cell) => cell.padEnd(WIDTH))
      .join("")
      .trimEnd();
  return [
    line(
      "case",
      columns.map((column) => column.runtime),
    ),
    ...names.map((name) =>
      line(
        name,
        columns.map((column) => cell(column.results.get(name))),
      ),
    ),
    line(
      "",
      columns.map((column) => `${(column.ms / 1000).toFixed(1)} s`),
    ),
  ].join("\n");
}

/** @param {import("./execute.mjs").Result | undefined} result */
function cell(result) {
  if (result === undefined) return "missing";
  return result.error === null ? "ok" : "FAIL";
}

/**
 * Returns all failures, with their reasons.
 *
 * @param {string[]} names
 * @param {Column[]} columns
 */
export function failures(names, columns) {
  return columns.flatMap(({ runtime, results }) =>
    names.flatMap((name) => {
      const result = results.get(name) ?? { error: "it gave no result" };
      return result.error === null ? [] : [{ runtime, name, error: result.error }];
    }),
  );
}
