// The exports of every runtime's entry.

export { isSeaxError, SeaxError } from "./error.js";
export {
  applyFixes,
  callingHours,
  correctNumber,
  createClient,
  estimateCallingMs,
  missingMergeFields,
  preload,
  renderMessage,
} from "./load.js";
export { parseApiTime } from "./time.js";
