import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freePort, Project } from "./project.mjs";

test("the Node quick start launches one campaign and follows it to its end", async () => {
  const project = await Project.make(after, "node", { 4010: await freePort() });
  await project.sandbox();
  const first = await project.run("node --env-file=.env launch.mjs");
  assert.match(first, /^created [\da-f-]{36}$/m);
  assert.match(first, /^FINISHED \d+ of \d+$/m);
  const id = first.match(/^created (.*)$/m)?.[1];
  assert.match(await project.run("node --env-file=.env launch.mjs"), new RegExp(`^found ${id}$`, "m"));
});
