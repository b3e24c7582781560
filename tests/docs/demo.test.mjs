// Tests the demo with an account, in the sandbox. Another test runs the demo to its end.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import { ROOT } from "./programs.mjs";
import { methods, startSandbox, workspace } from "./sandbox.mjs";

const sandbox = await startSandbox();
after(() => sandbox.stop());
const account = await workspace(sandbox.origin, { speed: 3_600 });

test("with --live it lists phones, labels, agents and contacts, and makes no campaign", async () => {
  const { status, stdout } = demo(["--live"], account);
  assert.equal(status, 0, stdout);
  for (const shown of ["tech support", "Newsletter", "Survey assistant", "more", "No campaign was made"]) {
    assert.ok(stdout.includes(shown), stdout);
  }
  assert.deepEqual(await creates(), []);
});

test("with --live --launch it calls nobody until it is said whom, by whom and from where", async () => {
  const steps = [["--label", "VIP"], ["--phone", "front desk"], []];
  const flags = ["--live", "--launch"];
  for (const missing of ["--label", "--phone", "--agent"]) {
    const { status, stderr } = demo(flags, account);
    assert.equal(status, 2, stderr);
    assert.ok(stderr.includes(missing), stderr);
    flags.push(...(steps.shift() ?? []));
  }
  assert.equal(demo([...flags, "--agent", "nobody"], account).status, 2);
  assert.deepEqual(await creates(), []);
});

test("with all of that said it makes one campaign and follows it to its end", async () => {
  const flags = [
    "--live",
    "--launch",
    "--label",
    "VIP",
    "--phone",
    "front desk",
    "--agent",
    "Survey assistant",
  ];
  const { status, stdout } = demo(flags, account);
  assert.equal(status, 0, stdout);
  assert.match(stdout, /Report\n {2}status +FINISHED\n {2}called +[1-9]/);
  assert.ok(stdout.includes("its calls go to the agent from now on"), "the front desk has another recipient");
  assert.deepEqual(await creates(), ["POST"]);
});

test("without an account, or where people could be called by mistake, it says so and exits with 2", () => {
  const { SEAX_API_KEY: _, ...withoutKey } = account;
  const wrong = /** @type {const} */ ([
    [[], withoutKey, "SEAX_API_KEY"],
    [[], { ...account, SEAX_WORKSPACE_ID: "" }, "SEAX_WORKSPACE_ID"],
    [[], { ...account, SEAX_BASE_URL: "" }, "sandbox"],
    [[], { ...account, SEAX_BASE_URL: "https://seax.seasalt.ai/seax-api" }, "sandbox"],
    [["--lunch"], account, "--launch"],
  ]);
  for (const [flags, env, said] of wrong) {
    const { status, stdout, stderr } = demo([...flags], env);
    assert.equal(status, 2, stderr);
    assert.ok(stderr.includes(said), stderr);
    assert.equal(stdout, "");
  }
});

async function creates() {
  return (await methods(sandbox.origin, account.SEAX_WORKSPACE_ID)).filter((method) => method !== "GET");
}

/**
 * @param {string[]} flags
 * @param {Record<string, string>} env
 */
function demo(flags, env) {
  const { PATH = "" } = process.env;
  const options = /** @type {const} */ ({ env: { PATH, ...env }, encoding: "utf8", timeout: 600_000 });
  return spawnSync(process.execPath, [join(ROOT, "examples/demo.mjs"), ...flags], options);
}
