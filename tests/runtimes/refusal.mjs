// Asserts the errors of failed calls.

import { SeaxError } from "seax-dialer";
import { equal, ok, rejection, show } from "./assert.mjs";

/**
 * Returns the error of a call that fails, which must be a `SeaxError` with this code.
 *
 * @param {PromiseLike<unknown>} call
 * @param {import("seax-dialer").ErrorCode} code
 * @returns {Promise<SeaxError>}
 */
export async function refusal(call, code) {
  const error = await rejection(call);
  ok(error instanceof SeaxError, `${show(error)} is no SeaxError`);
  equal(error.code, code, `the code of "${error.message}"`);
  ok(error instanceof Error && error.message.length > 10, "an error says what happened");
  return error;
}
