import assert from "node:assert/strict";
import { after, test } from "node:test";
import { launch, openPage } from "../runtimes/runners/chromium.mjs";
import { Project } from "./project.mjs";

test("the launcher opens in the page, under its policy, and shows the workspace's labels", async () => {
  const project = await Project.make(after, "html", { 3000: 0 });
  await project.sandbox();
  const server = await project.start("node --env-file=.env server.mjs", /http:.*\n/);
  const browser = await launch();
  after(() => browser.close());
  const page = await openPage(browser);
  /** @type {string[]} */
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(server.output.match(/http:\S+/)?.[0] ?? "");
  await page.getByRole("button", { name: "Campaigns" }).click();
  const panel = page.getByRole("dialog");
  await panel.getByText("tech support").first().waitFor();
  await panel.getByRole("button", { name: "Next" }).click();
  await panel.getByText("Newsletter").first().waitFor();
  assert.deepEqual(
    complaints.filter((text) => !text.includes("favicon")),
    [],
  );
});
