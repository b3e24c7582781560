// Measures the time and memory that one client takes to iterate over a whole list, in a fresh process or page.

import { held, memory } from "./memory.mjs";
import { config } from "./place.mjs";
import { watchWasm } from "./wasm-memory.mjs";

/** @typedef {{ kind: "stream", origin: string, name: string, rows: number }} StreamTask */

/**
 * @typedef {object} Walked
 * @property {number} ms without the time of measuring the memory
 * @property {number} firstMs until the first row
 * @property {number} heldBytes the peak of memory after garbage collections, beyond that before the iteration
 * @property {number} usedBytes the same, including garbage
 * @property {number} wasmBytes the growth of the WebAssembly memory
 * @property {number} [rssBytes] the growth of the process, where known
 */

/**
 * The number of rows between two measurements of held memory. Each needs a garbage collection, so they are
 * rare.
 */
const HELD_EVERY = 10_000;

/** The number of rows between two measurements of used memory. */
const USED_EVERY = 2_500;

/**
 * @param {StreamTask} task
 * @param {import("./place.mjs").Load} load
 * @returns {Promise<Walked>}
 */
export async function stream(task, load) {
  watchWasm();
  const client = await (await load(task.name)).make(config(task.origin));
  // The first call loads what the runtime itself needs for a request.
  await client.contacts(10);
  const before = held();
  const peak = { held: before.used, used: before.used, wasm: before.wasm, rss: before.rss };
  let [rows, looking, firstMs] = [0, 0, 0];

  const started = performance.now();
  const since = () => performance.now() - started - looking;
  await client.walk(() => {
    rows++;
    if (rows === 1) firstMs = since();
    if (rows % USED_EVERY === 0) look(rows % HELD_EVERY === 0);
  });
  const ms = since();
  if (rows !== task.rows) throw new Error(`${task.name} walks ${rows} rows instead of ${task.rows}`);

  const growth = { ms, firstMs, heldBytes: peak.held - before.used, usedBytes: peak.used - before.used };
  const wasmBytes = peak.wasm - before.wasm;
  if (peak.rss === undefined || before.rss === undefined) return { ...growth, wasmBytes };
  return { ...growth, wasmBytes, rssBytes: peak.rss - before.rss };

  /** @param {boolean} closely */
  function look(closely) {
    const from = performance.now();
    const now = memory();
    peak.used = Math.max(peak.used, now.used);
    peak.wasm = Math.max(peak.wasm, now.wasm);
    if (now.rss !== undefined) peak.rss = Math.max(peak.rss ?? 0, now.rss);
    if (closely) peak.held = Math.max(peak.held, held().used);
    looking += performance.now() - from;
  }
}
