// Tests that the WebAssembly sandbox answers like the server: both get the same random requests, one by one.

import assert from "node:assert/strict";
import { request as open } from "node:http";
import { test } from "node:test";
import { createSandbox } from "seax-dialer/testing";
import { startSandbox } from "../runtimes/servers/sandbox.mjs";
import { requests } from "./requests.mjs";

const SEEDS = [1, 2, 3, 4];
const COUNT = 250;

const SETTINGS = { contacts: 40, speed: 1_000_000 };

for (const seed of SEEDS) {
  test(`${COUNT} random requests with the seed ${seed} get the same replies`, async (t) => {
    const flags = Object.entries({ ...SETTINGS, seed }).flatMap(([name, value]) => [
      `--${name}`,
      String(value),
    ]);
    const server = await startSandbox(flags);
    t.after(() => server.stop());
    const sandbox = await createSandbox({ ...SETTINGS, seed });
    const { workspaceId, apiKey, baseUrl } = sandbox.config;

    /** @type {{ ids: string[] }} */
    const known = { ids: [] };
    /** @type {Map<number, number>} */
    const statuses = new Map();
    let number = 0;
    for (const { method, path, body, type } of requests(seed, COUNT, known)) {
      number += 1;
      const headers = { "x-api-key": apiKey, ...(type === undefined ? {} : { "content-type": type }) };
      const init = { method, headers, ...(body === undefined ? {} : { body }) };
      const below = `api/v1/workspace/${workspaceId}/${path}`;
      const there = await seen(await fetch(`${server.origin}/seax-api/${below}`, init));
      await sandbox.advance(1);
      const here = await seen(await sandbox.fetch(`${baseUrl}/${below}`, init));
      assert.deepEqual(here, there, `request ${number}: ${method} ${path} ${body ?? ""}`);
      statuses.set(there.status, (statuses.get(there.status) ?? 0) + 1);
      known.ids.push(...[...there.body.matchAll(/"id":"([^"]+)"/g)].map(([, id = ""]) => id));
    }
    for (const status of [200, 201, 204, 404, 422]) {
      assert.ok(statuses.has(status), `no reply had the status ${status}: ${JSON.stringify([...statuses])}`);
    }
  });
}

test("a path and query that are too long, or invalid, get the same status in every form of the sandbox", async (t) => {
  const server = await startSandbox();
  t.after(() => server.stop());
  const sandbox = await createSandbox();
  const served = await sandbox.serve();
  t.after(() => served.close());
  const { workspaceId, apiKey } = sandbox.config;
  const headers = { "x-api-key": apiKey };
  const ids = (/** @type {number} */ count) =>
    Array(count).fill("11111111-2222-4444-3333-555555555555").join();
  for (const [count, status] of /** @type {const} */ ([
    [200, 200],
    [500, 414],
    [2_000, 414],
  ])) {
    const path = `/seax-api/api/v1/workspace/${workspaceId}/contacts?any_contact_label_ids=${ids(count)}`;
    const replies = await Promise.all([
      fetch(`${server.origin}${path}`, { headers }),
      fetch(`${served.origin}${path}`, { headers }),
      sandbox.fetch(`https://seax.test${path}`, { headers }),
    ]);
    const statuses = replies.map((reply) => reply.status);
    assert.deepEqual(statuses, [status, status, status], `${count} ids, ${path.length} bytes`);
    await Promise.all(replies.map((reply) => reply.arrayBuffer()));
  }
  for (const { origin } of [server, served]) assert.equal(await statusOf(origin, "/phones<"), 400, origin);
});

/**
 * Sends a path that `fetch` would escape, and returns the status of the reply.
 *
 * @param {string} origin
 * @param {string} path
 * @returns {Promise<number | undefined>}
 */
function statusOf(origin, path) {
  return new Promise((resolve, reject) => {
    const request = open(`${origin}/`, { path, agent: false }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    });
    request.on("error", reject).end();
  });
}

/**
 * Masks the times of a reply, which differ between two sandboxes. Those of the seeded data, in July to September 2025, stay.
 *
 * @param {Response} reply
 */
async function seen(reply) {
  const text = await reply.text();
  return {
    status: reply.status,
    type: reply.headers.get("content-type"),
    disposition: reply.headers.get("content-disposition"),
    body: text.replaceAll(/20(?!25-0[789])\d\d-\d\d-\d\dT[\d:.]+/g, "TIME"),
  };
}
