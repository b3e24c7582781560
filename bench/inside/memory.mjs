// Measures the program's memory, under the same names in Node and in a page. Omits what a runtime does not report.

import { collect } from "./place.mjs";
import { wasmBytes } from "./wasm-memory.mjs";

/**
 * @typedef {object} Memory in bytes
 * @property {number} used the JavaScript heap, external buffers, and WebAssembly
 * @property {number} wasm the WebAssembly part of it
 * @property {number} [rss] the resident set size of the process
 */

/**
 * Returns the memory in use, including garbage.
 *
 * @returns {Memory}
 */
export function memory() {
  const wasm = wasmBytes();
  const process_ = /** @type {{ process?: NodeJS.Process }} */ (globalThis).process;
  if (process_ !== undefined) {
    // `external` includes buffers and WebAssembly.
    const { heapUsed, external, rss } = process_.memoryUsage();
    return { used: heapUsed + external, wasm, rss };
  }
  // Chromium's own API, made precise by a flag. `measureUserAgentSpecificMemory` gives the same number, but not
  // between two rows.
  const { memory: heap } = /** @type {{ memory: { usedJSHeapSize: number } }} */ (
    /** @type {unknown} */ (performance)
  );
  return { used: heap.usedJSHeapSize + wasm, wasm };
}

/**
 * Returns the memory in use after a garbage collection.
 *
 * @returns {Memory}
 */
export function held() {
  // Collects twice: buffers that the first collection finds dead are freed concurrently, or by the second.
  collect();
  collect();
  return memory();
}
