// One listener for all the calls that share a signal: Node warns of a leak when a signal has more than ten.

/** What waits for each signal. @type {WeakMap<AbortSignal, { calls: Set<() => void>, tell: () => void }>} */
const waiting = new WeakMap();

/**
 * Calls back when a signal aborts. Throws what the signal throws.
 *
 * @param {AbortSignal} signal
 * @param {() => void} call
 */
export function listen(signal, call) {
  let shared = waiting.get(signal);
  if (shared === undefined) {
    /** @type {Set<() => void>} */
    const calls = new Set();
    const tell = () => {
      for (const each of [...calls]) each();
    };
    signal.addEventListener("abort", tell);
    shared = { calls, tell };
    waiting.set(signal, shared);
  }
  shared.calls.add(call);
}

/**
 * @param {AbortSignal} signal
 * @param {() => void} call what {@link listen} got
 */
export function forget(signal, call) {
  const shared = waiting.get(signal);
  shared?.calls.delete(call);
  if (shared?.calls.size !== 0) return;
  waiting.delete(signal);
  signal.removeEventListener("abort", shared.tell);
}
