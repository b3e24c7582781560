// Errors for wrong arguments of `mintToken`, of the same kind as those of the package's other functions.

import { SeaxError } from "../../pkg/src/error.js";

export function invalid(what: string): Error {
  return new SeaxError(`${what}.`, { code: "invalid_argument", attempts: 0 });
}
