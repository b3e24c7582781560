// Tests that the WebAssembly sandbox answers like the server: both get the same random requests, one by one.

import assert from "node:assert/strict";
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
