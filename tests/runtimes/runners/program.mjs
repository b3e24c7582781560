// Finds programs that a system may lack.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * @typedef {object} Wanted
 * @property {string} variable the environment variable that can name its path
 * @property {string[]} names the program's names in different packages
 * @property {string[]} [places] other usual paths
 */

/**
 * Returns the program that the variable names, or one on the path or in a usual place; `undefined` if there is
 * none.
 *
 * @param {Wanted} wanted
 */
export function find({ variable, names, places = [] }) {
  const named = process.env[variable];
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`${variable} is ${named}, which does not exist`);
    return named;
  }
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...found, ...places].find((place) => existsSync(place));
}
