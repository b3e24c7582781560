// Errors for wrong arguments of `mintToken`, of the same kind as those of the package's other functions.

import { SeaxError } from "../../pkg/src/error.js";

/**
 * @param path the argument, or its member
 * @param clause what is wrong with it
 */
export function invalid(path: string, clause: string): Error {
  return new SeaxError(`\`${path}\` ${clause}.`, { code: "invalid_argument", path, attempts: 0 });
}
