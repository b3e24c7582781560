import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "./programs.mjs";

test("the guide's configuration of a Worker with an edge is that of the edge itself", async () => {
  const [, shown = ""] =
    (await textOf("docs/edge.md")).match(/^```jsonc wrangler\.jsonc\n([\s\S]*?)^```$/m) ?? [];
  // The guide's Worker has its own name and script, and its origins are in its code.
  const { $schema, minify, name, main, vars, ...itself } = read(await textOf("edge/wrangler.jsonc"));
  const { name: _, main: __, ...guide } = read(shown);
  assert.deepEqual(guide, { ...itself, vars: { SEAX_WORKSPACE_ID: vars.SEAX_WORKSPACE_ID } });
});

/** @param {string} text JSON with comments on lines of their own */
function read(text) {
  return JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ""));
}
