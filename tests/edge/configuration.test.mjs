// Tests that the Worker's log names invalid options, but never their values.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Edge, ORIGIN, Sandbox } from "./stage.mjs";

const sandbox = await Sandbox.start(after);
const workspace = await sandbox.workspace();

const GOOD = [ORIGIN];
const VALUE = "sk-live-0123456789abcdef0123456789abcdef";

/**
 * Returns the reply of an edge with these options, and its log.
 *
 * @param {object} options
 * @param {Omit<NonNullable<Parameters<typeof Edge.start>[2]>, "onLog"> & { launches?: boolean }} [platform] with `launches`, the
 * reply to a launch
 * @returns {Promise<{ status: number, text: string, log: string }>}
 */
async function refusal(options, { launches = false, ...platform } = {}) {
  /** @type {string[]} */
  const lines = [];
  const edge = await Edge.start(
    workspace,
    /** @type {Partial<import("../../pkg/edge.d.ts").EdgeOptions>} */ (options),
    { ...platform, onLog: (line) => lines.push(line) },
  );
  try {
    const reply = launches ? await edge.launch(await workspace.draft()) : await edge.fetch("phones");
    const text = await reply.text();
    while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    return { status: reply.status, text, log: lines.join("\n") };
  } finally {
    await edge.stop();
  }
}

/** @type {[string, object, RegExp][]} */
const CASES = [
  ["an id and a key that are swapped", { workspaces: { [VALUE]: workspace.id } }, /`workspaces\[0\]`/],
  ["an empty key", { workspaces: { [workspace.id]: "" } }, /`workspaces\[0\]` has an empty API key/],
  [
    "a key with a line break",
    { workspaces: { [workspace.id]: `${VALUE}\n` } },
    /`workspaces\[0\]`.*line break/,
  ],
  [
    "a key with a blank",
    { workspaces: { [workspace.id]: `sk-live ${VALUE.slice(8)}` } },
    /`workspaces\[0\]`.*blanks/,
  ],
  ["a key id that is there twice", { tokenSecrets: [`k1:${VALUE}`, `k1:${VALUE}x`] }, /`tokenSecrets\[1\]`/],
  ["a secret among the origins", { origins: [VALUE] }, /`origins\[0\]`/],
  ["a secret among the operations", { operations: ["campaigns.get", VALUE] }, /`operations\[1\]`/],
  ["a secret as the upstream", { upstream: VALUE }, /`upstream`/],
  ["a secret as the limits", { limits: VALUE }, /`limits`/],
  ["a delay of nothing", { limits: { maxCommitDelayMs: 0 } }, /`limits\.maxCommitDelayMs`/],
  ["operations that are null", { operations: null }, /`operations`/],
  ["an origin with the default port", { origins: [...GOOD, `${ORIGIN}:443`] }, /`origins\[1\]` must be/],
  ["an origin with half an address", { origins: ["http://127.1"] }, /`origins\[0\]` must be/],
  ["an origin with an empty port", { origins: ["https://a..b:"] }, /`origins\[0\]` must be/],
  ["an origin with an impossible port", { origins: ["https://a:99999"] }, /`origins\[0\]` must be/],
  ["a path that goes up", { basePath: "/a/../b" }, /`basePath` must be/],
  ["a path that stays", { basePath: "/a/./b" }, /`basePath` must be/],
  [
    "an upstream with an impossible port",
    { upstream: "https://seax.seasalt.ai:99999/seax-api" },
    /`upstream`/,
  ],
  ["an upstream with an impossible host", { upstream: "https://1.2.3.400/seax-api" }, /`upstream`/],
];

test("origins, paths and upstreams as they should be are accepted", async () => {
  const origins = [ORIGIN, "http://localhost:5173", "https://[::1]:8443", "https://xn--bcher-kva.example"];
  for (const options of [
    { origins, basePath: "/" },
    { origins: [], basePath: "/a/b.c/..d/", upstream: `${sandbox.origin}/seax-api//` },
  ]) {
    const edge = await Edge.start(workspace, options);
    const path = `${options.basePath.replace(/\/$/, "")}/api/v1/workspace/${workspace.id}/phones`;
    try {
      const reply = await fetch(`${edge.origin}${path}`, {
        headers: { authorization: `Bearer ${await edge.token()}` },
      });
      assert.equal(reply.status, 200, await reply.text());
    } finally {
      await edge.stop();
    }
  }
});

const BINDINGS = ["CAMPAIGN_ROOM", "LAUNCH_COORDINATOR", "OPERATOR_QUOTA"];

for (const binding of BINDINGS) {
  test(`a launch without the binding ${binding} is refused before anything is sent, and the log names it`, async () => {
    const { status, text, log } = await refusal({}, { without: binding, launches: true });
    assert.equal(status, 500);
    assert.match(text, /edge_misconfigured/);
    assert.match(log, new RegExp(`binding \`${binding}\``));
    assert.equal(await workspace.creates(), 0);
  });
}

test("with a compatibility date that has no RPC, a launch is refused before anything is sent", async () => {
  const { status, text, log } = await refusal({}, { compatibilityDate: "2024-04-02", launches: true });
  assert.equal(status, 500);
  assert.match(text, /edge_misconfigured/);
  assert.match(log, /compatibility date must be 2024-04-03 or later/);
  assert.equal(await workspace.creates(), 0);
});

for (const [name, options, wanted] of CASES) {
  test(`${name} is refused by the option's name`, async () => {
    const { status, text, log } = await refusal(options);
    assert.equal(status, 500);
    assert.match(text, /edge_misconfigured/);
    assert.match(log, wanted);
    for (const said of [text, log]) {
      assert.ok(!said.includes(VALUE.slice(8, 24)), said);
      assert.ok(!said.includes(workspace.id), said);
    }
  });
}

test("an edge launches and watches with the earliest compatibility date", async () => {
  const edge = await Edge.start(workspace, {}, { compatibilityDate: "2024-04-03" });
  try {
    const launched = await edge.launch(await workspace.draft());
    assert.equal(launched.status, 201, await launched.clone().text());
    const { id } = await launched.json();
    const live = await edge.fetch(`auto_dialer_campaigns/${id}/live`);
    assert.equal(live.status, 200);
    await live.body?.cancel();
  } finally {
    await edge.stop();
  }
});

test("an error of the function that makes the options is not repeated", async () => {
  const { status, log } = await refusal(
    {},
    {
      worker: `
    import { createEdge } from "./edge.js";
    const edge = createEdge((env) => {
      throw new RangeError("${VALUE}");
    });
    export const { CampaignRoom, LaunchCoordinator, OperatorQuota } = edge;
    export default { fetch: edge.fetch };
    `,
    },
  );
  assert.equal(status, 500);
  assert.match(log, /createEdge threw: RangeError/);
  assert.ok(!log.includes(VALUE), log);
});
