// The types for CommonJS, where `require("seax-dialer/testing")` loads the same module.
import type * as testing from "./testing.d.ts" with { "resolution-mode": "import" };

export type * from "./testing.d.ts" with { "resolution-mode": "import" };
export declare const createSandbox: typeof testing.createSandbox;
