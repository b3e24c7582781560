// Writes the edge's log.

import type { Setup } from "./setup.ts";

/** Logs an error, without the secrets of the options. */
export function logFailure(setup: Setup, error: unknown) {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : "something was thrown";
  console.error(`seax-dialer/edge: ${setup.withoutSecrets(said)}`);
}
