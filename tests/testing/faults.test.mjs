// Tests that a fault looks the same to clients of the server program, of a served sandbox, and of the sandbox's own
// `fetch`.

import assert from "node:assert/strict";
import { request as open } from "node:http";
import { test } from "node:test";
import { createSandbox } from "seax-dialer/testing";
import { startSandbox } from "../runtimes/servers/sandbox.mjs";
import { get, url } from "./sending.mjs";

/** @type {(import("seax-dialer/testing").FaultByKind | undefined)[]} */
const FAULTS = [
  undefined,
  { kind: "drop_request" },
  { kind: "drop_reply" },
  { kind: "status", status: 503, headers: { "retry-after": "7" } },
  { kind: "status_after_commit", status: 500, body: { detail: "no" } },
  { kind: "delay", ms: 20 },
  { kind: "delay", ms: 20, when: "after" },
  { kind: "cut_json", bytes: 9 },
  { kind: "cut_stream", bytes: 0 },
  { kind: "cut_stream", bytes: 1 },
  { kind: "cut_stream", bytes: 40 },
  { kind: "cut_stream", bytes: 1_000_000 },
  { kind: "trickle", chunk: 100, delay_ms: 1 },
  { kind: "patch", pointer: "/name", value: 1 },
  { kind: "late_commit", ms: 1 },
];

test("faults look the same over HTTP and in the process", async (t) => {
  const server = await startSandbox();
  t.after(() => server.stop());
  const sandbox = await createSandbox({ clock: "real" });
  const served = await sandbox.serve();
  t.after(() => served.close());
  const { workspaceId, apiKey } = sandbox.config;
  for (const fault of FAULTS) {
    const name = `fault ${JSON.stringify(fault)}`;
    if (fault !== undefined) {
      const init = { method: "POST", body: JSON.stringify({ ...fault, path: "contact_labels" }) };
      const added = await fetch(`${server.origin}/_sandbox/faults`, init);
      assert.ok(added.ok, await added.text());
    }
    const path = `/seax-api/api/v1/workspace/${workspaceId}/contact_labels`;
    const expected = await overHttp(`${server.origin}${path}`, apiKey, name);
    if (fault !== undefined) sandbox.fault({ ...fault, path: "contact_labels" });
    assert.deepEqual(await overHttp(`${served.origin}${path}`, apiKey, name), expected, `${name}, served`);
    sandbox.reset();
    if (fault !== undefined) sandbox.fault({ ...fault, path: "contact_labels" });
    assert.deepEqual(await inProcess(sandbox, name), expected, `${name}, in the process`);
  }
});

test("a reset fails an upload to a sandbox that is served", async (t) => {
  const sandbox = await createSandbox();
  const served = await sandbox.serve();
  t.after(() => served.close());
  const target = url({ ...sandbox, config: { ...sandbox.config, ...served.config } }, "contact_labels");
  const json = { "content-type": "application/json", expect: "100-continue" };
  const sending = open(target, { method: "POST", headers: { "x-api-key": sandbox.config.apiKey, ...json } });
  const failed = new Promise((resolve) => sending.on("error", resolve).on("response", resolve));
  const isThere = new Promise((resolve) => sending.on("continue", () => resolve(undefined)));
  sending.flushHeaders();
  await isThere;
  sending.write('{"name":');
  sandbox.reset();
  sending.end('"Slow"}');
  assert.ok((await failed) instanceof Error);
  const labels = await get(sandbox, "contact_labels?keyword=Slow");
  assert.equal((await labels.json()).total, 0);
});

/** @typedef {{ status: number | null, type: string | null, bytes: number, isWhole: boolean }} Seen */

/**
 * @param {string} target
 * @param {string} key
 * @param {string} name
 * @returns {Promise<Seen>}
 */
function overHttp(target, key, name) {
  const headers = { "x-api-key": key, "content-type": "application/json" };
  return new Promise((resolve) => {
    const request = open(target, { method: "POST", headers, agent: false }, (reply) => {
      let bytes = 0;
      reply.on("data", (chunk) => {
        bytes += chunk.length;
      });
      reply.on("error", () => {});
      reply.on("close", () => {
        const type = reply.headers["content-type"] ?? null;
        resolve({ status: reply.statusCode ?? 0, type, bytes, isWhole: reply.complete });
      });
    });
    request.on("error", () => resolve({ status: null, type: null, bytes: 0, isWhole: false }));
    request.end(JSON.stringify({ name }));
  });
}

/**
 * @param {import("seax-dialer/testing").Sandbox} sandbox
 * @param {string} name
 * @returns {Promise<Seen>}
 */
async function inProcess(sandbox, name) {
  const headers = { "x-api-key": sandbox.config.apiKey, "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify({ name }) };
  const reply = await sandbox.fetch(url(sandbox, "contact_labels"), init).catch(() => null);
  if (reply === null) return { status: null, type: null, bytes: 0, isWhole: false };
  const { status } = reply;
  const type = reply.headers.get("content-type");
  const reader = /** @type {ReadableStream<Uint8Array>} */ (reply.body).getReader();
  let bytes = 0;
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) bytes += step.value.length;
  } catch {
    return { status, type, bytes, isWhole: false };
  }
  return { status, type, bytes, isWhole: true };
}
