// Tests the guide's page together with the guide's server: its advice about the key has to work.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { folder, programs } from "./programs.mjs";
import { methods, startSandbox, workspace } from "./sandbox.mjs";

/** The workspace in the guide's page. */
const NAMED = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
const PORTAL = "http://portal.localhost";
const TOKEN = "the-token-of-a-session";

const sandbox = await startSandbox();
after(() => sandbox.stop());
const account = await workspace(sandbox.origin, {});
const env = { SEAX_WORKSPACE_ID: NAMED, SEAX_API_KEY: account.SEAX_API_KEY };

const path = await folder("web", {});
const server = await load("worker", "docs/web.md");
const realFetch = globalThis.fetch;

test("the guide's page reads campaigns through the guide's server, and never has the key", async () => {
  /** @type {Request[]} */
  const fromPage = [];
  globalThis.fetch = async (input, init) => {
    const request = new Request(typeof input === "string" ? new URL(input, PORTAL) : input, init);
    if (new URL(request.url).origin !== PORTAL) return upstream(request);
    fromPage.push(request.clone());
    return new URL(request.url).pathname === "/session/token"
      ? new Response(TOKEN)
      : server.fetch(request, env);
  };
  Object.assign(globalThis, { location: new URL(PORTAL), document: { title: "" } });
  try {
    await load("browser", "docs/web.md");
    assert.equal(Reflect.get(globalThis, "document").title, "0 campaigns are running");
    assert.equal(fromPage.length, 2);
    for (const { headers } of fromPage) assert.equal(headers.get("X-API-KEY"), null);
  } finally {
    globalThis.fetch = realFetch;
    Reflect.deleteProperty(globalThis, "location");
    Reflect.deleteProperty(globalThis, "document");
  }
});

test("the guide's server lets nothing else through", async () => {
  const bearer = { Authorization: `Bearer ${TOKEN}` };
  const inside = `${PORTAL}/seax-api/api/v1/workspace/${NAMED}`;
  const refused = [
    new Request(`${inside}/phones`),
    new Request(`${inside}/phones`, { headers: { Authorization: "Bearer another" } }),
    new Request(`${inside}/auto_dialer_campaigns`, { method: "POST", headers: bearer, body: "{}" }),
    new Request(`${inside}/../${account.SEAX_WORKSPACE_ID}/phones`, { headers: bearer }),
    new Request(`${inside}/%2e%2e/${account.SEAX_WORKSPACE_ID}/phones`, { headers: bearer }),
    // A gateway that decodes these before routing would route them to another workspace.
    new Request(`${inside}/..%2F${account.SEAX_WORKSPACE_ID}/phones`, { headers: bearer }),
    new Request(`${inside}/phones%2F..%2F..%2F${account.SEAX_WORKSPACE_ID}%2Fphones`, { headers: bearer }),
    new Request(`${inside}/auto_dialer_campaigns/..%5C..%5C${account.SEAX_WORKSPACE_ID}`, {
      headers: bearer,
    }),
    new Request(`${inside}/`, { headers: bearer }),
    new Request(`${inside}/jobs/1`, { headers: bearer }),
    new Request(`${PORTAL}/seax-api/api/v1/workspace/${account.SEAX_WORKSPACE_ID}/phones`, {
      headers: bearer,
    }),
  ];
  const before = await methods(sandbox.origin, account.SEAX_WORKSPACE_ID);
  for (const request of refused) {
    assert.equal((await server.fetch(request, env)).status, 403, `${request.method} ${request.url}`);
  }
  assert.deepEqual(await methods(sandbox.origin, account.SEAX_WORKSPACE_ID), before);
});

test("the guide's server takes the key nowhere else", async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    const [path, headers] = [
      `${PORTAL}/seax-api/api/v1/workspace/${NAMED}/phones`,
      { Authorization: `Bearer ${TOKEN}` },
    ];
    /** @type {string[]} */
    const hosts = [];
    // Behaves like `fetch`: follows a redirect, with the headers, unless the request forbids it.
    globalThis.fetch = async (input, init) => {
      const { hostname } = new URL(input instanceof Request ? input.url : input);
      hosts.push(hostname);
      const elsewhere = "https://elsewhere.example.com/";
      if (hostname === "elsewhere.example.com") return new Response("{}");
      if (init?.redirect === "manual")
        return new Response(null, { status, headers: { Location: elsewhere } });
      return fetch(elsewhere, init);
    };
    try {
      const reply = await server.fetch(new Request(path, { headers }), env);
      assert.deepEqual([reply.status, reply.headers.get("Location")], [502, null]);
    } finally {
      globalThis.fetch = realFetch;
    }
    assert.deepEqual(hosts, ["seax.seasalt.ai"]);
  }
});

for (const document of ["pkg/README.md"]) {
  test(`the Worker in ${document} lists campaigns`, async () => {
    globalThis.fetch = (input, init) => upstream(new Request(input, init));
    try {
      const worker = await load("worker", document);
      const reply = await worker.fetch(new Request("https://worker.example.com/"), env);
      const [first] = await reply.json();
      assert.deepEqual(Object.keys(first), ["name", "status", "statistics"]);
    } finally {
      globalThis.fetch = realFetch;
    }
  });
}

/**
 * Forwards to the sandbox, with the account's workspace in place of the documents' one.
 *
 * @param {Request} request
 */
function upstream(request) {
  const { origin, pathname, search } = new URL(request.url);
  assert.equal(origin, "https://seax.seasalt.ai");
  const target = new URL(pathname.replace(NAMED, account.SEAX_WORKSPACE_ID) + search, sandbox.origin);
  return realFetch(target, { headers: request.headers });
}

/**
 * Runs a document's only program for an environment.
 *
 * @param {"browser" | "worker"} place
 * @param {string} document
 * @returns {Promise<{ fetch(request: Request, env: object): Promise<Response> }>} its default export
 */
async function load(place, document) {
  const program = (await programs()).find((each) => each.place === place && each.document === document);
  assert.ok(program, `${document} has no program for ${place}`);
  const { code } = await transform(program.code, { loader: "ts", format: "esm" });
  const file = join(path, `${place}-${document.replaceAll(/\W/g, "-")}.mjs`);
  await writeFile(file, code);
  return (await import(pathToFileURL(file).href)).default;
}
