// Tests what only programs need: `require`, and a sandbox that other processes can reach.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createClient } from "seax-dialer";
import { createSandbox } from "seax-dialer/testing";

test("require() loads the sandbox", async () => {
  const loaded = createRequire(import.meta.url)("seax-dialer/testing");
  assert.equal(loaded.createSandbox, createSandbox);
});

test("a served sandbox is the same sandbox, over HTTP", async () => {
  const sandbox = await createSandbox();
  const served = await sandbox.serve();
  const url = `${served.config.baseUrl}/api/v1/workspace/${served.config.workspaceId}/phones`;
  try {
    const seax = await createClient(served.config);
    assert.equal((await seax.contacts.list()).total, 200);
    await seax.labels.create({ name: "Over HTTP" });
    sandbox.fault({ path: "phones", reply: "lost", times: 0 });
    await assert.rejects(fetch(url, { headers: { "x-api-key": served.config.apiKey } }), TypeError);
    const here = await createClient({ ...sandbox.config });
    assert.equal((await here.labels.list({ keyword: "Over HTTP" })).total, 1);
    assert.deepEqual(
      sandbox.requests.filter(({ path }) => path.endsWith("phones")).map(({ status }) => status),
      [null],
    );
  } finally {
    await served.close();
  }
  const count = sandbox.requests.length;
  // Another program may have the port by now.
  await fetch(url).catch(() => {});
  assert.equal(sandbox.requests.length, count);
});

test("a port that is taken is an error", async () => {
  const sandbox = await createSandbox();
  const { port, close } = await sandbox.serve();
  await assert.rejects(sandbox.serve({ port }), /EADDRINUSE/);
  await close();
});

test("a time without an offset is UTC, whatever the time zone of the machine", async () => {
  const program = `
    import { createSandbox } from "seax-dialer/testing";
    const sandbox = await createSandbox({ now: "2026-11-28 14:00" });
    const times = [sandbox.now];
    for (const time of ["2026-11-28T15:00:00", "2026-11-28T15:00:00.25", "2026-11-29T00:00:00.5+08:00", "2026-11-29"]) {
      await sandbox.advanceTo(time);
      times.push(sandbox.now);
    }
    console.log(JSON.stringify([new Date(0).getTimezoneOffset(), ...times]));`;
  const run = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    env: { ...process.env, TZ: "Asia/Taipei" },
  });
  assert.deepEqual(JSON.parse(run.stdout), [
    -480,
    "2026-11-28T14:00:00.000Z",
    "2026-11-28T15:00:00.000Z",
    "2026-11-28T15:00:00.250Z",
    "2026-11-28T16:00:00.500Z",
    "2026-11-29T00:00:00.000Z",
  ]);
});
