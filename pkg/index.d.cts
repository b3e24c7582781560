// The types for CommonJS, where `require("seax-dialer")` loads the same module.
import type * as seax from "./index.d.ts" with { "resolution-mode": "import" };

export type * from "./index.d.ts" with { "resolution-mode": "import" };
export declare const createClient: typeof seax.createClient;
export declare const applyFixes: typeof seax.applyFixes;
export declare const estimateCallingMs: typeof seax.estimateCallingMs;
export declare const renderMessage: typeof seax.renderMessage;
export declare const missingMergeFields: typeof seax.missingMergeFields;
export declare const parseApiTime: typeof seax.parseApiTime;
export declare const preload: typeof seax.preload;
export declare const callingHours: typeof seax.callingHours;
export declare const correctNumber: typeof seax.correctNumber;
export declare const SeaxError: typeof seax.SeaxError;
export declare const isSeaxError: typeof seax.isSeaxError;
export type SeaxError = seax.SeaxError;
