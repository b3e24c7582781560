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
  const inside = "/seax-api/api/v1/workspace/3fa85f64-5717-4562-b3fc-2c963f66afa6/phones";
  const headers = { authorization: "Bearer the-token-of-a-session" };
  const reply = await fetch(new URL(inside, page.url()), { headers });
  assert.equal(reply.status, 200);
  assert.match(reply.headers.get("x-request-id") ?? "", /./);
});
