// Programs that a system may have, or not.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * @typedef {object} Wanted
 * @property {string} variable the environment variable that can name it
 * @property {string[]} names what those who package it call it
 * @property {string[]} [places] where else it can be
 */

/**
 * The program that the variable names, else one on the path or in its usual places; `undefined` if there is none.
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
