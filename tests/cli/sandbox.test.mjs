// Tests `seax-dialer sandbox` and `demo`: a local SeaX for users who only have the package.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { createClient } from "seax-dialer";
import { Program } from "./program.mjs";

const program = await Program.install(after);

test("a sandbox serves until it is stopped, with what was asked for", async () => {
  const run = program.start(["sandbox", "--contacts", "30", "--seed", "7", "--speed", "60", "--json"], {});
  after(() => run.child.kill("SIGKILL"));
  await run.printed(/\n/);
  const { origin, workspaceId, apiKey, baseUrl } = JSON.parse(run.stdout);
  const seax = await createClient({ workspaceId, apiKey, baseUrl });
  assert.equal((await seax.contacts.list()).total, 30);
  assert.ok(baseUrl.startsWith(origin));

  const { port } = new URL(origin);
  const taken = await program.run(["sandbox", "--port", port]);
  assert.equal(taken.code, 2);
  assert.ok(taken.stderr.includes(port) && taken.stderr.includes("EADDRINUSE"), taken.stderr);

  run.child.kill("SIGTERM");
  assert.equal((await run.ended).code, 0);
});

test("a signal that comes while the port is opened ends a sandbox", async () => {
  const module = join(program.folder, "stopping.mjs");
  await writeFile(
    module,
    `import { Server } from "node:net";
    const { listen } = Server.prototype;
    Server.prototype.listen = function (...args) {
      process.emit("SIGTERM");
      return listen.apply(this, args);
    };`,
  );
  const run = program.start(["sandbox", "--json"], { NODE_OPTIONS: `--import=${module}` });
  after(() => run.child.kill("SIGKILL"));
  await Promise.race([run.printed(/\n/), run.ended]).catch(() => {});
  assert.equal(run.stdout, "", "it serves");
  const { code, stderr } = await run.ended;
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
});

test("a sandbox that is already stopped does not open its port", async () => {
  const line = `import { run } from "./node_modules/seax-dialer/bin/commands/sandbox.js";
    import { Server } from "node:net";
    const fail = () => { throw new Error("it serves"); };
    Server.prototype.listen = fail;
    process.exitCode = await run({ options: {}, output: { print: fail }, signal: AbortSignal.abort() }) === 0 ? 0 : 1;`;
  const { code, stderr } = await program.shell(`node --input-type=module --eval '${line}'`);
  assert.equal(code, 0, stderr);
});

test("what a sandbox prints can be given to a shell", async () => {
  const line = `exec 3< <(seax-dialer sandbox); pid=$!
    for _ in 1 2; do read -r <&3; done
    for _ in 1 2 3; do read -r setting <&3; eval "$setting"; done
    seax-dialer report 11111111-2222-4333-8444-555555555555; echo "code $?"
    kill $pid; wait $pid`;
  const { stdout, stderr } = await program.shell(line);
  assert.match(stderr, /11111111|not|404/i);
  assert.match(stdout, /code 1/);
});

test("the demo runs a campaign to its end", async () => {
  const { code, stdout, stderr } = await program.run(["demo", "--contacts", "40", "--speed", "1000"]);
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /Report\n {2}status +FINISHED\n {2}called +[1-9]/);
  const json = await program.run(["demo", "--contacts", "40", "--speed", "1000", "--json"]);
  assert.equal(JSON.parse(json.stdout).campaign.status, "FINISHED");
});

test("a demo that has nobody to call prints why, as JSON too", async () => {
  const run = await program.run(["demo", "--contacts", "0"]);
  assert.equal(run.code, 3, run.stdout + run.stderr);
  assert.match(run.stderr, /Nobody is called/);
  const json = await program.run(["demo", "--contacts", "0", "--json"]);
  assert.equal(json.code, 3, json.stdout + json.stderr);
  const { error } = JSON.parse(json.stdout);
  assert.deepEqual([error.code, error.campaignState], ["preflight_failed", "none"]);
  assert.ok(error.findings.some((/** @type {{ severity: string }} */ { severity }) => severity === "error"));
});
