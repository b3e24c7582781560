// Measures the memory of all WebAssembly that a client loads, which browsers do not report.

/** @type {Set<WebAssembly.Memory>} */
const memories = new Set();

/** Returns the bytes of all WebAssembly memories of modules that were loaded since `watchWasm`. */
export function wasmBytes() {
  let bytes = 0;
  for (const { buffer } of memories) bytes += buffer.byteLength;
  return bytes;
}

/** Records the memory of every module that is loaded from now on, in any of the four ways. */
export function watchWasm() {
  const { Instance, instantiate, instantiateStreaming } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct: (target, given) => noted(Reflect.construct(target, given)),
  });
  WebAssembly.instantiate = /** @type {typeof instantiate} */ (
    async (/** @type {Parameters<typeof instantiate>} */ ...given) => {
      const result = /** @type {unknown} */ (await instantiate(...given));
      if (result instanceof Instance) return noted(result);
      noted(/** @type {WebAssembly.WebAssemblyInstantiatedSource} */ (result).instance);
      return result;
    }
  );
  WebAssembly.instantiateStreaming = async (...given) => {
    const result = await instantiateStreaming(...given);
    noted(result.instance);
    return result;
  };
}

/** @param {WebAssembly.Instance} instance */
function noted(instance) {
  for (const exported of Object.values(instance.exports)) {
    if (exported instanceof WebAssembly.Memory) memories.add(exported);
  }
  return instance;
}
