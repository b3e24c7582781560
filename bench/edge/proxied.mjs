// Compares a call through the edge with the same call through a proxy without checks.

import { Miniflare } from "miniflare";
import { Edge } from "../../tests/edge/stage.mjs";

const PROXY = `
export default {
  async fetch(request, env) {
    const { pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    headers.delete("authorization");
    headers.set("x-api-key", env.KEY);
    return fetch(env.UPSTREAM + pathname + search, { method: request.method, headers, body: request.body });
  },
};
`;

/** The last one is longer than one chunk of the edge's filter. */
const CALLS = ["phones?limit=1", "contacts?limit=100", "contacts?limit=0"];

/**
 * @param {import("../../tests/edge/stage.mjs").Sandbox} sandbox
 * @param {number} rounds
 */
export async function proxied(sandbox, rounds) {
  const workspace = await sandbox.workspace({ contacts: 1_000 });
  const edge = await Edge.start(workspace, { limits: { tokenSeconds: 86_400 } });
  const proxy = new Miniflare({
    modules: true,
    script: PROXY,
    compatibilityDate: "2026-04-01",
    bindings: { KEY: workspace.apiKey, UPSTREAM: sandbox.origin },
  });
  const { origin } = await proxy.ready;
  const headers = { authorization: `Bearer ${await edge.token({ expiresIn: 3_600 })}` };
  const figures = [];
  for (const call of CALLS) {
    const path = `/seax-api/api/v1/workspace/${workspace.id}/${call}`;
    const plain = { url: `${origin}${path}`, times: [0] };
    const checked = { url: `${edge.origin}${path}`, times: [0] };
    // Alternates between both, so that other load affects them alike.
    for (let round = -50; round < rounds; round += 1) {
      for (const { url, times } of [plain, checked]) {
        const begun = performance.now();
        const reply = await fetch(url, { headers });
        await reply.arrayBuffer();
        if (!reply.ok) throw new Error(`${url}: ${reply.status}`);
        if (round >= 0) times.push(performance.now() - begun);
      }
    }
    const [fast, slow] = [median(plain.times), median(checked.times)];
    figures.push({
      name: `a proxied call, ${call}`,
      figure: `${(slow / fast).toFixed(2)}x (${slow.toFixed(2)} ms)`,
      bound: "<= 1.3x a proxy without checks",
      holds: slow / fast <= 1.3,
    });
  }
  await Promise.all([edge.stop(), proxy.dispose()]);
  return figures;
}

/** @param {number[]} times */
export function median(times) {
  return quantile(times, 0.5);
}

/**
 * @param {number[]} times
 * @param {number} share
 */
export function quantile(times, share) {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
