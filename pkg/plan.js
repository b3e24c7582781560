// What needs the package's WebAssembly, but no client.
import * as wasm from "./dist/seax_dialer.js";
import { onceLoaded } from "./load.js";

export const applyFixes = onceLoaded(wasm.applyFixes);
export const callingHours = onceLoaded(wasm.callingHours);
export const correctNumber = onceLoaded(wasm.correctNumber);
export const estimateCallingMs = onceLoaded(wasm.estimateCallingMs);
export const missingMergeFields = onceLoaded(wasm.missingMergeFields);
export const renderMessage = onceLoaded(wasm.renderMessage);
