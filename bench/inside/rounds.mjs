// Measures one job, in rounds: in each, every client has a turn, and the order changes from round to round, so that
// temporary load on the machine affects all clients.

import { JOBS } from "../jobs.mjs";
import { collect, config } from "./place.mjs";

/** @typedef {import("../clients/client.d.ts").Client} Client */
/** @typedef {{ kind: "rounds", origin: string, job: string, names: string[], rounds: number, warmUp: number }} RoundsTask */
/** @typedef {Record<string, number[]>} Samples milliseconds per call */

/**
 * @param {RoundsTask} task
 * @param {import("./place.mjs").Load} load
 * @returns {Promise<Samples>}
 */
export async function rounds(task, load) {
  const job = JOBS[task.job];
  if (job === undefined) throw new Error(`there is no job ${task.job}`);
  const made = job.offline ? await offline(task, load, job) : await online(task, load);

  /** @type {Samples} */
  const samples = {};
  /** @type {[string, () => Promise<number>][]} */
  const turns = [];
  for (const [name, client] of made) {
    samples[name] = [];
    turns.push([name, () => timed(job, client, name)]);
  }
  for (let round = -task.warmUp; round < task.rounds; round++) {
    for (const [name, turn] of turns) {
      const ms = await turn();
      if (round >= 0) samples[name]?.push(ms);
    }
    const first = turns.shift();
    if (first !== undefined) turns.push(first);
  }
  return samples;
}

/**
 * @param {import("../jobs.mjs").Job} job
 * @param {Client} client
 * @param {string} name
 * @returns {Promise<number>} milliseconds per call
 */
async function timed(job, client, name) {
  collect();
  const started = performance.now();
  for (let call = 0; call < job.calls; call++) {
    const rows = await job.run(client, job.rows);
    if (rows.length !== job.rows) throw new Error(`${name} gives ${rows.length} rows instead of ${job.rows}`);
  }
  return (performance.now() - started) / job.calls;
}

/**
 * @param {RoundsTask} task
 * @param {import("./place.mjs").Load} load
 * @returns {Promise<[string, Client][]>}
 */
async function online({ names, origin }, load) {
  /** @param {string} name @returns {Promise<[string, Client]>} */
  const make = async (name) => [name, await (await load(name)).make(config(origin))];
  return Promise.all(names.map(make));
}

/**
 * Returns the clients with a `fetch` that answers immediately from the same bytes; and, unless the job names its clients,
 * the engine's `JSON.parse` alone, on a ready string.
 *
 * @param {RoundsTask} task
 * @param {import("./place.mjs").Load} load
 * @param {import("../jobs.mjs").Job} job
 * @returns {Promise<[string, Client][]>}
 */
async function offline({ names, origin }, load, { rows, clients }) {
  const place = config(origin);
  /** @param {string} list */
  const read = async (list) => {
    const url = `${place.baseUrl}/api/v1/workspace/${place.workspaceId}/${list}`;
    const reply = await fetch(url, { headers: { "x-api-key": place.apiKey } });
    return new Uint8Array(await reply.arrayBuffer());
  };
  const [page, phones] = await Promise.all([read(`contacts?limit=${rows}`), read("phones")]);
  // The total is the number of rows, so that no client requests more.
  const tail = new TextEncoder().encode(`],"total":${rows}}`);
  const end = page.lastIndexOf("]".charCodeAt(0));
  const bytes = new Uint8Array(end + tail.length);
  bytes.set(page.subarray(0, end));
  bytes.set(tail, end);
  const headers = { "content-type": "application/json" };
  /** @type {typeof fetch} */
  const answer = async (request) => {
    const { pathname } = new URL(request instanceof Request ? request.url : request);
    if (pathname.endsWith("/contacts")) return new Response(bytes, { headers });
    // Other lists that a check reads are empty.
    return new Response(pathname.endsWith("/phones") ? phones : '{"data":[]}', { headers });
  };

  /** @param {string} name @returns {Promise<[string, Client]>} */
  const make = async (name) => [name, await (await load(name)).make({ ...place, fetch: answer })];
  if (clients !== undefined) return Promise.all(names.map(make));
  const text = new TextDecoder().decode(bytes);
  const parsed = async () => JSON.parse(text).data;
  const [, plain] = await make("fetch");
  return [...(await Promise.all(names.map(make))), ["parse", { ...plain, contacts: parsed, names: parsed }]];
}
