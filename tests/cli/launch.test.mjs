// Tests `seax-dialer launch`: one campaign per ticket file, whatever happens.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { account, writeDraft } from "./account.mjs";
import { Program } from "./program.mjs";

const program = await Program.install(after);
const { env, seax, sandbox, creates } = await account(after);

/** @param {string} name */
const path = (name) => join(program.folder, name);
/** @param {string} ticket @param {...string} more */
const launch = (ticket, ...more) => ["launch", "draft.json", "--ticket", ticket, "--yes", ...more];

beforeEach(async () => {
  sandbox.reset();
  await writeDraft(program.folder, "draft.json", seax);
});

test("without a terminal nobody is called unless --yes says so", async () => {
  const { code, stderr } = await program.run(["launch", "draft.json", "--ticket", "unasked.json"], env);
  assert.equal(code, 4, stderr);
  assert.ok(stderr.includes("--yes"), stderr);
  assert.equal(creates(), 0);
  assert.ok(!existsSync(path("unasked.json")));
});

test("a launch that is run twice is one campaign", async () => {
  const first = await program.run(launch("twice/ticket.json", "--json"), env);
  assert.equal(first.code, 0, first.stderr);
  const { outcome, campaign } = JSON.parse(first.stdout);
  assert.equal(outcome, "created");
  const second = await program.run(launch("twice/ticket.json"), env);
  assert.equal(second.code, 0, second.stderr);
  assert.ok(second.stdout.includes("launched earlier") && second.stdout.includes(campaign.id), second.stdout);
  assert.equal(creates(), 1);

  const text = await readFile(path("twice/ticket.json"), "utf8");
  assert.equal(JSON.parse(text).ticket.key, campaign.draft_name);
  assert.ok(!text.includes(env.SEAX_API_KEY), "a key in the ticket");
  assert.equal((await stat(path("twice/ticket.json"))).mode & 0o077, 0, "others can read the ticket");
});

test("a launch that is run twice at the same moment is one campaign", async () => {
  const runs = await Promise.all([1, 2, 3].map(() => program.run(launch("moment.json"), env)));
  for (const { code, stderr } of runs) assert.ok(code === 0 || code === 5, `${code} ${stderr}`);
  assert.ok(runs.some(({ code }) => code === 0));
  assert.equal(creates(), 1);
  assert.equal((await program.run(launch("moment.json"), env)).code, 0);
  assert.equal(creates(), 1);
});

test("an idempotency key is known to other machines", async () => {
  const named = ["--idempotency-key", "survey-2026-11-28", "--json"];
  const here = await program.run(launch("here.json", ...named), env);
  const there = await program.run(launch("there.json", ...named), env);
  assert.deepEqual([here.code, there.code], [0, 0], here.stderr + there.stderr);
  assert.equal(JSON.parse(there.stdout).outcome, "found");
  const kept = JSON.parse(await readFile(path("there.json"), "utf8"));
  assert.deepEqual(kept.ticket, JSON.parse(there.stdout).ticket, "what was found is in the file");
  assert.equal(creates(), 1);
  const other = await program.run(launch("here.json", "--idempotency-key", "another"), env);
  assert.equal(other.code, 2, other.stderr);
  const secret = await program.run(launch("secret.json", "--idempotency-key", env.SEAX_API_KEY), env);
  assert.equal(secret.code, 2, secret.stderr);
  assert.ok(!existsSync(path("secret.json")));
  const file = await program.run(launch(env.SEAX_API_KEY, "--json"), env);
  assert.equal(file.code, 2, file.stderr);
  assert.ok(!(file.stdout + file.stderr).includes(env.SEAX_API_KEY), "the key in the output");
  assert.ok(!existsSync(path(env.SEAX_API_KEY)));
});

test("an idempotency key that cannot be one is a wrong argument, however often it is tried", async () => {
  for (const key of ["", "k".repeat(256)]) {
    for (let times = 2; times > 0; times -= 1) {
      const { code, stderr } = await program.run(launch("wrong.json", "--idempotency-key", key), env);
      assert.equal(code, 2, stderr);
      assert.ok(!stderr.includes("again"), stderr);
    }
  }
  assert.ok(!existsSync(path("wrong.json")));
  assert.equal(creates(), 0);
});

test("a launch that may have begun is looked for before anything is checked or asked", async () => {
  const named = ["--idempotency-key", "checked-2026-11-28"];
  assert.equal((await program.run(launch("checked.json", ...named), env)).code, 0);
  const found = async (/** @type {string[]} */ args) => {
    const { code, stdout, stderr } = await program.run([...args, "--json"], env);
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).outcome, "found");
  };
  const unasked = ["launch", "draft.json", "--ticket"];
  await found([...unasked, "checked.json", "--resend"]);
  await found([...unasked, "elsewhere.json", ...named]);
  // From here on, the check finds errors, as it does in every launch whose end time has passed.
  const { any_contact_label_ids: labels } = JSON.parse(await readFile(path("draft.json"), "utf8"));
  for (const id of labels) await seax.labels.delete(id);
  await found(launch("checked.json", "--resend"));
  await found(launch("elsewhere.json", ...named));
  assert.equal(creates(), 1);
});

test("a campaign that was deleted is not launched again", async () => {
  const first = await program.run(launch("deleted.json", "--json"), env);
  const { id } = JSON.parse(first.stdout).campaign;
  const { ticket, ...kept } = JSON.parse(await readFile(path("deleted.json"), "utf8"));
  assert.equal(ticket.campaign_id, id);
  await seax.campaigns.delete(id);
  ticket.sent_at -= 3_600_000;
  await writeFile(path("deleted.json"), JSON.stringify({ ...kept, ticket }));
  const again = await program.run(launch("deleted.json", "--resend", "--json"), env);
  assert.equal(again.code, 6, again.stderr);
  const { error } = JSON.parse(again.stdout);
  assert.deepEqual([error.code, error.candidates], ["conflict", [id]]);
  assert.match(error.message, /deleted/);
  assert.equal(creates(), 1);
});

test("a launch that certainly created nothing is checked and confirmed before it is sent again", async () => {
  assert.equal((await program.run(launch("again.json"), env)).code, 0);
  const { ticket, ...kept } = JSON.parse(await readFile(path("again.json"), "utf8"));
  ticket.campaign_id = undefined;
  // As if the launch had been an hour ago, and had created nothing.
  sandbox.reset();
  await writeFile(
    path("again.json"),
    JSON.stringify({ ...kept, ticket: { ...ticket, sent_at: Date.now() - 3_600_000 } }),
  );
  const unasked = await program.run(["launch", "draft.json", "--ticket", "again.json", "--resend"], env);
  assert.equal(unasked.code, 4, unasked.stderr);
  sandbox.fault({ operation: "labels.list", kind: "patch", pointer: "/data", value: [], times: 0 });
  const wrong = await program.run(launch("again.json", "--resend", "--json"), env);
  assert.equal(wrong.code, 3, wrong.stderr);
  assert.equal(JSON.parse(wrong.stdout).error.campaignState, "none");
  assert.equal(creates(), 0);
  sandbox.clearFaults();
  const sent = await program.run(launch("again.json", "--resend", "--json"), env);
  assert.equal(sent.code, 0, sent.stderr);
  assert.equal(JSON.parse(sent.stdout).outcome, "created");
  assert.equal(creates(), 1);
});

test("a server that cannot be reached does not mean that an earlier launch created nothing", async () => {
  const named = ["--idempotency-key", "unreached-2026-11-28"];
  assert.equal((await program.run(launch("unreached.json"), env)).code, 0);
  const offline = { ...env, SEAX_BASE_URL: "http://127.0.0.1:1/seax-api" };
  const revoked = { ...env, SEAX_API_KEY: "revoked" };
  for (const [where, exitCode] of /** @type {const} */ ([
    [offline, 8],
    [revoked, 1],
  ])) {
    for (const args of [
      launch("unreached.json"),
      launch("unreached.json", "--resend"),
      launch("nowhere.json", ...named),
    ]) {
      const { code, stdout, stderr } = await program.run([...args, "--json"], where);
      assert.equal(code, 5, stderr);
      assert.equal(JSON.parse(stdout).error.campaignState, "unknown");
      assert.ok(stderr.includes("Run the same command again"), stderr);
    }
    const first = await program.run(launch("first.json"), where);
    assert.equal(first.code, exitCode, first.stderr);
  }
  assert.ok(!existsSync(path("first.json")));
});

test("Ctrl-C while an earlier launch is looked for does not say that nobody is called", async () => {
  assert.equal((await program.run(launch("stopped.json"), env)).code, 0);
  for (const operation of /** @type {const} */ (["phones.list", "campaigns.list"])) {
    // Once its ticket is read, which names the campaign, that exists.
    const named = operation === "campaigns.list" ? "exists" : "unknown";
    for (const [state, ...args] of [
      [named, ...launch("stopped.json")],
      ["unknown", ...launch("nowhere.json", "--idempotency-key", "stopped-2026")],
    ]) {
      sandbox.fault({ operation, reply: "never" });
      const run = program.start([...args, "--json"], env);
      await until(() => sandbox.faults.length === 0);
      run.child.kill("SIGINT");
      const { code, stdout, stderr } = await run.ended;
      assert.equal(code, 5, stderr);
      assert.equal(JSON.parse(stdout).error.campaignState, state);
    }
  }
  assert.equal(creates(), 1);
});

test("a lost reply is a campaign that is found", async () => {
  sandbox.fault({ operation: "campaigns.create", reply: "lost" });
  const { code, stdout, stderr } = await program.run(launch("lost.json", "--json"), env);
  assert.equal(code, 0, stderr);
  assert.equal(JSON.parse(stdout).outcome, "found");
  assert.equal(creates(), 1);
});

for (const [signal, lost] of /** @type {[NodeJS.Signals, boolean][]} */ ([
  ["SIGINT", false],
  ["SIGTERM", true],
  ["SIGKILL", false],
])) {
  test(`after ${signal} in the middle, the same command finds what came of it`, async () => {
    const ticket = `${signal}.json`;
    sandbox.fault({ operation: "campaigns.create", ...(lost ? { request: "lost" } : { reply: "never" }) });
    const run = program.start(launch(ticket), env);
    await until(() => creates() > 0 || sandbox.faults.length === 0);
    run.child.kill(signal);
    const { code, stderr } = await run.ended;
    assert.equal(code, signal === "SIGKILL" ? null : 5, stderr);
    if (signal !== "SIGKILL") assert.ok(stderr.includes("Run the same command again"), stderr);
    assert.ok(existsSync(path(ticket)), "the ticket is kept");
    if (lost) {
      // Nothing was created, but that is unknown until a late request can no longer arrive.
      sandbox.clearRequests();
      const again = program.start(launch(ticket), env);
      await until(() => sandbox.requests.length >= 2);
      again.child.kill("SIGINT");
      assert.equal((await again.ended).code, 5);
      assert.equal(creates() + sandbox.campaigns.length, 0);
    } else {
      const again = await program.run(launch(ticket, "--json"), env);
      assert.equal(again.code, 0, again.stderr);
      assert.equal(JSON.parse(again.stdout).outcome, "found");
      assert.equal(sandbox.campaigns.length, 1);
      assert.equal(creates(), 1);
    }
  });
}

test("a launch that is held back by a campaign like it says which one, and how to go on", async () => {
  const draft = JSON.parse(await readFile(path("draft.json"), "utf8"));
  // It has no key, as if it had been created on SeaX's own pages.
  const { id } = await seax.campaigns.create({ mode: "WEB", stage: "INSTANCE", ...draft });
  sandbox.clearRequests();
  for (const named of [[], ["--idempotency-key", "alike-2026-11-28"]]) {
    const ticket = `alike${named.length}.json`;
    const held = await program.run(launch(ticket, ...named), env);
    assert.equal(held.code, 10, held.stderr);
    assert.ok(held.stderr.includes(`--unrelated ${id}`), held.stderr);
    assert.ok(held.stderr.includes("This run has sent nothing"), held.stderr);
    const json = await program.run(launch(ticket, ...named, "--json"), env);
    assert.equal(json.code, 10, json.stderr);
    assert.ok(json.stderr.includes(`--unrelated ${id}`), json.stderr);
    const { error } = JSON.parse(json.stdout);
    // With a name of its own, an earlier launch may have created it.
    assert.deepEqual([error.candidates, error.campaignState], [[id], named.length > 0 ? "unknown" : "none"]);
    assert.ok(!existsSync(path(ticket)));
    assert.equal(creates(), 0);
    const sent = await program.run(launch(ticket, ...named, "--unrelated", id), env);
    assert.equal(sent.code, 0, sent.stderr);
    assert.equal(creates(), 1);
    await seax.campaigns.delete(JSON.parse(await readFile(path(ticket), "utf8")).ticket.campaign_id);
    sandbox.clearRequests();
  }
});

test("a refusal leaves no ticket: the corrected draft is launched with the same file", async () => {
  sandbox.fault({ operation: "campaigns.create", status: 422 });
  const refused = await program.run(launch("refused.json", "--json"), env);
  assert.equal(refused.code, 1, refused.stderr);
  const { error } = JSON.parse(refused.stdout);
  assert.deepEqual([error.name, error.code, error.campaignState], ["SeaxError", "unprocessable", "none"]);
  assert.ok(!existsSync(path("refused.json")));
  assert.equal((await program.run(launch("refused.json"), env)).code, 0);
  assert.equal(sandbox.campaigns.length, 1);
});

test("a draft with errors, or for everybody, is not launched", async () => {
  await writeDraft(program.folder, "draft.json", seax, { end_time: "2020-01-01T00:00:00Z" });
  const over = await program.run(launch("over.json", "--json"), env);
  assert.equal(over.code, 3, over.stderr);
  const { error } = JSON.parse(over.stdout);
  assert.equal(error.code, "preflight_failed");
  assert.ok(error.findings.some((/** @type {{ code: string }} */ { code }) => code.startsWith("window")));

  // Only the first sixteen contacts have findings, such as DNC labels.
  const everybody = { any_contact_label_ids: undefined, exclude_any_contact_label_ids: await systemLabels() };
  await writeDraft(program.folder, "draft.json", seax, { ...everybody, message: "Hello." });
  const all = await program.run(launch("all.json"), env);
  assert.equal(all.code, 3, all.stderr);
  assert.ok(all.stdout.includes("audience_everybody"), all.stdout);
  assert.equal(creates(), 0);
  assert.ok(!existsSync(path("over.json")) && !existsSync(path("all.json")));

  const meant = await program.run(launch("all.json", "--everybody"), env);
  assert.equal(meant.code, 0, meant.stdout + meant.stderr);
  assert.equal(creates(), 1);
});

test("a ticket of another workspace, and a file that is none, are refused and left as they are", async () => {
  assert.equal((await program.run(launch("mine.json"), env)).code, 0);
  const elsewhere = { ...env, SEAX_WORKSPACE_ID: "11111111-2222-4333-8444-555555555555" };
  const other = await program.run(launch("mine.json"), elsewhere);
  assert.equal(other.code, 2, other.stderr);
  assert.ok(other.stderr.includes("another launch"), other.stderr);
  const { ticket, ...kept } = JSON.parse(await readFile(path("mine.json"), "utf8"));
  const damaged = [
    {},
    "",
    { ...ticket, key: "1" },
    { ...ticket, sent_at: "1" },
    { ...ticket, draft_digest: null },
  ];
  const tickets = damaged.map((ticket) => JSON.stringify({ ...kept, ticket }));
  // Its key would be another one, with which the campaign is not found.
  const encoded = Buffer.from(
    JSON.stringify({ ...kept, idempotency_key: "Umfrage für März", ticket }),
    "latin1",
  );
  for (const content of ["", "not JSON", "{}", '{"idempotency_key":"a"}', ...tickets, encoded]) {
    await writeFile(path("notes.json"), content);
    const { code, stderr } = await program.run(launch("notes.json"), env);
    assert.equal(code, 2, stderr);
    // It may have been the ticket of a launch.
    assert.ok(stderr.includes("look in SeaX for its campaign"), stderr);
    assert.deepEqual(await readFile(path("notes.json")), Buffer.from(content));
  }
  assert.equal(creates(), 1);
});

test("another draft is not taken for the one that was launched", async () => {
  assert.equal((await program.run(launch("draft-1.json"), env)).code, 0);
  await writeDraft(program.folder, "draft.json", seax, { message: "Something else." });
  const { code, stderr } = await program.run(launch("draft-1.json"), env);
  // Not 5, on which a script would repeat the same command forever.
  assert.equal(code, 2, stderr);
  assert.ok(stderr.includes("differs") && stderr.includes("Use another file"), stderr);
  assert.equal(creates(), 1);
});

test("a ticket that cannot be stored calls nobody", async () => {
  await writeFile(path("file"), "");
  const { code, stderr } = await program.run(launch("file/ticket.json"), env);
  assert.equal(code, 2, stderr);
  assert.equal(creates(), 0);
});

/**
 * Returns an environment in which the disk does something else when a ticket file is put in its place.
 *
 * @param {string} link the function that does it
 */
async function withDisk(link) {
  const module = path("disk.mjs");
  await writeFile(
    module,
    `import fs from "node:fs/promises";
    import { syncBuiltinESMExports } from "node:module";
    fs.link = ${link};
    syncBuiltinESMExports();`,
  );
  return { ...env, NODE_OPTIONS: `--import=${module}` };
}

test("a ticket that a full disk does not take calls nobody, and says why", async () => {
  const full = await withDisk('async () => { throw new Error("ENOSPC: no space left on device"); }');
  const { code, stdout, stderr } = await program.run(launch("full-disk.json", "--json"), full);
  assert.equal(code, 1, stderr);
  const { error } = JSON.parse(stdout);
  assert.deepEqual([error.name, error.code, error.campaignState], ["SeaxError", "ticket_not_stored", "none"]);
  assert.match(error.message, /ENOSPC/);
  const left = (await readdir(program.folder)).filter((name) => name.startsWith("full-disk"));
  assert.deepEqual(left, [], "a temporary file is left");
  assert.equal(creates(), 0);
});

test("Ctrl-C before the ticket is stored is the end of a launch that sent nothing", async () => {
  const slow = await withDisk('() => new Promise(() => setInterval(console.error, 1_000, "storing"))');
  const run = program.start(launch("slow-disk.json", "--json"), slow);
  await run.printed(/storing/);
  run.child.kill("SIGINT");
  const { code, stdout, stderr } = await run.ended;
  assert.equal(code, 130, stderr);
  assert.deepEqual(JSON.parse(stdout), { error: { message: "Stopped." } });
  assert.equal(creates(), 0);
});

test("no ticket file is no launch", async () => {
  const { code, stderr } = await program.run(["launch", "draft.json", "--yes"], env);
  assert.equal(code, 2);
  assert.ok(stderr.includes("--ticket FILE is missing"), stderr);
});

test("a launch goes on when nobody reads its output", async () => {
  const { code, stderr } = await program.shell(
    "{ seax-dialer launch draft.json --ticket unread.json --yes; echo code $? >&2; } | true",
    env,
  );
  assert.deepEqual({ code, stderr: stderr.match(/^code .*$/m)?.[0] }, { code: 0, stderr: "code 0" });
  assert.equal(creates(), 1);
});

test("a saved draft calls nobody, and says so", async () => {
  await writeDraft(program.folder, "draft.json", seax, { stage: "DRAFT" });
  const { code, stdout, stderr } = await program.run(launch("saved.json", "--watch"), env);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /Saved as a draft/);
});

test("a saved draft whose reply is lost may exist", async () => {
  await writeDraft(program.folder, "draft.json", seax, { stage: "DRAFT" });
  sandbox.fault({ operation: "campaigns.create", reply: "lost" });
  const { code, stdout, stderr } = await program.run(launch("lost-draft.json", "--json"), env);
  assert.equal(code, 5, stderr);
  assert.equal(JSON.parse(stdout).error.campaignState, "unknown");
  assert.equal(sandbox.campaigns.length, 1);
});

test("Ctrl-C while a draft is saved does not say that nothing was saved", async () => {
  await writeDraft(program.folder, "draft.json", seax, { stage: "DRAFT" });
  sandbox.fault({ operation: "campaigns.create", reply: "never" });
  const run = program.start(launch("stopped-draft.json", "--json"), env);
  await until(() => creates() > 0);
  run.child.kill("SIGINT");
  const { code, stdout, stderr } = await run.ended;
  assert.equal(code, 5, stderr);
  assert.equal(JSON.parse(stdout).error.campaignState, "unknown");
  assert.match(stderr, /Look in SeaX whether the draft was saved/);
});

test("Ctrl-C before a draft is sent, or once it was refused, is the end of a launch that saved nothing", async () => {
  await writeDraft(program.folder, "draft.json", seax, { stage: "DRAFT" });
  sandbox.fault({ operation: "labels.list", reply: "never" });
  const checking = program.start(launch("checking.json", "--json"), env);
  await until(() => sandbox.faults.length === 0);
  checking.child.kill("SIGINT");
  const unsent = await checking.ended;
  assert.equal(unsent.code, 130, unsent.stderr);
  assert.deepEqual(JSON.parse(unsent.stdout), { error: { message: "Stopped." } });
  assert.equal(creates(), 0);

  const module = path("timers.mjs");
  await writeFile(
    module,
    `const { setTimeout } = globalThis;
    globalThis.setTimeout = (due, ms, ...more) => {
      if (ms === 41_000) console.error("waiting");
      return setTimeout(due, ms, ...more);
    };`,
  );
  const headers = { "retry-after": "41" };
  sandbox.fault({ operation: "campaigns.create", kind: "status", status: 429, headers });
  const waiting = program.start(launch("waiting.json", "--json"), {
    ...env,
    NODE_OPTIONS: `--import=${module}`,
  });
  await waiting.printed(/waiting/);
  waiting.child.kill("SIGINT");
  const refused = await waiting.ended;
  assert.equal(refused.code, 130, refused.stderr);
  assert.deepEqual(JSON.parse(refused.stdout), { error: { message: "Stopped." } });
});

test("a campaign that can no longer be followed, or whose result is not shown, exists", async () => {
  sandbox.fault({ operation: "campaigns.get", status: 401, times: 0 });
  const { code, stdout, stderr } = await program.run(launch("lost-sight.json", "--watch", "--json"), env);
  assert.equal(code, 9, stderr);
  const [receipt, ...rest] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const { error } = rest.at(-1);
  assert.deepEqual([receipt.outcome, error.campaignState, error.status], ["created", "exists", 401]);
  assert.ok(stderr.includes(`The campaign ${receipt.campaign.id} exists`), stderr);

  const full = await program.shell("seax-dialer launch draft.json --ticket full.json --yes > /dev/full", env);
  assert.equal(full.code, 9, full.stderr);
  assert.match(full.stderr, /The campaign \S+ exists/);
  assert.equal(creates(), 2);
});

test("--watch follows the campaign to its end", async () => {
  const fast = await account(after, { speed: 3_600 });
  const { code, stdout, stderr } = await program.run(launch("watched.json", "--watch", "--json"), fast.env);
  assert.equal(code, 0, stderr);
  const [receipt, ...snapshots] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(receipt.outcome, "created");
  assert.equal(snapshots.at(-1).campaign.status, "FINISHED");
});

async function systemLabels() {
  return (await seax.labels.list({ limit: 0 })).data.filter(({ is_system }) => is_system).map(({ id }) => id);
}

/** @param {() => boolean} done */
async function until(done) {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20));
}
