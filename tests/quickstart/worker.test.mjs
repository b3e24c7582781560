import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { freePort } from "../runtimes/runners/port.mjs";
import { Project } from "./project.mjs";

/** @type {Project} */
let project;
/** @type {(() => Promise<void>)[]} */
const stops = [];
before(async () => {
  project = await Project.make((stop) => stops.push(stop), "worker");
});
after(() => Promise.all(stops.map((stop) => stop())));

test("wrangler bundles the Worker, and its test passes in Miniflare", async () => {
  await project.run("npx wrangler deploy --dry-run --outdir build");
  assert.match(await project.run("node --test worker.test.mjs"), /pass 1/);
});

test("`wrangler dev` runs the Worker, which knows who asks", async () => {
  await project.sandbox();
  const port = await freePort();
  const more = ["--port", String(port), "--inspector-port", String(await freePort())];
  await project.start("npx wrangler dev --var TOKEN:a-secret", /Ready on/, more);
  const url = `http://localhost:${port}/`;
  assert.equal((await fetch(url)).status, 403);
  const reply = await fetch(url, { headers: { authorization: "Bearer a-secret" } });
  const [first] = /** @type {object[]} */ (await reply.json());
  assert.deepEqual(Object.keys(first ?? {}), ["id", "name", "status"]);
});
