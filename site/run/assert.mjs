// The functions of `node:assert/strict` that the examples use.

import { inspect } from "./inspect.mjs";

/** @param {unknown} value @param {string} [message] */
function ok(value, message = "expected a true value") {
  if (!value) throw new Error(message);
}

/** @param {unknown} actual @param {unknown} expected */
function equal(actual, expected) {
  ok(Object.is(actual, expected), `expected ${inspect(expected)}, got ${inspect(actual)}`);
}

/** @param {unknown} actual @param {unknown} expected */
function deepEqual(actual, expected) {
  equal(inspect(actual), inspect(expected));
}

/** @param {Promise<unknown>} promise @param {Record<string, unknown>} [expected] */
async function rejects(promise, expected = {}) {
  const error = await promise.then(
    () => ok(false, "expected a rejection"),
    (/** @type {unknown} */ reason) => reason,
  );
  for (const [name, value] of Object.entries(expected)) equal(Reflect.get(Object(error), name), value);
}

export default Object.assign(ok, {
  ok,
  equal,
  strictEqual: equal,
  deepEqual,
  deepStrictEqual: deepEqual,
  rejects,
});
