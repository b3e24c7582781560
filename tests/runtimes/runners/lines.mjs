// Parses results as a runtime prints them: one per line, among its other output.

/**
 * @param {string} line
 * @returns {import("../execute.mjs").Result | null} null for a line that is not a result
 */
export function parseLine(line) {
  const json = line.match(/^result (.*)$/)?.[1];
  return json === undefined ? null : JSON.parse(json);
}
