// Where the contestants find the API, and how a runtime gets hold of them.

/** @typedef {import("../contestants/contestant.d.ts").Config} Config */
/** @typedef {import("../contestants/contestant.d.ts").Entry} Entry */
/** @typedef {(name: string) => Promise<Entry>} Load imports a contestant's file */

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

/** Frees what the last measurement has left behind, so that the next does not pay for it. */
export function collect() {
  const { gc } = /** @type {{ gc?: () => void }} */ (globalThis);
  gc?.();
}
