// Shares one listener among all calls with the same signal: above ten listeners, Node warns of a leak.

/** @type {WeakMap<AbortSignal, Set<() => void> & { tell?: () => void }>} */
const waiting = new WeakMap();

/** @param {AbortSignal} signal @param {() => void} call */
export function listen(signal, call) {
  const calls = waiting.get(signal) ?? new Set();
  if (calls.size === 0) {
    calls.tell = () => calls.forEach((each) => void each());
    signal.addEventListener("abort", calls.tell);
    waiting.set(signal, calls);
  }
  calls.add(call);
}

/** @param {AbortSignal} signal @param {() => void} call */
export function forget(signal, call) {
  const calls = waiting.get(signal);
  if (calls?.delete(call) && calls.size === 0 && calls.tell) signal.removeEventListener("abort", calls.tell);
}
