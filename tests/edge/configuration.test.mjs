// Tests that the Worker's log names invalid options, but never their values.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Edge, Sandbox } from "./stage.mjs";

const sandbox = await Sandbox.start(after);
const workspace = await sandbox.workspace();

const VALUE = "sk-live-0123456789abcdef0123456789abcdef";

/**
 * @param {object} options
 * @param {string} [worker] the Worker's script
 * @returns {Promise<{ status: number, text: string, log: string }>}
 */
async function refusal(options, worker = "") {
  /** @type {string[]} */
  const lines = [];
  const edge = await Edge.start(
    workspace,
    /** @type {Partial<import("../../pkg/edge.d.ts").EdgeOptions>} */ (options),
    { onLog: (line) => lines.push(line), ...(worker && { worker }) },
  );
  try {
    const reply = await edge.fetch("phones");
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
  ["a key id that is there twice", { tokenSecrets: [`k1:${VALUE}`, `k1:${VALUE}x`] }, /`tokenSecrets\[1\]`/],
  ["a secret among the origins", { origins: [VALUE] }, /`origins\[0\]`/],
  ["a secret among the operations", { operations: ["campaigns.get", VALUE] }, /`operations\[1\]`/],
  ["a secret as the upstream", { upstream: VALUE }, /`upstream`/],
  ["a secret as the limits", { limits: VALUE }, /`limits`/],
  ["a delay of nothing", { limits: { maxCommitDelayMs: 0 } }, /`limits\.maxCommitDelayMs`/],
  ["operations that are null", { operations: null }, /`operations`/],
];

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

test("an error of the function that makes the options is not repeated", async () => {
  const { status, log } = await refusal(
    {},
    `
    import { createEdge } from "./edge.js";
    const edge = createEdge((env) => {
      throw new RangeError("${VALUE}");
    });
    export const { CampaignRoom, LaunchCoordinator, OperatorQuota } = edge;
    export default { fetch: edge.fetch };
    `,
  );
  assert.equal(status, 500);
  assert.match(log, /createEdge threw: RangeError/);
  assert.ok(!log.includes(VALUE), log);
});
