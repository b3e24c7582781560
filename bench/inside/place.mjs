// The API's address for the clients, and how a runtime loads them.

/** @typedef {import("../clients/client.d.ts").Config} Config */
/** @typedef {import("../clients/client.d.ts").Entry} Entry */
/** @typedef {(name: string) => Promise<Entry>} Load imports a client's file */

export const WORKSPACE = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

/**
 * @param {string} origin
 * @returns {Config}
 */
export const config = (origin) => ({
  workspaceId: WORKSPACE,
  apiKey: "bench-key",
  baseUrl: `${origin}/seax-api`,
});

/** Collects garbage of the last measurement, so that the next one does not pay for it. */
export function collect() {
  const { gc } = /** @type {{ gc?: () => void }} */ (globalThis);
  gc?.();
}
