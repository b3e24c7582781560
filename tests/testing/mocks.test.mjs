// Tests the sandbox behind MSW and a service worker.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { createClient } from "seax-dialer";
import { createSandbox } from "seax-dialer/testing";
import { printedBy, SCRIPTS } from "./open_page.mjs";

test("MSW answers with it what the client sends to SeaX", async () => {
  const sandbox = await createSandbox();
  const server = setupServer(
    // As in the guide.
    http.all("https://seax.seasalt.ai/*", ({ request }) =>
      sandbox.fetch(request).catch(() => HttpResponse.error()),
    ),
    http.all("*", () => HttpResponse.error()),
  );
  server.listen({ onUnhandledRequest: "error" });
  try {
    // Uses the client's default base URL and `fetch`.
    const { workspaceId, apiKey } = sandbox.config;
    const seax = await createClient({ workspaceId, apiKey });
    assert.equal((await seax.contacts.list()).total, 200);
    await seax.labels.create({ name: "By MSW" });
    assert.equal((await seax.labels.list({ keyword: "by msw" })).total, 1);
    let rows = 0;
    for await (const _ of seax.contacts.list()) rows += 1;
    assert.equal(rows, 200);
    const file = new Blob(["name,phone\nAda Lovelace,+886912345678\n"], { type: "text/csv" });
    const { job_id: job } = await seax.contacts.import(file);
    await sandbox.advance("5 min");
    assert.equal((await seax.jobs.wait(job)).status, "finished");
    await assert.rejects(seax.campaigns.get("3fa85f64-5717-4562-b3fc-2c963f66afa6"), { code: "not_found" });
    assert.ok(sandbox.requests.length >= 5);
    const impatient = await createClient({ workspaceId, apiKey, maxRetries: 0 });
    for (const fault of /** @type {const} */ ([
      { request: "lost" },
      { reply: "lost" },
      { kind: "cut_stream", bytes: 50 },
      { kind: "late_commit", ms: 5 },
    ])) {
      sandbox.fault({ operation: "phones.list", ...fault });
      await assert.rejects(impatient.phones.list(), { code: "network" }, JSON.stringify(fault));
    }
  } finally {
    server.close();
  }
});

test("a service worker answers with it what a page sends to SeaX", async () => {
  const page = `
    import { createClient } from "seax-dialer";
    const controlled = new Promise((resolve) => { navigator.serviceWorker.oncontrollerchange = resolve; });
    await navigator.serviceWorker.register("/worker.js", { type: "module" });
    await controlled;
    const { workspaceId, apiKey } = await (await fetch("/config")).json();
    const seax = await createClient({ workspaceId, apiKey, dangerouslyAllowBrowser: true });
    const contacts = await seax.contacts.list();
    await seax.labels.create({ name: "By a worker" });
    const labels = await seax.labels.list({ keyword: "by a worker" });
    console.log("results " + JSON.stringify([contacts.total, labels.total]));`;
  const worker = `
    import { createSandbox } from "${SCRIPTS["seax-dialer/testing"]}";
    const sandbox = createSandbox();
    addEventListener("install", () => skipWaiting());
    addEventListener("activate", (event) => event.waitUntil(clients.claim()));
    addEventListener("fetch", (event) => {
      const { origin, pathname } = new URL(event.request.url);
      if (origin === "https://seax.seasalt.ai") {
        event.respondWith(sandbox.then((each) => each.fetch(event.request)));
      } else if (pathname === "/config") {
        event.respondWith(sandbox.then((each) => Response.json(each.config)));
      }
    });`;
  const results = await printedBy("/page.js", { "/page.js": page, "/worker.js": worker });
  assert.deepEqual(results, [200, 1]);
});
