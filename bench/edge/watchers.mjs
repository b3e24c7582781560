// Measures a campaign with many watchers: how often it is read, and how long an update takes to reach all of
// them.

import { createServer } from "node:http";
import { mintToken } from "seax-dialer/edge";
import { WebSocket } from "ws";
import { startEdge } from "../../edge/local.mjs";
import { quantile } from "./proxied.mjs";

const SECRET = `bench:${"0123456789abcdef".repeat(2)}`;
const WORKSPACE = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
const CAMPAIGN = "dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be";
const POLL = 1_000;

/**
 * @param {import("../../tests/edge/stage.mjs").Sandbox} sandbox
 * @param {number} count
 * @param {number} readings
 */
export async function watchers(sandbox, count, readings) {
  const campaign = await running(sandbox);
  /** When each state of the campaign was served. @type {number[]} */
  const given = [];
  const upstream = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    const answered = given.length;
    const statistics = { human: answered, machine: 0, unknown: 0, no_answer: 0, total: answered };
    response.end(JSON.stringify({ ...campaign, name: String(answered), statistics }));
    given.push(performance.now());
  });
  await new Promise((resolve) => upstream.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (upstream.address());
  const edge = await startEdge({
    origins: [],
    workspaces: { [WORKSPACE]: "key" },
    tokenSecrets: [SECRET],
    upstream: `http://127.0.0.1:${port}/seax-api`,
    limits: { pollMs: POLL },
  });
  const token = await mintToken(SECRET, { workspaceId: WORKSPACE, operatorId: "bench" });
  const url = `${edge.origin}/seax-api/api/v1/workspace/${WORKSPACE}/auto_dialer_campaigns/${CAMPAIGN}/live`;
  /** @type {number[]} */
  const delays = [];
  let counting = false;
  const follow = () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url.replace("http", "ws"), ["seax-live.v1", token]);
      socket.on("message", (message) => {
        const at = performance.now();
        const state = Number(/"name":"(\d+)"/.exec(String(message))?.[1]);
        if (counting) delays.push(at - (given[state] ?? 0));
      });
      socket.on("open", () => resolve(socket));
      socket.on("error", reject);
    });
  const sockets = [];
  while (sockets.length < count) {
    sockets.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, count - sockets.length) }, follow))),
    );
  }
  // Waits for the next reading, since watchers that joined late got the previous one.
  const settled = given.length;
  while (given.length === settled) await pause(20);
  await pause(POLL / 2);
  counting = true;
  const [before, begun] = [given.length, performance.now()];
  await pause(readings * POLL);
  const [read, spent] = [given.length - before, performance.now() - begun];
  await pause(POLL / 2);
  counting = false;
  for (const socket of sockets) socket.terminate();
  await edge.stop();
  upstream.closeAllConnections();
  upstream.close();
  const worst = quantile(delays, 0.99);
  return [
    {
      name: `${count} watchers, readings upstream`,
      figure: `${((read * POLL) / spent).toFixed(2)} an interval`,
      bound: "1 an interval",
      // The interval has a jitter of at most 10 %, and a reading takes time.
      holds: (read * POLL) / spent > 0.6 && (read * POLL) / spent <= 1.25,
    },
    {
      name: `${count} watchers, news delivered`,
      figure: `p99 ${worst.toFixed(0)} ms, ${delays.length}`,
      bound: "p99 <= 250 ms",
      holds: worst <= 250 && delays.length >= count * (read - 1),
    },
  ];
}

/**
 * Creates a campaign, and returns it as the API does.
 *
 * @param {import("../../tests/edge/stage.mjs").Sandbox} sandbox
 */
async function running(sandbox) {
  const workspace = await sandbox.workspace();
  const draft = await workspace.draft();
  const reply = await fetch(
    `${sandbox.origin}/seax-api/api/v1/workspace/${workspace.id}/auto_dialer_campaigns`,
    {
      method: "POST",
      headers: { "x-api-key": workspace.apiKey, "content-type": "application/json" },
      body: JSON.stringify(draft),
    },
  );
  return { ...(await reply.json()), id: CAMPAIGN, status: "STARTED" };
}

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
