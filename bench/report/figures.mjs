// Figures: samples and their median.

/** @typedef {{ job: string, runtime: string, client: string, measure: string }} Key */
/** @typedef {Key & { median: number, min: number, max: number, samples: number[] }} Figure */

/**
 * @param {Key} key
 * @param {number[]} samples
 * @returns {Figure}
 */
export function figure(key, samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  const [min, max] = [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
  return { ...key, median: (upper + lower) / 2, min, max, samples };
}

/**
 * Returns the median of the samples for this key; `undefined` if there are none.
 *
 * @param {Figure[]} figures
 * @param {Key} key
 */
export function median(figures, { job, runtime, client, measure }) {
  return figures.find(
    (each) =>
      each.job === job && each.runtime === runtime && each.client === client && each.measure === measure,
  )?.median;
}
