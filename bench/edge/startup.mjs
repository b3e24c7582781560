// Measures the size of a Worker with the edge, and its startup time.

import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Miniflare } from "miniflare";
import { startEdge } from "../../edge/local.mjs";
import { median } from "./proxied.mjs";

const WRANGLER = fileURLToPath(new URL("../../node_modules/.bin/wrangler", import.meta.url));
const EDGE = fileURLToPath(new URL("../../edge/", import.meta.url));

/** Returns the size of everything that is deployed, as wrangler reports it. */
export async function deployment() {
  const out = await mkdtemp(join(tmpdir(), "edge-"));
  try {
    const { stdout } = await promisify(execFile)(WRANGLER, ["deploy", "--dry-run", "--outdir", out], {
      cwd: EDGE,
      env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1" },
    });
    return { kib: Number(/gzip: ([\d.]+) KiB/.exec(stdout)?.[1]), said: stdout };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

export async function bundle() {
  const { kib } = await deployment();
  return [
    {
      name: "the Worker's bundle, gzip",
      figure: `${((kib * 1_024) / 1_000).toFixed(1)} kB`,
      bound: "<= 130.0 kB",
      holds: kib * 1_024 <= 130_600,
    },
  ];
}

/**
 * Measures the CPU time of workerd until the first reply, compared with a Worker that does nothing.
 *
 * @param {number} rounds
 */
export async function startUp(rounds) {
  const options = {
    origins: [],
    workspaces: { "3fa85f64-5717-4562-b3fc-2c963f66afa6": "key" },
    tokenSecrets: [`bench:${"0123456789abcdef".repeat(2)}`],
  };
  const empty = async () => {
    const script = "export default { fetch: () => new Response() }";
    const miniflare = new Miniflare({ modules: true, script, compatibilityDate: "2026-04-01" });
    return { origin: (await miniflare.ready).origin, stop: () => miniflare.dispose() };
  };
  const [plain, whole] = [[0], [0]];
  for (let round = 0; round < rounds; round += 1) {
    plain.push(await spent(empty));
    whole.push(await spent(() => startEdge(options)));
  }
  const more = median(whole) - median(plain);
  return [
    {
      name: "start-up, processor time",
      figure: `${more.toFixed(1)} ms`,
      bound: "<= 20 ms",
      holds: more <= 20,
    },
  ];
}

/** @param {() => Promise<{ origin: string, stop(): Promise<void> }>} start */
async function spent(start) {
  const before = await children();
  const server = await start();
  await (await fetch(server.origin)).arrayBuffer();
  const [own] = (await children()).filter((child) => !before.includes(child));
  const time = await processorTime(own ?? "");
  await server.stop();
  return time;
}

async function children() {
  const lists = await Promise.all(
    (await readdir("/proc/self/task")).map((task) => readFile(`/proc/self/task/${task}/children`, "utf8")),
  );
  return lists.join(" ").split(/\s+/).filter(Boolean);
}

/** Returns the CPU time of all threads of a process, in milliseconds. @param {string} id */
async function processorTime(id) {
  const tasks = await readdir(`/proc/${id}/task`);
  const times = await Promise.all(
    tasks.map(async (task) =>
      Number((await readFile(`/proc/${id}/task/${task}/schedstat`, "utf8")).split(" ")[0]),
    ),
  );
  return times.reduce((sum, time) => sum + time, 0) / 1e6;
}
