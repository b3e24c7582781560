/**
 * A `fetch` that caches replies to GETs unless the request's cache mode is `no-store`, as some frameworks patch
 * it.
 *
 * @param {typeof fetch} original
 * @returns {typeof fetch}
 */
export function cachingFetch(original) {
  /** @type {Map<string, Response>} */
  const kept = new Map();
  return async (input, init) => {
    const request = input instanceof Request ? input : undefined;
    const url = request?.url ?? String(input);
    const method = init?.method ?? request?.method ?? "GET";
    const mode = init?.cache ?? request?.cache;
    if (mode === "no-store" || method !== "GET") return original(input, init);
    const reply = kept.get(url) ?? (await original(input, init));
    kept.set(url, reply.clone());
    return reply;
  };
}
