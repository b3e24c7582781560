// Tests what the edge forwards, in both directions, and what it does not.

import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { after, test } from "node:test";
import { Edge, ORIGIN, Sandbox, serveUpstream } from "./stage.mjs";

const sandbox = await Sandbox.start(after);
const workspace = await sandbox.workspace();
const edge = await Edge.start(workspace);
after(() => edge.stop());

/**
 * An upstream that records its requests, and replies as specified. `impatient` starts another edge in front of it, which does not
 * wait long.
 *
 * @param {import("node:test").TestContext} t
 * @param {import("node:http").RequestListener} answer
 * @param {Partial<import("../../pkg/edge.d.ts").EdgeOptions>} [options]
 */
async function upstream(t, answer, options = {}) {
  /** @type {import("node:http").IncomingMessage[]} */
  const seen = [];
  const address = await serveUpstream(t, (request, response) => {
    seen.push(request);
    answer(request, response);
  });
  const start = async (/** @type {typeof options} */ more) => {
    const own = await Edge.start(workspace, { upstream: address, ...options, ...more });
    t.after(() => own.stop());
    return own;
  };
  const impatient = (upstreamMs = 3_000) => start({ limits: { upstreamMs } });
  return { edge: await start({}), impatient, seen };
}

/**
 * Sends a request whose target is not normalized.
 *
 * @param {string} method
 * @param {string} target
 * @param {Record<string, string>} headers
 * @param {string} [body]
 * @returns {Promise<number>}
 */
function raw(method, target, headers, body) {
  const { hostname, port } = new URL(edge.origin);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, method, path: target, headers }, (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    request.on("error", reject);
    request.end(body);
  });
}

test("a list comes through as it is", async () => {
  const direct = await workspace.read("contacts?limit=5");
  const reply = await edge.fetch("contacts?limit=5");
  assert.equal(reply.status, 200);
  assert.deepEqual(await reply.json(), direct);
});

test("only what is needed is sent on, and only what is needed comes back", async (t) => {
  const { edge: own, seen } = await upstream(t, (_, response) => {
    response.writeHead(200, {
      "content-type": "application/json",
      "set-cookie": "a=b",
      "x-request-id": `for ${workspace.apiKey}`,
      server: "nginx",
      "access-control-allow-origin": "*",
    });
    response.end('{"data":[]}');
  });
  const headers = {
    cookie: "session=1",
    "x-http-method-override": "DELETE",
    "x-forwarded-host": "evil.example.com",
    "x-api-key": "mine",
    accept: "text/html",
    origin: ORIGIN,
  };
  const reply = await own.fetch("phones?limit=1", { headers });
  const exposed = reply.headers.get("access-control-expose-headers")?.split(", ");
  for (const name of ["content-disposition", "retry-after", "x-request-id", "seax-commit-delay"]) {
    assert.ok(exposed?.includes(name), `pages can read \`${name}\``);
  }
  const sent = seen[0];
  assert.equal(sent?.method, "GET");
  assert.equal(sent?.url, `/seax-api/api/v1/workspace/${workspace.id}/phones?limit=1`);
  assert.equal(sent?.headers["x-api-key"], workspace.apiKey);
  for (const name of ["authorization", "cookie", "x-http-method-override", "x-forwarded-host", "origin"]) {
    assert.equal(sent?.headers[name], undefined, name);
  }
  assert.equal(sent?.headers.accept, "application/json");
  assert.equal(reply.headers.get("set-cookie"), null);
  assert.equal(reply.headers.get("server"), null);
  assert.equal(reply.headers.get("x-request-id"), "for ***");
  assert.equal(reply.headers.get("seax-commit-delay"), "600000");
  assert.equal(reply.headers.get("access-control-allow-origin"), ORIGIN);
});

test("a query parameter that the operation does not have is refused, and sent to nobody", async (t) => {
  const { edge: own, seen } = await upstream(t, (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end('{"data":[]}');
  });
  for (const query of ["workspace_id=zzz", "api_key=abc", "__proto__=1", "limit=0&X=2", "LIMIT=0"]) {
    const reply = await own.fetch(`phones?${query}`);
    const { code, detail } = await reply.json();
    assert.deepEqual([reply.status, code], [400, "bad_request"], query);
    assert.match(detail, /`phones.list` has no parameter/);
  }
  assert.equal(seen.length, 0);
  assert.equal((await own.fetch("phones?limit=0&voice_available=true")).status, 200);
});

test("a reply is passed on while the rest of it is still to come", async (t) => {
  let release = () => {};
  const { edge: own } = await upstream(t, (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write(`{"data":[${" ".repeat(200_000)}`);
    release = () => response.end("]}");
  });
  // Miniflare, not the edge, would buffer a reply that it compresses.
  const reply = await own.fetch("phones", { headers: { "accept-encoding": "identity" } });
  const reader = reply.body?.getReader();
  // The rest is sent only after the first chunk was received: an edge that buffered the reply would wait
  // forever.
  await reader?.read();
  release();
  let last = "";
  for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read()) {
    last = new TextDecoder().decode(piece.value);
  }
  assert.match(last, /\]\}$/);
});

test("failures of the API's come through without the key, and a wait that it asks for", async (t) => {
  const { edge: own } = await upstream(t, (_, response) => {
    response.writeHead(429, { "retry-after": "7" });
    response.end(`{"detail":"slow down, ${workspace.apiKey}"}`);
  });
  const reply = await own.fetch("phones");
  assert.deepEqual([reply.status, reply.headers.get("retry-after")], [429, "7"]);
  assert.equal((await reply.json()).detail, "slow down, ***");
});

test("what the API should not answer is answered by the edge", async (t) => {
  let status = 302;
  const { edge, impatient } = await upstream(t, (_, response) => {
    if (status === 0) return;
    response.writeHead(status, { location: "https://evil.example.com/" });
    response.end();
  });
  const codeOf = async (own = edge) => {
    const reply = await own.fetch("phones");
    assert.equal(reply.headers.get("location"), null);
    return `${reply.status} ${(await reply.json()).code}`;
  };
  assert.equal(await codeOf(), "502 upstream_moved");
  status = 401;
  assert.equal(await codeOf(), "403 upstream_refused");
  status = 0;
  assert.equal(await codeOf(await impatient()), "504 upstream_timeout");
});

test("a reply that breaks off or stalls is not said to be safe to repeat, and an error keeps its status", async (t) => {
  let [status, breaks] = [200, true];
  const { edge, impatient } = await upstream(t, (request, response) => {
    request.resume();
    response.writeHead(status, { "content-type": "application/json", "content-length": "20" });
    response.write('{"id":', () => breaks && response.destroy());
  });
  const pause = async (own = edge) => {
    const init = { method: "PATCH", body: '{"status":"PAUSED"}' };
    const reply = await own.fetch(`auto_dialer_campaigns/${crypto.randomUUID()}`, init);
    const { code } = await reply.json();
    return `${reply.status} ${code}`;
  };
  assert.equal(await pause(), "502 upstream_unreachable");
  breaks = false;
  const other = await impatient();
  assert.equal(await pause(other), "504 upstream_timeout");
  status = 422;
  // On a busy machine, not even the status may come within the time.
  let stalled = await pause(other);
  if (stalled === "504 upstream_timeout") stalled = await pause(await impatient(60_000));
  assert.equal(stalled, "422 undefined");
  breaks = true;
  assert.equal(await pause(), "422 undefined");
});

test("a fault of the edge's own while it passes on a reply is in its log", async (t) => {
  /** @type {(line: string) => void} */
  let onLog = () => {};
  const logged = () =>
    new Promise((/** @type {(line: string) => void} */ resolve) => {
      onLog = resolve;
    });
  let answer = (/** @type {import("node:http").ServerResponse} */ response) => {
    // No reply can have this status, so the edge cannot build one.
    response.writeHead(999, { "content-type": "application/json" });
    response.end("{}");
  };
  const address = await serveUpstream(t, (_, response) => answer(response));
  const own = await Edge.start(workspace, { upstream: address }, { onLog: (line) => onLog(line) });
  t.after(() => own.stop());
  let line = logged();
  const reply = await own.fetch("phones");
  assert.deepEqual([reply.status, (await reply.json()).code], [502, "upstream_unreachable"]);
  assert.match(await line, /^seax-dialer\/edge: RangeError/);

  answer = (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write(`{"data":[${" ".repeat(200_000)}`, () => response.destroy());
  };
  line = logged();
  await (await own.fetch("phones", { headers: { "accept-encoding": "identity" } })).text();
  assert.match(await line, /^seax-dialer\/edge: /);
});

test("an API that is not there is 502", async (t) => {
  const own = await Edge.start(workspace, { upstream: "http://127.0.0.1:1/seax-api" });
  t.after(() => own.stop());
  const reply = await own.fetch("phones");
  assert.deepEqual([reply.status, (await reply.json()).code], [502, "upstream_unreachable"]);
});

test("no address leads anywhere but to an operation of the token's workspace", async () => {
  const authorization = `Bearer ${await edge.token()}`;
  const other = await sandbox.workspace();
  const base = "/seax-api/api/v1/workspace";
  const own = `${base}/${workspace.id}`;
  const asked = (await workspace.requests()).length;
  const targets = [
    `${own}/../${other.id}/phones`,
    `${base}/${other.id}/phones`,
    `${own}/%2e%2e/${other.id}/phones`,
    `${own}/..%2f${other.id}/phones`,
    `${own}%2fphones`,
    `${own}//phones`,
    `${own}/phones/`,
    `${own}/phones/..%5c..`,
    `${own}/phones;x=1`,
    `${own}/phones%00`,
    `${own}/phones%0d%0aX-API-KEY:%20x`,
    `${own}/phones%3fworkspace=1`,
    `${own}/members`,
    `${own}/auto_dialer_campaigns/..`,
    `${own}/auto_dialer_campaigns/x`,
    `${own}/auto_dialer_campaigns/${other.id}%2f..%2f..`,
    "/_sandbox/workspaces",
    `/seax-api/../_sandbox/requests?workspace_id=${workspace.id}`,
    "/bulk-sms-api/api/v1/workspace",
    "//evil.example.com/seax-api",
    "/",
  ];
  for (const target of targets) {
    const status = await raw("GET", target, { authorization });
    assert.ok([403, 404].includes(status), `${target}: ${status}`);
  }
  for (const query of ["limit=1&limit=2", "a%5b%5d=1", "keyword=%0d%0aX", "keyword=%ff", "keyword=%", "=1"]) {
    assert.equal(await raw("GET", `${own}/phones?${query}`, { authorization }), 400, query);
  }
  assert.equal(await raw("GET", `${own}/phones?keyword=${"a".repeat(20_000)}`, { authorization }), 414);
  for (const method of ["DELETE", "PUT", "PATCH", "HEAD"]) {
    assert.equal(await raw(method, `${own}/phones`, { authorization }), 405, method);
  }
  const override = { authorization, "x-http-method-override": "POST", "x-method-override": "POST" };
  assert.equal(await raw("GET", `${own}/auto_dialer_campaigns`, override), 200);
  assert.equal((await other.requests()).length, 0, "nothing reached the other workspace");
  assert.equal((await workspace.requests()).length, asked + 1, "nothing but the last reached this one");
});

test("what shares an address is let through by what it says", async () => {
  const nothing = `auto_dialer_campaigns/${crypto.randomUUID()}`;
  const patch = async (/** @type {string} */ body) => {
    const reply = await edge.fetch(nothing, { method: "PATCH", body });
    return `${reply.status} ${(await reply.json()).code}`;
  };
  assert.equal(await patch('{"status":"PAUSED"}'), "404 undefined", "the API knows no such campaign");
  for (const body of ['{"stage":"INSTANCE"}', '{"status":"PAUSED","stage":"INSTANCE"}', "{}", ""]) {
    assert.equal(await patch(body), "403 operation_not_allowed", body);
  }
});

test("no update cancels without the operation for that, whatever it says it is", async (t) => {
  const answer = (
    /** @type {import("node:http").IncomingMessage} */ request,
    /** @type {import("node:http").ServerResponse} */ response,
  ) => {
    request.resume();
    response.writeHead(200, { "content-type": "application/json" });
    response.end("{}");
  };
  const operations = ["campaigns.update", "campaigns.pause", "campaigns.resume", "campaigns.cancel"];
  const { edge: own, seen } = await upstream(t, answer, { operations });
  const some = await own.token({ operations: ["campaigns.update", "campaigns.resume"] });
  const patch = async (/** @type {string} */ type, /** @type {string} */ token) => {
    const init = { method: "PATCH", headers: { "content-type": type }, body: '{"status":"CANCELED"}', token };
    return (await own.fetch(`auto_dialer_campaigns/${crypto.randomUUID()}`, init)).status;
  };
  const all = await own.token({ operations });
  for (const type of ["application/json", "multipart/x", "multipart/form-data; boundary=x"]) {
    assert.equal(await patch(type, some), 403, type);
    assert.equal(await patch(type, all), 200, type);
  }
  assert.equal(seen.length, 3);
});

test("a file goes through, in both directions", async (t) => {
  const allowed = ["contacts.import", "campaigns.downloadContactTemplate"];
  const { edge: own, seen } = await upstream(
    t,
    (request, response) => {
      request.resume();
      response.writeHead(200, {
        "content-type": "text/csv",
        "content-disposition": 'attachment; filename="a.csv"',
      });
      response.end("name,phone");
    },
    { operations: allowed },
  );
  const form = new FormData();
  form.append("file", new Blob(["name,phone"]), "leads.csv");
  assert.equal((await own.fetch("import_contacts", { method: "POST", body: form })).status, 200);
  assert.match(seen[0]?.headers["content-type"] ?? "", /^multipart\/form-data; boundary=/);
  const file = await own.fetch(`auto_dialer_campaigns/${crypto.randomUUID()}/download_contact_template`);
  assert.equal(await file.text(), "name,phone");
  assert.match(file.headers.get("content-disposition") ?? "", /a\.csv/);
  assert.equal((await own.fetch("import_contacts", { method: "POST", body: "{}" })).status, 415);
});

test("a body that is too large is refused, however it comes", async () => {
  const body = "x".repeat(1_500_001);
  const reply = await edge.fetch("auto_dialer_campaigns", { method: "POST", body });
  const { code, detail } = await reply.json();
  assert.deepEqual([reply.status, code], [413, "body_too_large"]);
  assert.match(detail, /this edge allows/, "before it is read as a draft");
  const stream = new Blob([body]).stream();
  const init = /** @type {RequestInit} */ ({ method: "POST", body: stream, duplex: "half" });
  assert.equal((await edge.fetch("auto_dialer_campaigns", init)).status, 413);
});

test("pages of the allowed origins may call, and no others", async () => {
  const preflight = (/** @type {string} */ origin) =>
    fetch(edge.url("phones"), {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "GET" },
    });
  const allowed = await preflight(ORIGIN);
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers.get("access-control-allow-origin"), ORIGIN);
  assert.match(allowed.headers.get("access-control-allow-headers") ?? "", /authorization.*seax-unrelated/);
  const others = [
    "https://evil.example.com",
    `${ORIGIN}.evil.example.com`,
    "http://portal.example.com",
    "null",
  ];
  for (const origin of others) {
    for (const reply of [await preflight(origin), await edge.fetch("phones", { headers: { origin } })]) {
      assert.equal(reply.status, 403, origin);
      assert.equal(reply.headers.get("access-control-allow-origin"), null, origin);
    }
  }
  const refused = await edge.fetch("phones", { token: "x", headers: { origin: ORIGIN } });
  assert.equal(refused.headers.get("access-control-allow-origin"), ORIGIN, "a page can read why");
});

test("an operator's requests are bounded", async (t) => {
  const own = await Edge.start(workspace, {}, { rate: 3 });
  t.after(() => own.stop());
  const minute = () => Math.floor(Date.now() / 60_000);
  const draft = await workspace.draft();
  const ask = async (/** @type {string} */ operatorId) => {
    const token = await own.token({ operatorId });
    const begun = minute();
    const [read, launched] = [/** @type {Response[]} */ ([]), /** @type {Response[]} */ ([])];
    for (let request = 0; request < 4; request += 1) read.push(await own.fetch("phones?limit=1", { token }));
    for (let request = 0; request < 4; request += 1) launched.push(await own.launch(draft, { token }));
    return { read, launched, isWithin: minute() === begun };
  };
  const statuses = (/** @type {Response[]} */ replies) => replies.map(({ status }) => status);
  // Bounds begin anew with each minute.
  let [asked, others] = [await ask("ann"), 0];
  while (!asked.isWithin) {
    others += 1;
    asked = await ask(`ann${others}`);
  }
  assert.deepEqual(statuses(asked.read), [200, 200, 200, 429]);
  assert.equal(asked.read[3]?.headers.get("retry-after"), "60");
  assert.deepEqual(statuses(asked.launched), [201, 201, 201, 429], "reads do not use up launches");
  const bob = await own.token({ operatorId: "bob" });
  assert.equal(
    (await own.fetch("phones?limit=1", { token: bob })).status,
    200,
    "one operator's bound is another's not",
  );
});

test("an edge that is not set up says so, without its secrets", async (t) => {
  const own = await Edge.start(workspace, { tokenSecrets: ["a-secret-without-an-id"] });
  t.after(() => own.stop());
  const reply = await own.fetch("phones");
  const text = await reply.text();
  assert.equal(reply.status, 500);
  assert.match(text, /edge_misconfigured/);
  assert.doesNotMatch(text, /a-secret/);
});
