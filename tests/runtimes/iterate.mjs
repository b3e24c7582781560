/**
 * Returns an iterator over the rows of a list call.
 *
 * @template Row
 * @param {import("seax-dialer").ListCall<Row, unknown>} call
 */
export function iterate(call) {
  return call[Symbol.asyncIterator]();
}
