// The types for CommonJS, where `require("seax-dialer/tickets")` loads the same module.
import type * as tickets from "./tickets.d.ts" with { "resolution-mode": "import" };

export type * from "./tickets.d.ts" with { "resolution-mode": "import" };
export declare const durableTickets: typeof tickets.durableTickets;
export declare const fileTickets: typeof tickets.fileTickets;
export declare const memoryTickets: typeof tickets.memoryTickets;
export declare const webTickets: typeof tickets.webTickets;
