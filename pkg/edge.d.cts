// The types for CommonJS, where `require("seax-dialer/edge")` loads the same module.
import type * as edge from "./edge.d.ts" with { "resolution-mode": "import" };

export type * from "./edge.d.ts" with { "resolution-mode": "import" };
export declare const createEdge: typeof edge.createEdge;
export declare const mintToken: typeof edge.mintToken;
