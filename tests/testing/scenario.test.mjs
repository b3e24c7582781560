// Tests that the client's scenario passes with the WebAssembly sandbox, as with the server: by its `fetch`, and served.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createSandbox } from "seax-dialer/testing";
import { column } from "../runtimes/column.mjs";
import { runProgram } from "../runtimes/runners/child.mjs";
import { cases } from "../runtimes/scenario.mjs";
import { startHostile } from "../runtimes/servers/hostile.mjs";
import { startMirror } from "../runtimes/servers/mirror.mjs";

const [mirror, hostile, sandbox] = await Promise.all([
  startMirror(),
  startHostile(),
  createSandbox({ clock: "real" }),
]);
const served = await sandbox.serve();
after(async () => {
  mirror.stop();
  hostile.stop();
  await served.close();
});

const task = /** @type {const} */ ({
  runtime: "node",
  sandbox: served.origin,
  mirror: mirror.origin,
  hostile: hostile.origin,
});
const names = cases.map(({ name }) => name);

/** @typedef {Map<string, import("../runtimes/execute.mjs").Result>} Results */

/** @type {Record<string, () => Promise<Results>>} */
const ways = {
  "in the process": async () => {
    /** @type {Results} */
    const results = new Map();
    const script = fileURLToPath(new URL("scenario.mjs", import.meta.url));
    await runProgram(
      process.execPath,
      [],
      { ...task, names },
      (result) => void results.set(result.name, result),
      script,
    );
    return results;
  },
  "served over HTTP": async () => (await column({ ...task, names })).results,
};

for (const [way, run] of Object.entries(ways)) {
  describe(way, async () => {
    const results = run();
    // Each case reports a rejection.
    results.catch(() => {});
    for (const name of names) {
      test(name, async () => {
        const result = (await results).get(name);
        assert.ok(result, "it has no result");
        assert.equal(result.error, null);
      });
    }
  });
}
