// How much memory this program has. The same names in Node and in a page; what a runtime does not tell is left out.

import { collect } from "./place.mjs";
import { wasmBytes } from "./wasm-memory.mjs";

/**
 * @typedef {object} Memory in bytes
 * @property {number} used the JavaScript heap, buffers outside it, and WebAssembly
 * @property {number} wasm the part of it that is WebAssembly
 * @property {number} [rss] all that the system counts as the process's
 */

/**
 * With what is still to be collected.
 *
 * @returns {Memory}
 */
export function memory() {
  const wasm = wasmBytes();
  const process_ = /** @type {{ process?: NodeJS.Process }} */ (globalThis).process;
  if (process_ !== undefined) {
    // `external` has the buffers and the WebAssembly in it.
    const { heapUsed, external, rss } = process_.memoryUsage();
    return { used: heapUsed + external, wasm, rss };
  }
  // Chromium's own, exact by a flag. `measureUserAgentSpecificMemory` gives the same number, but not between two rows.
  const { memory: heap } = /** @type {{ memory: { usedJSHeapSize: number } }} */ (
    /** @type {unknown} */ (performance)
  );
  return { used: heap.usedJSHeapSize + wasm, wasm };
}

/**
 * What is really held: after everything else was collected.
 *
 * @returns {Memory}
 */
export function held() {
  // Twice: buffers that the first finds dead are freed while the program goes on, or by the second.
  collect();
  collect();
  return memory();
}
