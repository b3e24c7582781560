import type { ClientConfig, ErrorCode, SeaxClient, ValidationIssue } from "./dist/seax_dialer.js";

export type * from "./dist/seax_dialer.js";

/**
 * Makes the client of a workspace. Loads the package's WebAssembly first, once for all clients.
 * @throws {SeaxError} rejects with `invalid_argument` or `unsafe_browser_key`
 */
export function createClient(config: ClientConfig): Promise<SeaxClient>;

/** The error of every failure. An aborted call rejects with its signal's own reason instead. */
export class SeaxError extends Error {
  private constructor();
  /** What sort of failure it is. */
  readonly code: ErrorCode;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** The server's own name for the request. */
  readonly requestId?: string;
  /** The details of a 422. */
  readonly issues?: ValidationIssue[];
  /** A JSON pointer into a malformed reply; or the name of an invalid argument. */
  readonly path?: string;
  /** How many requests were sent. */
  readonly attempts: number;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}
