// Takes the measurements: one figure for each job, runtime, client and measure.

import { EVERYWHERE, WALKERS } from "./clients/names.mjs";
import { JOBS } from "./jobs.mjs";
import { figure } from "./report/figures.mjs";

/** @typedef {import("./report/figures.mjs").Figure} Figure */
/** @typedef {import("./runtimes/runtime.d.ts").Runtime} Runtime */

/**
 * @typedef {object} Scale how much to measure
 * @property {string[]} names the clients that take part
 * @property {number} rounds factor for a job's own number of rounds
 * @property {number} least minimum number of rounds
 * @property {number} warmUp rounds that do not count, in which the engine compiles hot code
 * @property {boolean} large whether to read the largest lists
 * @property {number} stream rows of the list that is iterated
 * @property {number} streamRounds how often it is iterated
 * @property {number} coldRounds number of cold starts
 */

/** @type {Scale} */
export const FULL = {
  names: WALKERS,
  rounds: 1,
  least: 3,
  warmUp: 3,
  large: true,
  stream: 1_000_000,
  streamRounds: 2,
  coldRounds: 7,
};
/** @type {Scale} */
export const QUICK = {
  names: WALKERS,
  rounds: 0.15,
  least: 3,
  warmUp: 1,
  large: false,
  stream: 50_000,
  streamRounds: 1,
  coldRounds: 2,
};

/**
 * @param {string} place the runtime's name
 * @param {Runtime} runtime
 * @param {string} job
 * @param {Scale} scale
 * @returns {Promise<Figure[]>}
 */
export async function measure(place, runtime, job, scale) {
  const at = { runtime: place, job };
  if (job === "stream") return walks(at, runtime, scale);
  if (job === "cold") return colds(at, runtime, scale);
  const known = JOBS[job];
  if (known === undefined || (known.large && !scale.large)) return [];
  const rounds = Math.max(scale.least, Math.round(known.rounds * scale.rounds));
  const samples = await runtime.perform({
    kind: "rounds",
    job,
    names: known.clients ?? EVERYWHERE,
    rounds,
    warmUp: scale.warmUp,
  });
  return Object.entries(samples).map(([client, ms]) => figure({ ...at, client, measure: "ms" }, ms));
}

/** @typedef {{ runtime: string, job: string }} At */

/** The clients that differ in more than how they iterate. @param {Scale} scale */
function doers({ names }) {
  return EVERYWHERE.filter((name) => names.includes(name));
}

/** @param {At} at @param {Runtime} runtime @param {Scale} scale */
async function walks(at, runtime, scale) {
  return turns(at, scale.names, scale.streamRounds, (name) =>
    runtime.perform({ kind: "stream", name, rows: scale.stream }),
  );
}

/** @param {At} at @param {Runtime} runtime @param {Scale} scale */
async function colds(at, runtime, scale) {
  return turns(at, doers(scale), scale.coldRounds, async (name) => {
    const { loadMs, firstMs } = await runtime.perform({ kind: "cold", name });
    return { loadMs, firstMs, ms: loadMs + firstMs };
  });
}

/**
 * Measures every client in every round, each time in a fresh process or page.
 *
 * @param {At} at
 * @param {string[]} names
 * @param {number} rounds
 * @param {(name: string) => Promise<object>} turn returns the measures by name
 * @returns {Promise<Figure[]>}
 */
async function turns(at, names, rounds, turn) {
  /** @type {Map<string, Record<string, number[]>>} */
  const found = new Map(names.map((name) => [name, {}]));
  const order = [...names];
  for (let round = 0; round < rounds; round++) {
    for (const name of order) {
      const samples = found.get(name) ?? {};
      for (const [measure, value] of Object.entries(await turn(name))) {
        samples[measure] ??= [];
        samples[measure].push(value);
      }
    }
    order.push(...order.splice(0, 1));
  }
  return [...found].flatMap(([client, samples]) =>
    Object.entries(samples).map(([measure, values]) => figure({ ...at, client, measure }, values)),
  );
}
