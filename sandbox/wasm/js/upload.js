// The bodies of requests.

/**
 * The bytes, unless they are not needed any more.
 *
 * @typedef {object} Upload
 * @property {Promise<Uint8Array>} bytes
 * @property {() => void} stop stops reading
 * @property {(reason: unknown) => void} cancel stops what they come from
 */

/**
 * Returns the body of a request.
 *
 * @param {Request} request
 * @returns {Upload}
 */
export function uploadOf(request) {
  // Firefox does not tell the body of a request.
  const reader = request.body?.getReader();
  if (reader === undefined) {
    const bytes = request.arrayBuffer().then((buffer) => new Uint8Array(buffer));
    return { bytes, stop() {}, cancel() {} };
  }
  let isStopped = false;
  return {
    bytes: readAll(reader, () => isStopped),
    stop: () => {
      isStopped = true;
    },
    cancel: (reason) => void reader.cancel(reason).catch(() => {}),
  };
}

/**
 * @param {ReadableStreamDefaultReader<Uint8Array>} reader
 * @param {() => boolean} isStopped
 */
async function readAll(reader, isStopped) {
  const chunks = [];
  for (let step = await reader.read(); !step.done && !isStopped(); step = await reader.read()) {
    if (!ArrayBuffer.isView(step.value))
      throw new TypeError("The body of a request consists of Uint8Arrays.");
    chunks.push(step.value);
  }
  return joined(chunks);
}

/** @param {Uint8Array[]} chunks */
export function joined(chunks) {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0));
  let place = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, place);
    place += chunk.byteLength;
  }
  return bytes;
}
