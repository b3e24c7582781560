// Results as a runtime prints them: one a line, between whatever else it prints.

/**
 * @param {string} line
 * @returns {import("../execute.mjs").Result | null} null for a line that is no result
 */
export function parseLine(line) {
  const json = line.match(/^result (.*)$/)?.[1];
  return json === undefined ? null : JSON.parse(json);
}
