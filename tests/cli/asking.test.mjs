// Tests that in a terminal, `seax-dialer launch` asks before it calls anybody.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { account, writeDraft } from "./account.mjs";
import { Program } from "./program.mjs";

const program = await Program.install(after);
const { env, seax, sandbox, creates } = await account(after);
const LAUNCH = ["launch", "draft.json", "--ticket", "ticket.json"];

beforeEach(async () => {
  sandbox.reset();
  await writeDraft(program.folder, "draft.json", seax);
  assert.ok(!existsSync(join(program.folder, "ticket.json")), "the test before has left a ticket");
});

for (const [what, typed, exitCode] of /** @type {const} */ ([
  ["no", "no\r", 4],
  ["nothing", "\r", 4],
  ["something like yes", "yes please\r", 4],
  ["the end of the input", "\x04", 4],
  ["Ctrl-C", "\x03", 130],
])) {
  test(`it shows how many people are called, and ${what} calls nobody`, async () => {
    const run = program.inTerminal(LAUNCH, env);
    const [, count] = await run.printed(/Call (\d+) people\? Type yes to launch: /);
    assert.equal(Number(count), (await seax.campaigns.check(await draftOf())).audience?.callable);
    run.type(typed);
    const { code, stdout } = await run.ended;
    assert.equal(code, exitCode, stdout);
    assert.equal(creates(), 0);
  });
}

test("where the draft itself is typed, nobody can answer, and nobody is called", async () => {
  // Line by line: a terminal takes only so much on one.
  const typed = JSON.stringify(await draftOf(), null, 1).replaceAll("\n", "\r");
  for (const more of [[], ["--idempotency-key", "typed-2026-11-28", "--json"]]) {
    const run = program.inTerminal(["launch", "-", "--ticket", "ticket.json", ...more], env);
    run.type(`${typed}\r\x04`);
    const { code, stdout } = await run.ended;
    assert.equal(code, 4, stdout);
    assert.match(stdout, /the draft was read from the terminal .*--yes/);
  }
  assert.equal(creates(), 0);

  const run = program.inTerminal(["launch", "-", "--ticket", "ticket.json", "--yes"], env);
  run.type(`${typed}\r\x04`);
  const { code, stdout } = await run.ended;
  assert.equal(code, 0, stdout);
  assert.equal(creates(), 1);
  await program.shell("rm ticket.json");
});

test("a yes launches, with the result where results go", async () => {
  const run = program.inTerminal([...LAUNCH, "--json"], env);
  await run.printed(/Type yes/);
  assert.equal(creates(), 0, "nothing is sent before the answer");
  run.type("YES\r");
  const { code, stdout } = await run.ended;
  assert.equal(code, 0, stdout);
  assert.match(stdout, /\{"outcome":"created".*\}\r\n$/);
  assert.equal(creates(), 1);

  const again = await program.inTerminal(LAUNCH, env).ended;
  assert.equal(again.code, 0, "a launch that has begun is looked for, and nobody is asked");
  assert.ok(again.stdout.includes("launched earlier"), again.stdout);
  assert.equal(creates(), 1);
  await program.shell("rm ticket.json");
});

test("while it asks, another process may go on with the launch, and then nothing is sent again", async () => {
  const file = join(program.folder, "ticket.json");
  assert.equal((await program.run([...LAUNCH, "--yes"], env)).code, 0);
  const { ticket, ...kept } = JSON.parse(await readFile(file, "utf8"));
  ticket.campaign_id = undefined;
  const sentAt = (/** @type {number} */ at) =>
    writeFile(file, JSON.stringify({ ...kept, ticket: { ...ticket, sent_at: at } }));
  // As if the launch had been an hour ago, and had created nothing.
  sandbox.reset();
  await sentAt(Date.now() - 3_600_000);
  const run = program.inTerminal([...LAUNCH, "--resend"], env);
  await run.printed(/Type yes/);
  await sentAt(Date.now());
  sandbox.clearRequests();
  run.type("yes\r");
  // The draft is checked again first.
  await until(
    () => sandbox.requests.filter(({ path }) => path.endsWith("auto_dialer_campaigns")).length >= 2,
  );
  run.type("\x03");
  const { stdout } = await run.ended;
  assert.match(stdout, /It is not known whether the campaign was created/);
  assert.equal(creates(), 0, stdout);
  await program.shell("rm ticket.json");
});

test("a yes is for the people and the warnings that were shown: if they change meanwhile, it asks again", async () => {
  const draft = await draftOf();
  const { audience } = await seax.campaigns.check(draft);
  const count = audience?.callable ?? 0;
  const label = draft.any_contact_label_ids?.[0] ?? "";
  const run = program.inTerminal(LAUNCH, env);
  await run.printed(new RegExp(`Call ${count} people\\? Type yes`));
  await seax.contacts.create({ name: "Zoe", phone: "+886912000001", contact_label_ids: [label] });
  run.type("yes\r");
  await run.printed(new RegExp(`Meanwhile.* ${count + 1} people.*Call ${count + 1} people\\? Type yes`, "s"));
  assert.equal(creates(), 0);

  // As many people, but one of them has another's number.
  const zoe = (await seax.contacts.list({ keyword: "Zoe" })).data.find(
    ({ phone }) => phone === "+886912000001",
  );
  const number = audience?.sample[0]?.phone;
  assert.ok(zoe && number);
  await seax.contacts.update(zoe.id, { phone: number });
  run.type("yes\r");
  await run.printed(/number_repeated.*Type yes/s);
  assert.equal(creates(), 0);

  run.type("yes\r");
  const { code, stdout } = await run.ended;
  assert.equal(code, 0, stdout);
  assert.equal(creates(), 1);
  await program.shell("rm ticket.json");
});

test("a start that passes while it asks is told of before anybody is called", async () => {
  let [start, lead] = [0, 10_000];
  let run;
  // On a busy machine, the question can come late.
  do {
    if (run) {
      run.type("\x03");
      await run.ended;
    }
    start = Date.now() + lead;
    lead *= 2;
    const start_time = new Date(start).toISOString();
    await writeDraft(program.folder, "draft.json", seax, { is_schedule: true, start_time });
    run = program.inTerminal(LAUNCH, env);
    await run.printed(/Type yes/);
  } while (start <= Date.now());
  await until(() => Date.now() > start);
  run.type("yes\r");
  await run.printed(/the start has passed: calls start immediately.*Type yes/s);
  assert.equal(creates(), 0);
  run.type("no\r");
  assert.equal((await run.ended).code, 4);
});

test("what becomes an error while it asks is not launched", async () => {
  const draft = await draftOf();
  const run = program.inTerminal(LAUNCH, env);
  await run.printed(/Type yes/);
  const label = draft.any_contact_label_ids?.[0] ?? "";
  for (const { id } of (await seax.contacts.list({ limit: 0, any_contact_label_ids: [label] })).data) {
    await seax.contacts.delete(id);
  }
  run.type("yes\r");
  const { code, stdout } = await run.ended;
  assert.equal(code, 3, stdout);
  assert.match(stdout, /Meanwhile.*audience_empty.*Nobody is called/s);
  assert.equal(creates(), 0);
});

test("everybody in the workspace has to be typed as a word", async () => {
  const labels = (await seax.labels.list({ limit: 0 })).data.filter(({ is_system }) => is_system);
  const changes = {
    message: "Hello.",
    any_contact_label_ids: undefined,
    exclude_any_contact_label_ids: labels.map(({ id }) => id),
  };
  await writeDraft(program.folder, "draft.json", seax, changes);
  const hasty = program.inTerminal(LAUNCH, env);
  await hasty.printed(/everybody in the workspace is called, \d+ people\. Type everybody to launch: /);
  hasty.type("yes\r");
  assert.equal((await hasty.ended).code, 4);
  assert.equal(creates(), 0);
  const meant = program.inTerminal(LAUNCH, env);
  await meant.printed(/Type everybody/);
  meant.type("everybody\r");
  const { code, stdout } = await meant.ended;
  assert.equal(code, 0, stdout);
  assert.equal(creates(), 1);
  await program.shell("rm ticket.json");
});

test("names cannot hide what is asked", async () => {
  await writeDraft(program.folder, "draft.json", seax, { name: "Sale\x1b[2K\r\u202eCall 1 person?" });
  const run = program.inTerminal(LAUNCH, env);
  await run.printed(/Type yes/);
  run.type("no\r");
  const { stdout } = await run.ended;
  assert.ok(stdout.includes("Sale\ufffd[2K\ufffd\ufffdCall 1 person?"), JSON.stringify(stdout));
});

test("NO_COLOR and a dumb terminal have no colors", async () => {
  for (const [more, colored] of /** @type {const} */ ([
    [{}, true],
    [{ NO_COLOR: "1" }, false],
    [{ TERM: "dumb" }, false],
  ])) {
    const { stdout } = await program.inTerminal(["check", "draft.json"], { ...env, ...more }).ended;
    assert.equal(stdout.includes("\x1b["), colored, JSON.stringify(stdout));
  }
});

/** The draft of the file. */
async function draftOf() {
  return writeDraft(program.folder, "draft.json", seax);
}

/** @param {() => boolean} done */
async function until(done) {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20));
}
