/**
 * Runs some work while `performance.now` gives other times.
 *
 * @template T
 * @param {() => number} now
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSteady(now, work) {
  // Some runtimes have it in a prototype.
  const own = Object.getOwnPropertyDescriptor(performance, "now");
  try {
    Object.defineProperty(performance, "now", { configurable: true, value: now });
    return await work();
  } finally {
    if (own) Object.defineProperty(performance, "now", own);
    else Reflect.deleteProperty(performance, "now");
  }
}
