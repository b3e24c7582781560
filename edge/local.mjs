// Runs the built edge on this machine: in workerd, Cloudflare's own runtime, by Miniflare.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";

const BUILT = fileURLToPath(new URL("../pkg/dist/edge/", import.meta.url));

const WORKER = `
import { createEdge } from "./edge.js";
const edge = createEdge((env) => JSON.parse(env.OPTIONS));
export const { CampaignRoom, LaunchCoordinator, OperatorQuota } = edge;
export default { fetch: edge.fetch };
`;

/** The files of the built edge, as workerd modules. @param {string} worker the Worker's own script */
function modules(worker) {
  /** @type {{ type: "ESModule" | "CompiledWasm", path: string, contents?: string }[]} */
  const files = readdirSync(BUILT).map((name) => ({
    type: name.endsWith(".wasm") ? "CompiledWasm" : "ESModule",
    path: join(BUILT, name),
  }));
  return [
    { type: /** @type {const} */ ("ESModule"), path: join(BUILT, "worker.js"), contents: worker },
    ...files,
  ];
}

/**
 * @param {import("../pkg/edge.d.ts").EdgeOptions} options
 * @param {object} [platform]
 * @param {number} [platform.rate] how many requests an operator can make in a minute
 * @param {string} [platform.persist] the folder for what the Durable Objects store
 * @param {number} [platform.port] any free one by default
 * @param {string} [platform.worker] the Worker's script
 * @param {string} [platform.compatibilityDate]
 * @param {string} [platform.without] the name of a Durable Object's binding that it does not have
 * @param {(line: string) => void} [platform.onLog] called with each line of its log instead of printing it
 * @returns {Promise<{ origin: string, stop(): Promise<void> }>}
 */
export async function startEdge(
  options,
  { rate, persist, port = 0, worker = WORKER, compatibilityDate = "2026-04-01", without, onLog } = {},
) {
  const object = (/** @type {string} */ className) => ({ className, useSQLite: true });
  const objects = {
    CAMPAIGN_ROOM: object("CampaignRoom"),
    LAUNCH_COORDINATOR: object("LaunchCoordinator"),
    OPERATOR_QUOTA: object("OperatorQuota"),
  };
  const miniflare = new Miniflare({
    port,
    modules: modules(worker),
    modulesRoot: BUILT,
    compatibilityDate,
    bindings: { OPTIONS: JSON.stringify(options) },
    durableObjects: Object.fromEntries(Object.entries(objects).filter(([name]) => name !== without)),
    ...(onLog && {
      handleRuntimeStdio: (/** @type {import("node:stream").Readable[]} */ ...streams) => {
        for (const stream of streams) createInterface(stream).on("line", onLog);
      },
    }),
    ...(persist && { durableObjectsPersist: persist }),
    ...(rate && { ratelimits: { RATE_LIMITER: { simple: { limit: rate, period: 60 } } } }),
  });
  const { origin } = await miniflare.ready;
  return { origin, stop: () => miniflare.dispose() };
}

/**
 * Stops the edge and exits when standard input ends, which it does when the parent process is gone. If this process were
 * killed instead, workerd would keep running.
 *
 * @param {{ stop(): Promise<void> }} edge
 */
export function endWithInput(edge) {
  process.stdin.on("end", () => edge.stop().finally(() => process.exit())).resume();
}
