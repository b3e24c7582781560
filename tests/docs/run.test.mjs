import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, describe, test } from "node:test";
import { transform } from "esbuild";
import { createClient } from "seax-dialer";
import { excerptsIn, fileName, files, folder, programs, textOf } from "./programs.mjs";
import { creates, startSandbox, workspace } from "./sandbox.mjs";

const sandbox = await startSandbox();
after(() => sandbox.stop());

const now = Date.now();
/** The secrets of an edge, which the guide's example mints a token with. */
const TOKEN_SECRETS = "k1:only-an-example-of-a-secret-0123456789";
/** A day takes 2.4 seconds, so that campaigns of tomorrow are soon over. */
const SPEED = 36_000;
const runnable = (await programs()).filter(({ runs }) => runs);

test("there is code to run in the README and in most guides", () => {
  const documents = new Set(runnable.map(({ document }) => document));
  assert.ok(documents.has("README.md") && documents.size >= 5, [...documents].join());
});

test("the README's excerpt is part of the program below it, in the same order", async () => {
  const [excerpt = []] = excerptsIn(await textOf("README.md"));
  assert.ok(excerpt.length >= 4);
  const lines = runnable
    .filter(({ document }) => document === "README.md")
    .flatMap(({ code }) => code.split("\n"));
  let last = -1;
  for (const line of excerpt) {
    const at = lines.indexOf(line);
    assert.ok(at > last, `the program has no such line here: ${line}`);
    last = at;
  }
});

describe("the documents' code runs as it stands", { concurrency: 4 }, async () => {
  const scripts = Object.fromEntries(await Promise.all(runnable.map(asScript)));
  const path = await folder("run", { ...(await files()), ...scripts });
  for (const program of runnable) {
    test(program.name, async () => {
      const env = await workspace(sandbox.origin, { speed: SPEED });
      const { code, output } = await node(`${fileName(program)}.mjs`, path, env);
      assert.equal(code, 0, output);
    });
  }
});

describe("code that launches makes one campaign, however often it runs", { concurrency: 2 }, async () => {
  const scripts = Object.fromEntries((await Promise.all(runnable.map(asScript))).map(atOneTime));
  // Searches the scripts, which have no comments, for launches in this test's workspace.
  const launching = runnable.filter((program) => {
    const script = scripts[`${fileName(program)}.mjs`] ?? "";
    return script.includes("campaigns.launch(") && script.includes("SEAX_WORKSPACE_ID");
  });
  const path = await folder("twice", { ...(await files()), ...scripts });

  test("the README and the guide to launching do", () => {
    const documents = launching.map(({ document }) => document);
    for (const document of ["README.md", "pkg/README.md", "docs/launching.md"]) {
      assert.ok(documents.includes(document), document);
    }
  });

  for (const program of launching) {
    test(program.name, async () => {
      const env = await workspace(sandbox.origin, { speed: SPEED });
      const people = await withoutOptOuts(env);
      const run = () => node(`${fileName(program)}.mjs`, path, env);
      const together = await Promise.all([run(), run()]);
      const { start_time, end_time, campaign_metadata } = (await optOut(people)) ?? {};
      const runs = [...together, await run()];
      for (const { code, output } of runs) assert.equal(code, 0, output);
      assert.equal(await creates(sandbox.origin, env.SEAX_WORKSPACE_ID), 1);
      // Whoever copies the program calls nobody who has opted out, and nobody at night.
      const excluded = campaign_metadata?.exclude_any_contact_labels?.map(({ id }) => id) ?? [];
      assert.ok(excluded.includes(people.dnc), "the draft excludes the label DNC");
      assert.match(start_time ?? "", /T02:00:00$/, "10:00 in Taipei");
      assert.match(end_time ?? "", /T10:00:00$/, "18:00 in Taipei");
      assert.equal(start_time?.slice(0, 10), end_time?.slice(0, 10));
    });
  }
});

/**
 * @param {import("./programs.mjs").Program} program
 * @returns {Promise<[file: string, text: string]>}
 */
async function asScript(program) {
  const { code } = await transform(program.code, { loader: "ts", format: "esm", target: "node20" });
  return [`${fileName(program)}.mjs`, code];
}

/**
 * Returns a client of a workspace in which nobody has opted out of calls.
 *
 * @param {Awaited<ReturnType<typeof workspace>>} account
 */
async function withoutOptOuts({ SEAX_WORKSPACE_ID, SEAX_API_KEY, SEAX_BASE_URL }) {
  const account = { workspaceId: SEAX_WORKSPACE_ID, apiKey: SEAX_API_KEY, baseUrl: SEAX_BASE_URL };
  const seax = await createClient(account);
  const dnc = (await seax.labels.list({ limit: 0 })).data.find(({ name }) => name === "DNC")?.id ?? "";
  const { data } = await seax.contacts.list({ any_contact_label_ids: [dnc], limit: 0 });
  for (const contact of data) await seax.contacts.update(contact.id, { contact_label_ids: [] });
  assert.ok(data.length > 0);
  return { seax, dnc };
}

/**
 * Lets somebody whom the newest campaign calls opt out of calls.
 *
 * @param {Awaited<ReturnType<typeof withoutOptOuts>>} workspace
 * @returns the campaign
 */
async function optOut({ seax, dnc }) {
  const [campaign] = (await seax.campaigns.list({ limit: 1 })).data;
  const selected = campaign?.campaign_metadata?.any_contact_labels?.map(({ id }) => id ?? "") ?? [];
  assert.equal(selected.length, 1);
  const [contact] = (
    await seax.contacts.list({ any_contact_label_ids: selected, phone_only: true, limit: 1 })
  ).data;
  assert.ok(contact);
  await seax.contacts.update(contact.id, { contact_label_ids: [...selected, dnc] });
  return campaign;
}

/**
 * Lets all runs of a script launch for the same day, also around midnight.
 *
 * @param {[file: string, text: string]} script
 */
function atOneTime([file, text]) {
  return [file, text.replaceAll("Date.now()", String(now)).replaceAll("new Date()", `new Date(${now})`)];
}

/**
 * @param {string} file
 * @param {string} cwd
 * @param {Record<string, string>} env
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function node(file, cwd, env) {
  // The folder is new, without tickets of earlier runs: a sandbox with the same seed has the same workspaces again.
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, TOKEN_SECRETS, ...env }, timeout: 300_000 };
    const child = spawn(process.execPath, [file], options);
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
