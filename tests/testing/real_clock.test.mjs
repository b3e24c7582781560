// Tests the real clock while no request is made. Only lower bounds are checked, since a busy machine may be
// slower.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createSandbox } from "seax-dialer/testing";
import { get } from "./sending.mjs";

/** How long the sandbox is idle, in milliseconds. */
const IDLE = 60;
/** How early timers may fire, including rounding, in milliseconds. */
const EARLY = 2;

test("a request arrives at the time that it is", async () => {
  const sandbox = await createSandbox({ clock: "real", now: 0 });
  const started = performance.now();
  await get(sandbox, "phones");
  await pause(IDLE);
  const sent = performance.now() - started;
  await get(sandbox, "phones");
  const at = sandbox.requests.at(-1)?.at ?? 0;
  assert.ok(at >= sent - EARLY, `it was sent after ${sent} ms, and arrived after ${at} ms`);
});

test("a fault's delay begins with its request", async () => {
  const sandbox = await createSandbox({ clock: "real" });
  for (const fault of /** @type {const} */ ([
    { kind: "delay", ms: IDLE },
    { kind: "delay", ms: IDLE, when: "after" },
  ])) {
    await pause(IDLE);
    sandbox.fault(fault);
    const sent = performance.now();
    await get(sandbox, "phones");
    const took = performance.now() - sent;
    assert.ok(took >= IDLE - EARLY, `${took} ms`);
  }
  await pause(IDLE);
  sandbox.fault({ method: "POST", kind: "late_commit", ms: 3_600_000 });
  const headers = { "content-type": "application/json", "x-api-key": sandbox.config.apiKey };
  await assert.rejects(get(sandbox, "contact_labels", { method: "POST", headers, body: '{"name":"Late"}' }));
  assert.equal((await (await get(sandbox, "contact_labels?keyword=Late")).json()).total, 0);
});

test("a slow body is slow, however late it is read", async () => {
  const sandbox = await createSandbox({ clock: "real" });
  sandbox.fault({ path: "phones", kind: "trickle", chunk: 100, delay_ms: IDLE });
  const reader = (await get(sandbox, "phones")).body?.getReader();
  await reader?.read();
  await pause(IDLE);
  const asked = performance.now();
  await reader?.read();
  const took = performance.now() - asked;
  assert.ok(took >= IDLE - EARLY, `${took} ms`);
});

test("no move of the clock sets it back", async () => {
  const sandbox = await createSandbox({ clock: "real", now: 0 });
  const started = performance.now();
  await pause(IDLE);
  await sandbox.advanceTo(1);
  const passed = performance.now() - started;
  assert.ok(sandbox.now.getTime() >= passed - EARLY, `${sandbox.now.getTime()} of ${passed} ms`);
  await sandbox.advance("1 h");
  assert.ok(sandbox.now.getTime() >= 3_600_000 + passed - EARLY);
});

test("a timer of many days is waited for without asking again and again", async (t) => {
  const sandbox = await createSandbox({ clock: "real" });
  /** @type {Error[]} */
  const warnings = [];
  const listen = (/** @type {Error} */ warning) => void warnings.push(warning);
  process.on("warning", listen);
  t.after(() => process.off("warning", listen));
  sandbox.fault({ path: "phones", delayMs: 2 ** 32 });
  const reply = get(sandbox, "phones");
  await pause(IDLE);
  await sandbox.advance(2 ** 32);
  assert.equal((await reply).status, 200);
  assert.deepEqual(warnings, []);
});

test("a process waits for a reply, and not for what nobody waits for", async () => {
  const program = `
    import { createSandbox } from "seax-dialer/testing";
    const sandbox = await createSandbox({ clock: "real" });
    const headers = { "x-api-key": sandbox.config.apiKey, "content-type": "application/json" };
    const path = "https://seax.test/seax-api/api/v1/workspace/" + sandbox.config.workspaceId;
    sandbox.fault({ kind: "late_commit", ms: 3_600_000 });
    await sandbox.fetch(path + "/contact_labels", { method: "POST", headers, body: "{}" }).catch(() => {});
    sandbox.fault({ kind: "delay", ms: 200 });
    console.log((await sandbox.fetch(path + "/phones", { headers })).status);`;
  const run = promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    timeout: 120_000,
  });
  assert.equal((await run).stdout, "200\n");
});

test("a real clock goes on while the machine sleeps, and never back", async () => {
  const program = `
    let [steady, wall] = [5_000, Date.UTC(2026, 10, 28)];
    performance.now = () => steady;
    Date.now = () => wall;
    const { createSandbox } = await import("seax-dialer/testing");
    const sandbox = await createSandbox({ clock: "real", now: 0 });
    const times = [];
    const pass = (awake, machine) => {
      steady += awake;
      wall += machine;
      times.push(sandbox.now.getTime());
    };
    pass(0, 0);
    pass(0, 3_600_000);
    pass(1_000, 1_000);
    pass(1_000, -7_200_000);
    pass(1_000, 1_000);
    const late = await createSandbox({ clock: "real", now: 0 });
    pass(0, 86_400_000);
    times.push(late.now.getTime());
    console.log(JSON.stringify(times));`;
  const run = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
  });
  const hour = 3_600_000;
  // The machine's clock was set back by two hours, so a day brings the sandbox's 22 hours further, without the second awake.
  assert.deepEqual(JSON.parse(run.stdout), [
    ...[0, hour, hour + 1_000, hour + 2_000, hour + 3_000],
    ...[23 * hour + 2_000, 22 * hour - 1_000],
  ]);
});
