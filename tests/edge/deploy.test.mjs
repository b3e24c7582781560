// Tests the deployment: wrangler accepts it, and its size.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deployment } from "../../bench/edge/startup.mjs";

/** The maximum size of the bundle with the WebAssembly, compressed by gzip, in bytes. */
const BUDGET = 130_600;

test("wrangler takes the Worker with all its bindings, and it stays within its budget", async () => {
  const { kib, said } = await deployment();
  for (const binding of [
    "CAMPAIGN_ROOM",
    "LAUNCH_COORDINATOR",
    "OPERATOR_QUOTA",
    "RATE_LIMITER",
    "ORIGINS",
  ]) {
    assert.match(said, new RegExp(`env\\.${binding} `));
  }
  assert.ok(kib * 1_024 <= BUDGET, `${kib} KiB are more than ${BUDGET} bytes`);
});
