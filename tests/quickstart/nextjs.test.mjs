import assert from "node:assert/strict";
import { after, test } from "node:test";
import { launch, openPage } from "../runtimes/runners/chromium.mjs";
import { freePort } from "../runtimes/runners/port.mjs";
import { Project } from "./project.mjs";

test("the Next.js quick start builds, and its page launches a campaign", async () => {
  const port = await freePort();
  const project = await Project.make(after, "nextjs");
  await project.sandbox();
  await project.run("npx next build");
  await project.start("npx next start", /Ready in/, ["--port", String(port)]);
  const browser = await launch();
  after(() => browser.close());
  const page = await openPage(browser);
  await page.goto(`http://localhost:${port}/`);
  await page.getByRole("button", { name: "Launch" }).click();
  await page
    .getByRole("listitem")
    .filter({ hasText: /^Newsletter \d{4}-\d\d-\d\d: / })
    .waitFor();
  assert.equal(await page.getByText(/^Newsletter \d{4}/).count(), 1);
});
