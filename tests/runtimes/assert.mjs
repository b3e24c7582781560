// Assertions for scenarios. They import nothing, because a scenario runs in every runtime.

/**
 * @param {unknown} condition
 * @param {string} message
 * @returns {asserts condition}
 */
export function ok(condition, message) {
  if (!condition) throw new Error(message);
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} [what]
 */
export function equal(actual, expected, what = "value") {
  const [left, right] = [JSON.stringify(sorted(actual)), JSON.stringify(sorted(expected))];
  ok(
    Object.is(actual, expected) || (left !== undefined && left === right),
    `${what}: ${show(actual)}, not ${show(expected)}`,
  );
}

/**
 * Returns the reason that a promise is rejected with. Fails if it is not rejected.
 *
 * @param {PromiseLike<unknown>} promise
 * @returns {Promise<unknown>}
 */
export async function rejection(promise) {
  /** @type {unknown} */
  let value;
  try {
    value = await promise;
  } catch (reason) {
    return reason;
  }
  throw new Error(`resolved to ${show(value)}, although it should have been rejected`);
}

/** @param {unknown} value */
export function show(value) {
  // An error's properties can be anything: even symbols, which template literals cannot convert.
  if (value instanceof Error) return `${String(value.name)}: ${String(value.message)}`;
  const text = typeof value === "string" || typeof value === "object" ? JSON.stringify(value) : String(value);
  return text !== undefined && text.length > 400 ? `${text.slice(0, 400)}…` : text;
}

/**
 * Returns the value with the keys of every object sorted, so that two values can be compared as JSON.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, sorted(item)])
      .sort(([left], [right]) => (String(left) < String(right) ? -1 : 1)),
  );
}

/**
 * Polls until a condition holds, for a minute at most.
 *
 * @param {() => boolean | Promise<boolean>} condition
 * @param {string} what
 */
export async function until(condition, what) {
  for (let left = 6_000; left > 0 && !(await condition()); left -= 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  ok(await condition(), what);
}
