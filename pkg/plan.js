// What needs the package's WebAssembly, but no client.
import * as wasm from "./dist/seax_dialer.js";
import { onceLoaded } from "./load.js";

/** @typedef {"applyFixes" | "estimateCallingMs" | "missingMergeFields" | "renderMessage"} Name */

// Their types are in `index.d.ts`.
const functions = /** @type {Record<Name, (...given: unknown[]) => unknown>} */ (
  /** @type {unknown} */ (wasm)
);

export const applyFixes = onceLoaded(functions.applyFixes);
export const estimateCallingMs = onceLoaded(functions.estimateCallingMs);
export const missingMergeFields = onceLoaded(functions.missingMergeFields);
export const renderMessage = onceLoaded(functions.renderMessage);
