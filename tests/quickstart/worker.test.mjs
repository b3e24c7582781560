import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { freePort } from "../runtimes/runners/port.mjs";
import { commandsOf, document, Project } from "./project.mjs";

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

test("`wrangler dev` runs the Worker, which knows who asks, and launches a campaign once", async () => {
  await project.sandbox();
  const port = await freePort();
  const more = ["--port", String(port), "--inspector-port", String(await freePort())];
  await project.start("npx wrangler dev --var TOKEN:a-secret", /Ready on/, more);
  assert.equal((await fetch(`http://localhost:${port}/`)).status, 403);
  const lines = commandsOf(await document("worker")).filter((line) => line.startsWith("curl "));
  const [created, found, list, ...others] = lines.map((line) => {
    const options = /** @type {const} */ ({ cwd: project.folder, encoding: "utf8", stdio: "pipe" });
    return JSON.parse(execFileSync("sh", ["-c", line.replace(":8787/", `:${port}/`)], options));
  });
  assert.deepEqual(others, []);
  assert.equal(created.outcome, "created", JSON.stringify(created));
  assert.deepEqual(found, { id: created.id, outcome: "found" });
  const reminders = list.filter((/** @type {{ name: string }} */ { name }) => name === "Reminder");
  assert.deepEqual(reminders, [{ id: created.id, name: "Reminder", status: "PENDING" }]);
});
