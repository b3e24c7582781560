// Tests `seax-dialer watch` and `report`.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { goodDraft } from "../runtimes/draft.mjs";
import { account } from "./account.mjs";
import { Program } from "./program.mjs";

const program = await Program.install(after);
const fast = await account(after, { speed: 3_600 });
/** Its campaigns stay as they are. */
const still = await account(after, { clock: "virtual" });

/** @param {typeof fast} where */
async function campaign({ seax }) {
  const draft = await goodDraft(/** @type {never} */ (seax));
  return (await seax.campaigns.launch(draft, { onTicket() {} })).campaign.id;
}

test("a watch is a line of JSON for each snapshot, to the end", async () => {
  const { code, stdout, stderr } = await program.run(["watch", await campaign(fast), "--json"], fast.env);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  const snapshots = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(snapshots.at(-1).campaign.status, "FINISHED");
  assert.equal(snapshots.at(-1).terminal, true);
});

test("a campaign that was canceled is an exit code of its own", async () => {
  const id = await campaign(still);
  await still.seax.campaigns.cancel(id);
  const { code, stdout } = await program.run(["watch", id], still.env);
  assert.equal(code, 7, stdout);
  assert.match(stdout, /^CANCELED/m);
});

test("Ctrl-C ends the watch, and the campaign goes on", async () => {
  const id = await campaign(still);
  for (const run of [program.start(["watch", id], still.env), program.inTerminal(["watch", id], still.env)]) {
    await run.printed(/of \d+ · human/);
    if (run.child.spawnfile.endsWith("script")) run.type("\x03");
    else run.child.kill("SIGINT");
    const { code, stdout, stderr } = await run.ended;
    assert.equal(code, 130, stdout + stderr);
  }
  assert.equal((await still.seax.campaigns.get(id)).status, "STARTED");
});

test("a reader that goes away ends the watch without a word", async () => {
  const id = await campaign(still);
  let isOver = false;
  const run = program.shell(`seax-dialer watch ${id} --json | head -1`, still.env).finally(() => {
    isOver = true;
  });
  // There is news in each reading.
  for (let count = 0; !isOver; count += 1) {
    await still.seax.campaigns.update(id, { name: `Name ${count}` });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { code, stdout, stderr } = await run;
  assert.deepEqual({ code, stderr }, { code: 141, stderr: "" });
  assert.equal(JSON.parse(stdout).campaign.id, id);
});

test("an unknown campaign and a bad id are errors that scripts can tell apart", async () => {
  const unknown = await program.run(["watch", "11111111-2222-4333-8444-555555555555", "--json"], still.env);
  assert.equal(unknown.code, 1, unknown.stderr);
  const { error } = JSON.parse(unknown.stdout);
  assert.deepEqual([error.code, error.status], ["not_found", 404]);
  const bad = await program.run(["watch", "my campaign"], still.env);
  assert.equal(bad.code, 2, bad.stderr);
});

test("a report is the package's", async () => {
  const id = await campaign(fast);
  assert.equal((await program.run(["watch", id], fast.env)).code, 0);
  const report = await fast.seax.campaigns.report(id);
  const { code, stdout } = await program.run(["report", id, "--json"], fast.env);
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout), JSON.parse(JSON.stringify(report)));
  const shown = await program.run(["report", id], fast.env);
  assert.match(shown.stdout, new RegExp(`called +${report.results}\\b`));

  const csv = await program.run(["report", id, "--csv"], fast.env);
  assert.equal(csv.code, 0, csv.stderr);
  assert.equal(csv.stdout, await (await fast.seax.campaigns.downloadLogs(id)).text());

  const both = await program.run(["report", id, "--csv", "--json"], fast.env);
  assert.equal(both.code, 2);
  const full = await program.shell(`seax-dialer report ${id} --csv > /dev/full`, fast.env);
  assert.equal(full.code, 1, full.stderr);
  assert.match(full.stderr, /cannot be written/);
});

test("a file of calls may take longer than other replies", async () => {
  const clock = join(program.folder, "clock.mjs");
  // On the program's clock, minutes pass before each part of the file.
  await writeFile(
    clock,
    `import { install } from "${import.meta.resolve("@sinonjs/fake-timers")}";
    const clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    const parts = ["name,result\\n", "Ada,human\\n"].map((part) => new TextEncoder().encode(part));
    const body = () => new ReadableStream({
      pull(controller) {
        clock.tick(300_000);
        controller.enqueue(parts.shift());
        if (parts.length === 0) controller.close();
      },
    });
    globalThis.fetch = async () => new Response(body(), { headers: { "Content-Type": "text/csv" } });`,
  );
  const id = await campaign(still);
  const env = { ...still.env, NODE_OPTIONS: `--import=${clock}` };
  const { code, stdout, stderr } = await program.run(["report", id, "--csv"], env);
  assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: "name,result\nAda,human\n", stderr: "" });
});
