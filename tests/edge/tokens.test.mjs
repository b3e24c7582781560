// Tests the verification of tokens: what a token allows, and which are rejected.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { SeaxError } from "seax-dialer";
import { mintToken } from "seax-dialer/edge";
import { Edge, ORIGIN, PORTAL, Sandbox, SECRET } from "./stage.mjs";

const sandbox = await Sandbox.start(after);
const workspace = await sandbox.workspace();
const edge = await Edge.start(workspace, { tokenSecrets: ["k2:fedcba9876543210fedcba9876543210", SECRET] });
after(() => edge.stop());

/** @param {string} token */
async function code(token) {
  const reply = await edge.fetch("phones", { token });
  const { code } = await reply.json();
  return `${reply.status} ${code ?? "ok"}`;
}

test("a token opens its workspace, with each secret that the edge has", async () => {
  assert.equal(await code(await edge.token()), "200 ok");
  const claims = { workspaceId: workspace.id, operatorId: "ann" };
  assert.equal(await code(await mintToken("k2:fedcba9876543210fedcba9876543210", claims)), "200 ok");
});

test("any tool for JSON Web Tokens can mint one", async () => {
  const part = (/** @type {unknown} */ value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    sub: "ann",
    aud: "seax-edge",
    workspace: workspace.id,
    iat: now,
    exp: now + 600.5,
    jti: "x",
  };
  const unsigned = `${part({ kid: "k1", alg: "HS256" })}.${part(claims)}`;
  const mac = createHmac("sha256", SECRET.slice(3)).update(unsigned).digest("base64url");
  assert.equal(await code(`${unsigned}.${mac}`), "200 ok");
});

/**
 * Mints a token as other tools do.
 *
 * @param {object} claims
 * @param {object} [header]
 */
function minted(claims, header = {}) {
  const part = (/** @type {unknown} */ value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const iat = Math.floor(Date.now() / 1_000);
  const standard = { sub: "ann", aud: "seax-edge", workspace: workspace.id, iat, exp: iat + 600 };
  const unsigned = `${part({ kid: "k1", alg: "HS256", ...header })}.${part({ ...standard, ...claims })}`;
  return `${unsigned}.${createHmac("sha256", SECRET.slice(3)).update(unsigned).digest("base64url")}`;
}

test("a token may have what RFC 7519 allows", async () => {
  const now = Date.now() / 1_000;
  assert.equal(await code(minted({ aud: ["other", "seax-edge"] })), "200 ok");
  assert.equal(await code(minted({ iat: now - 1.5, nbf: now - 0.25, exp: now + 600.5 })), "200 ok");
  assert.equal(await code(minted({ nbf: now + 50 })), "200 ok", "clocks may differ by a minute");
  for (const typ of ["JWT", "jwt", "Jwt", "application/jwt"]) {
    assert.equal(await code(minted({}, { typ })), "200 ok", typ);
  }
});

test("a token may not have what the edge does not understand", async () => {
  const now = Date.now() / 1_000;
  /** @type {[string, string][]} */
  const cases = [
    [minted({ aud: ["other"] }), "token_malformed"],
    [minted({ aud: [] }), "token_malformed"],
    [minted({ aud: undefined }), "token_malformed"],
    [minted({}, { crit: ["exp"], exp: 1 }), "token_malformed"],
    [minted({}, { crit: ["https://example.com/x"], "https://example.com/x": 1 }), "token_malformed"],
    [minted({}, { crit: [] }), "token_malformed"],
    [minted({}, { typ: "at+jwt" }), "token_malformed"],
    [minted({ nbf: now + 86_400 }), "token_not_yet_valid"],
    [minted({ iat: now + 86_400, exp: now + 87_000 }), "token_not_yet_valid"],
    [minted({ nbf: "soon" }), "token_malformed"],
    [minted({ exp: undefined }), "token_malformed"],
    [minted({ iat: undefined }), "token_malformed"],
    [minted({ operations: null }), "token_malformed"],
    [minted({ operations: "campaigns.get" }), "token_malformed"],
  ];
  for (const [token, wanted] of cases) {
    const claims = Buffer.from(token.split(".").slice(0, 2).join("."), "base64url").toString();
    assert.equal(await code(token), `401 ${wanted}`, claims);
  }
  const reply = await edge.fetch("phones", { token: minted({ operations: null }) });
  assert.match((await reply.json()).detail, /`operations`/);
});

test("what is no token of this edge is 401, and says why", async () => {
  const good = await edge.token();
  const [header = "", claims = "", mac = ""] = good.split(".");
  const other = { workspaceId: workspace.id, operatorId: "eve" };
  const swap = Buffer.from(JSON.stringify({ alg: "none", kid: "k1" })).toString("base64url");
  const flipped = `${mac.slice(0, -2)}${mac.at(-2) === "A" ? "B" : "A"}${mac.at(-1)}`;
  /** @type {[string, string][]} */
  const cases = [
    ["", "token_missing"],
    ["x", "token_malformed"],
    [`${header}.${claims}`, "token_malformed"],
    [`${header}.${claims}.`, "token_malformed"],
    [`${swap}.${claims}.`, "token_malformed"],
    [`${swap}.${claims}.${mac}`, "token_malformed"],
    [`${header}.${claims}.${flipped}`, "token_forged"],
    [`${header}.${(await mintToken(SECRET, other)).split(".")[1]}.${mac}`, "token_forged"],
    [await mintToken(`k1:${"f".repeat(32)}`, other), "token_forged"],
    [await mintToken(`k0:${SECRET.slice(3)}`, other), "token_key_unknown"],
    [await edge.token({ expiresIn: 3_601 }), "token_too_long"],
    ["a".repeat(5_000), "token_malformed"],
  ];
  for (const [token, wanted] of cases) assert.equal(await code(token), `401 ${wanted}`, token);
});

test("a token ends when it says so, also one that was seen before", async (t) => {
  const token = await edge.token({ expiresIn: 600 });
  assert.equal(await code(token), "200 ok");
  await edge.advance(601_000);
  t.after(() => edge.advance(-601_000));
  assert.equal(await code(token), "401 token_expired");
});

test("a secret that was taken away opens nothing any more", async () => {
  const token = await edge.token();
  const rotated = await Edge.start(workspace, { tokenSecrets: ["k2:fedcba9876543210fedcba9876543210"] });
  try {
    const reply = await rotated.fetch("phones", { token });
    assert.deepEqual([reply.status, (await reply.json()).code], [401, "token_key_unknown"]);
  } finally {
    await rotated.stop();
  }
});

test("the portal's server, and nobody else, gets tokens", async () => {
  const ask = (/** @type {HeadersInit} */ headers, /** @type {unknown} */ body) =>
    fetch(`${edge.origin}/seax-api/token`, { method: "POST", headers, body: JSON.stringify(body) });
  const body = {
    workspace_id: workspace.id,
    operator_id: "bob",
    operations: ["phones.list"],
    expires_in: 600,
  };
  const granted = await ask({ authorization: `Bearer ${PORTAL}` }, body);
  assert.equal(granted.status, 201);
  const { token, expires_at } = await granted.json();
  assert.ok(Date.parse(expires_at) > Date.now());
  assert.equal(await code(token), "200 ok");
  assert.equal((await edge.fetch("contacts", { token })).status, 403);

  assert.equal((await ask({}, body)).status, 401);
  for (const authorization of [PORTAL, `Basic ${PORTAL}`, `Bearer Bearer ${PORTAL}`]) {
    assert.equal((await ask({ authorization }, body)).status, 401, "only as a Bearer token");
  }
  assert.equal((await ask({ authorization: `Bearer ${PORTAL}x` }, body)).status, 401);
  assert.equal((await ask({ authorization: `Bearer ${await edge.token()}` }, body)).status, 401);
  const page = { authorization: `Bearer ${PORTAL}`, origin: ORIGIN };
  assert.equal((await ask(page, body)).status, 401, "a page has no business here");
  const bad = await ask({ authorization: `Bearer ${PORTAL}` }, { ...body, operator_id: "" });
  assert.equal(bad.status, 422);
  assert.match((await bad.json()).detail, /operator_id/);
});

test("POST /token grants no token that the edge would refuse", async () => {
  const ask = async (/** @type {object} */ more) => {
    const reply = await fetch(`${edge.origin}/seax-api/token`, {
      method: "POST",
      headers: { authorization: `Bearer ${PORTAL}` },
      body: JSON.stringify({ workspace_id: workspace.id, operator_id: "bob", ...more }),
    });
    return { status: reply.status, ...(await reply.json()) };
  };
  const refused = [
    { operations: null },
    { operations: ["campaigns.update"] },
    { operations: Array.from({ length: 300 }, () => "campaigns.get") },
    { expires_in: 3_601 },
    { workspace_id: crypto.randomUUID() },
    { operator_id: "a".repeat(129) },
  ];
  for (const more of refused) {
    const { status, detail } = await ask(more);
    assert.equal(status, 422, JSON.stringify(more));
    assert.match(detail, new RegExp(Object.keys(more)[0] ?? ""));
  }
  const { token } = await ask({ operator_id: "a".repeat(128), expires_in: 3_600 });
  assert.equal(await code(token), "200 ok", "what it grants, it accepts");
});

test("claims that cannot be are refused where they are minted", async () => {
  const claims = { workspaceId: workspace.id, operatorId: "ann" };
  for (const secret of ["nothing", "k1:", `k1:${"f".repeat(31)}`, `${SECRET}\n`, `k 1${SECRET}`]) {
    await assert.rejects(mintToken(secret, claims), (error) => {
      return error instanceof SeaxError && error.code === "invalid_argument" && /key id/.test(error.message);
    });
  }
  for (const workspaceId of [/** @type {any} */ (7), "", "w", `${workspace.id} `]) {
    await assert.rejects(mintToken(SECRET, { ...claims, workspaceId }), (error) => {
      return (
        error instanceof SeaxError && error.code === "invalid_argument" && /workspaceId/.test(error.message)
      );
    });
  }
  await assert.rejects(mintToken(SECRET, { ...claims, operatorId: "a b" }), { path: "operatorId" });
  await assert.rejects(mintToken(`k2:${"f".repeat(32)} ${SECRET}`, claims), { path: "secret" });
  for (const wrong of [{ operation: ["campaigns.list"] }, { expires_in: 60 }, { operator_id: "ann" }]) {
    const [path = ""] = Object.keys(wrong);
    await assert.rejects(mintToken(SECRET, { ...claims, ...wrong }), { code: "invalid_argument", path });
  }
  const long = Array.from({ length: 200 }, () => "campaigns.results");
  await assert.rejects(mintToken(SECRET, { ...claims, operations: long }), /operations.*4096/);
  for (const expiresIn of [-1, 0, 0.5, 86_401, Number.NaN, Number.POSITIVE_INFINITY]) {
    await assert.rejects(mintToken(SECRET, { ...claims, expiresIn }), /expiresIn/);
  }
  for (const operations of [null, "campaigns.get", [1]]) {
    const wrong = /** @type {any} */ ({ ...claims, operations });
    await assert.rejects(mintToken(SECRET, wrong), /operations/, "a missing list would allow everything");
  }
});

test("mintToken accepts the secrets, operators and workspaces that the edge accepts", async () => {
  // edge/src/token_request.rs has the edge read the same samples.
  const samples = await readFile(new URL("../samples/token_inputs.json", import.meta.url), "utf8");
  for (const sample of JSON.parse(samples)) {
    const { secret = SECRET, operator = "ann", workspace: workspaceId = workspace.id, ok } = sample;
    const minted = mintToken(secret, { workspaceId, operatorId: operator });
    const accepted = await minted.then(
      () => true,
      () => false,
    );
    assert.equal(accepted, ok, JSON.stringify(sample));
  }
});
