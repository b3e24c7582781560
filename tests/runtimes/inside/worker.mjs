// Runs inside workerd. The task is the request's body; results are lines of the response.

import { execute } from "../execute.mjs";
import { cases } from "../scenario.mjs";

export default {
  /**
   * @param {Request} request
   * @param {unknown} _env
   * @param {{ waitUntil(promise: Promise<unknown>): void }} worker
   */
  async fetch(request, _env, worker) {
    const task = /** @type {import("../execute.mjs").Task} */ (await request.json());
    const { readable, writable } = new TransformStream();
    const writer = writable.getWriter();
    const encoder = new TextEncoder();
    const run = execute(cases, task, (result) =>
      writer.write(encoder.encode(`result ${JSON.stringify(result)}\n`)),
    );
    worker.waitUntil(run.finally(() => writer.close()));
    return new Response(readable);
  },
};
