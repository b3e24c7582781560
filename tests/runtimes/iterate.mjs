/**
 * The rows of a list call, step by step.
 *
 * @template Row
 * @param {import("seax-dialer").ListCall<Row, unknown>} call
 */
export function iterate(call) {
  return call[Symbol.asyncIterator]();
}
