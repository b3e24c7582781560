// What a caller of `mintToken` did wrong, as the package's other functions say it.

import { SeaxError } from "../../pkg/src/error.js";

export function invalid(what: string): Error {
  return new SeaxError(`${what}.`, { code: "invalid_argument", attempts: 0 });
}
