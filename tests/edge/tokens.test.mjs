// Whose requests get through: what a token opens, and what is no token.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, test } from "node:test";
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
    exp: now + 60.5,
    jti: "x",
  };
  const unsigned = `${part({ kid: "k1", alg: "HS256" })}.${part(claims)}`;
  const mac = createHmac("sha256", SECRET.slice(3)).update(unsigned).digest("base64url");
  assert.equal(await code(`${unsigned}.${mac}`), "200 ok");
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
    [await edge.token({ expiresIn: 100_000 }), "token_too_long"],
    ["a".repeat(5_000), "token_malformed"],
  ];
  for (const [token, wanted] of cases) assert.equal(await code(token), `401 ${wanted}`, token);
});

test("a token ends when it says so, also one that was seen before", async () => {
  const token = await edge.token({ expiresIn: 4 });
  assert.equal(await code(token), "200 ok");
  await new Promise((resolve) => setTimeout(resolve, 4_100));
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
    expires_in: 60,
  };
  const granted = await ask({ authorization: `Bearer ${PORTAL}` }, body);
  assert.equal(granted.status, 201);
  const { token, expires_at } = await granted.json();
  assert.ok(Date.parse(expires_at) > Date.now());
  assert.equal(await code(token), "200 ok");
  assert.equal((await edge.fetch("contacts", { token })).status, 403);

  assert.equal((await ask({}, body)).status, 401);
  assert.equal((await ask({ authorization: `Bearer ${PORTAL}x` }, body)).status, 401);
  assert.equal((await ask({ authorization: `Bearer ${await edge.token()}` }, body)).status, 401);
  const page = { authorization: `Bearer ${PORTAL}`, origin: ORIGIN };
  assert.equal((await ask(page, body)).status, 401, "a page has no business here");
  const bad = await ask({ authorization: `Bearer ${PORTAL}` }, { ...body, operator_id: "" });
  assert.equal(bad.status, 422);
  assert.match((await bad.json()).detail, /operator_id/);
});

test("claims that cannot be are refused where they are minted", async () => {
  const claims = { workspaceId: workspace.id, operatorId: "ann" };
  await assert.rejects(mintToken("nothing", claims), /key id/);
  await assert.rejects(mintToken(SECRET, { ...claims, operatorId: "a b" }), /operatorId/);
  await assert.rejects(mintToken(SECRET, { ...claims, expiresIn: -1 }), /expiresIn/);
});
