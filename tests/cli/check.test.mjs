// Tests `seax-dialer check`, and how it reads drafts.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { account, writeDraft } from "./account.mjs";
import { Program } from "./program.mjs";

const program = await Program.install(after);
const { env, seax, creates } = await account(after);
const draft = await writeDraft(program.folder, "good.json", seax);

/** @param {string} name */
const path = (name) => join(program.folder, name);

test("a good draft is found good, and the people are counted", async () => {
  const { code, stdout, stderr } = await program.run(["check", "good.json"], env);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  const { audience } = await seax.campaigns.check(draft);
  assert.ok((audience?.callable ?? 0) > 0);
  assert.ok(stdout.includes(`Calls ${audience?.callable} people. `), stdout);
  assert.ok(!stdout.includes("\x1b"), "colors are for terminals");
});

test("errors are an exit code of their own, and as JSON one object", async () => {
  await writeDraft(program.folder, "silent.json", seax, {
    type: "VOICE_DROP",
    message: undefined,
    ai_agent_conversation_config_id: undefined,
    overwrite_phone_recipient: undefined,
  });
  const human = await program.run(["check", "silent.json"], env);
  assert.equal(human.code, 3, human.stderr);
  assert.match(human.stdout, /✗ .* nothing_to_say/);
  const json = await program.run(["check", "silent.json", "--json"], env);
  assert.equal(json.code, 3);
  const { findings } = JSON.parse(json.stdout);
  assert.ok(findings.some((/** @type {{ code: string }} */ { code }) => code === "nothing_to_say"));
});

test("--fix prints the draft with its fixes, which a check is content with", async () => {
  const phones = (await seax.phones.list({ voice_available: true })).data;
  const taken = phones.find(({ call_recipient }) => call_recipient?.type === "PHONE_NUMBER");
  const changes = { phone_ids: [taken?.id], overwrite_phone_recipient: undefined };
  await writeDraft(program.folder, "taken.json", seax, changes);
  assert.equal((await program.run(["check", "taken.json"], env)).code, 3);
  const { code, stderr } = await program.shell("seax-dialer check taken.json --fix > fixed.json", env);
  assert.equal(code, 0, stderr);
  assert.ok(stderr.includes("recipient_needed"), stderr);
  assert.ok("overwrite_phone_recipient" in JSON.parse(await readFile(path("fixed.json"), "utf8")));
  assert.equal((await program.run(["check", "fixed.json"], env)).code, 0);
});

test("--fix prints a draft that cannot be sent as it is, and what is wrong with it", async () => {
  const changes = { start_time: "2026-12-01T10:00:00" };
  const faulty = await writeDraft(program.folder, "local.json", seax, changes);
  const { code, stdout, stderr } = await program.run(["check", "local.json", "--fix"], env);
  assert.equal(code, 3, stderr);
  assert.match(stderr, /✗ .* time_without_offset/);
  assert.deepEqual(JSON.parse(stdout), JSON.parse(JSON.stringify(faulty)));
  const json = await program.run(["check", "local.json", "--fix", "--json"], env);
  assert.equal(json.code, 3, json.stderr);
  const { findings, applied } = JSON.parse(json.stdout);
  assert.equal(findings[0].code, "time_without_offset");
  assert.deepEqual(applied, []);
});

test("a draft that selects nobody is an error, unless everybody is meant", async () => {
  await writeDraft(program.folder, "everybody.json", seax, { any_contact_label_ids: undefined });
  const { stdout } = await program.run(["check", "everybody.json"], env);
  assert.ok(stdout.includes("audience_everybody"), stdout);
  const meant = await program.run(["check", "everybody.json", "--everybody"], env);
  assert.ok(!meant.stdout.includes("audience_everybody"), meant.stdout);
});

test("a draft comes from the standard input, too, and may begin with a byte order mark", async () => {
  const text = `\ufeff${JSON.stringify(draft)}`;
  assert.equal((await program.run(["check", "-"], env, text)).code, 0);
  await writeFile(path("marked.json"), text);
  assert.equal((await program.run(["check", "marked.json"], env)).code, 0);
});

for (const command of [
  ["check", "-"],
  ["launch", "-", "--ticket", "stopped.json", "--yes"],
]) {
  test(`Ctrl-C ends the wait of ${command[0]} for a draft on the standard input`, async () => {
    const run = program.start(command, env);
    // More than a pipe holds: once it is written, the program is reading.
    await new Promise((done) => run.child.stdin.write(" ".repeat(1 << 20), done));
    run.child.kill("SIGINT");
    const { code, stderr } = await run.ended;
    assert.equal(code, 130, stderr);
    assert.match(stderr, /Stopped\./);
  });
}

const WRONG = /** @type {[content: string | Buffer, says: string][]} */ ([
  ['{\n  "name": "x",\n  "type": AI\n}', "line 3, column 11: expected a value, found"],
  ['{ "name": "x" ', 'line 1, column 15: expected "," or "}", found the end of the file'],
  ['{ "phone_ids": [1, ] }', 'column 20: expected a value, found "]"'],
  ["{ name: 1 }", "column 3: expected a key in double quotes"],
  ['{ "a": "\u00fc\t" }', "column 8: expected a value"],
  ['{ "a": 01 }', 'column 9: expected "," or "}"'],
  ['{ "name": "x" } {}', "column 17: expected nothing more"],
  ['{ "max_dialers": 2,\n "max_dialers": 200 }', 'line 2, column 2: the key "max_dialers" is given twice'],
  ["[]", "must be an object"],
  ["", "line 1, column 1: expected a value, found the end"],
  [Buffer.from([0x7b, 0xff, 0x7d]), "is not UTF-8 text"],
]);

for (const [content, says] of WRONG) {
  test(`a draft that cannot be read is pointed to: ${says}`, async () => {
    await writeFile(path("wrong.json"), content);
    for (const [operand, name, input] of /** @type {const} */ ([
      ["wrong.json", "wrong.json", ""],
      ["-", "The standard input", content],
    ])) {
      const { code, stdout, stderr } = await program.run(["check", operand], env, input);
      assert.equal(code, 2, stderr);
      assert.equal(stdout, "");
      assert.ok(stderr.includes(name) && stderr.includes(says), stderr);
    }
  });
}

test("a draft in another encoding is not sent with damaged letters, wherever it is read from", async () => {
  const bytes = Buffer.from(JSON.stringify({ ...draft, message: "Café" }), "latin1");
  await writeFile(path("latin1.json"), bytes);
  for (const operand of ["latin1.json", "-"]) {
    const launch = ["launch", operand, "--ticket", "latin1.ticket", "--yes"];
    const { code, stderr } = await program.run(launch, env, bytes);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /is not UTF-8 text/);
  }
});

test("JSON of every kind is read as JavaScript reads it", async () => {
  const more = {
    message_variables: { a: '"\\/\b\f\n\r\t\u0000é\u{1f600}', e: "" },
    max_attempts: 2,
    x: [[], {}],
  };
  await writeFile(path("more.json"), JSON.stringify({ ...draft, ...more }, null, "\t"));
  const { stdout } = await program.run(["check", "more.json", "--json"], env);
  const { findings } = await seax.campaigns.check(/** @type {typeof draft} */ ({ ...draft, ...more }));
  assert.deepEqual(JSON.parse(stdout).findings, findings);
  assert.ok(findings.some(({ code }) => code === "unknown_field"));
});

test("a missing file, a wrong key and a missing network are told apart", async () => {
  const missing = await program.run(["check", "none.json"], env);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /none\.json cannot be read: ENOENT/);

  const wrong = await program.run(["check", "good.json", "--json"], { ...env, SEAX_API_KEY: "another" });
  assert.equal(wrong.code, 1, wrong.stderr);
  assert.equal(JSON.parse(wrong.stdout).error.code, "unauthorized");

  const elsewhere = { ...env, SEAX_BASE_URL: "http://127.0.0.1:9/seax-api" };
  const offline = await program.run(["check", "good.json"], elsewhere);
  assert.equal(offline.code, 8, offline.stderr);
  assert.match(offline.stderr, /127\.0\.0\.1:9/);

  const { SEAX_API_KEY: _, ...keyless } = env;
  const nobody = await program.run(["check", "good.json"], keyless);
  assert.equal(nobody.code, 2);
  assert.match(nobody.stderr, /SEAX_API_KEY is missing/);
});

test("nothing of all this has made a campaign", () => {
  assert.equal(creates(), 0);
});
