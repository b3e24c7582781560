// Tests the guide's program where the request never arrived: it ends once that is certain, and sends nothing.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { transform } from "esbuild";
import { createClient } from "seax-dialer";
import { fileTickets } from "seax-dialer/tickets";
import { files, folder, programs } from "./programs.mjs";
import { creates, startSandbox, workspace } from "./sandbox.mjs";

/** More than the horizon of a ticket. */
const LATER = 18 * 60_000;

const sandbox = await startSandbox();
after(() => sandbox.stop());

test("the guide's program ends with the error once its horizon has passed", async () => {
  const env = await workspace(sandbox.origin, {});
  const program = (await programs()).find(({ document }) => document === "docs/resume.md");
  assert.ok(program);
  const { code } = await transform(program.code, { loader: "ts", format: "esm" });
  const { "plan.json": plan = "" } = await files();
  const path = await folder("resume", { "plan.json": plan, "resume.mjs": code });
  await loseRequest(env, JSON.parse(plan), join(path, "tickets"));
  await age(join(path, "tickets"));

  const options = /** @type {const} */ ({ cwd: path, env: { ...process.env, ...env }, encoding: "utf8" });
  const { status, stderr } = spawnSync(process.execPath, ["resume.mjs"], { ...options, timeout: 60_000 });
  assert.equal(status, 1, stderr);
  assert.match(stderr, /launch_unconfirmed/);
  assert.match(stderr, /retryAfterMs: 0,/);
  assert.equal(await creates(sandbox.origin, env.SEAX_WORKSPACE_ID), 0);
});

/**
 * Launches a plan whose request does not arrive, which leaves a ticket.
 *
 * @param {Awaited<ReturnType<typeof workspace>>} env
 * @param {{ id: string, draft: import("seax-dialer").CampaignDraft }} plan
 * @param {string} tickets the tickets' folder
 */
async function loseRequest({ SEAX_WORKSPACE_ID, SEAX_API_KEY, SEAX_BASE_URL }, { id, draft }, tickets) {
  const seax = await createClient({
    workspaceId: SEAX_WORKSPACE_ID,
    apiKey: SEAX_API_KEY,
    baseUrl: SEAX_BASE_URL,
    fetch: (request) => (request.method === "POST" ? Promise.reject(new Error("lost")) : fetch(request)),
  });
  const options = { idempotencyKey: id, tickets: fileTickets(tickets), skipCheck: true, lookupTimeoutMs: 1 };
  await assert.rejects(seax.campaigns.launch(draft, options), (/** @type {any} */ error) => {
    assert.equal(error.code, "launch_unconfirmed");
    // The program waits as long as this is not 0.
    assert.ok(error.retryAfterMs > 0, `${error.retryAfterMs} ms`);
    return true;
  });
}

/**
 * Makes a ticket older.
 *
 * @param {string} tickets
 */
async function age(tickets) {
  const [name = "", ...more] = await readdir(tickets);
  assert.deepEqual(more, []);
  const ticket = JSON.parse(await readFile(join(tickets, name), "utf8"));
  await writeFile(join(tickets, name), JSON.stringify({ ...ticket, sent_at: ticket.sent_at - LATER }));
}
