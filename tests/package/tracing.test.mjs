// Tests that tools which copy a program's files (Next.js's standalone servers, Vercel's functions) find all files of an
// entry.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { sep } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** @type {{ nodeFileTrace: (entries: string[], options: object) => Promise<{ fileList: Set<string> }> }} */
const { nodeFileTrace } = createRequire(import.meta.url)("next/dist/compiled/@vercel/nft");

const DIST = fileURLToPath(new URL("../../pkg/dist/", import.meta.url));

/** @param {string} entry a path in `pkg/dist` */
async function traced(entry) {
  const { fileList } = await nodeFileTrace([DIST + entry], { base: DIST });
  return [...fileList].map((file) => file.split(sep).join("/")).filter((file) => file.endsWith(".wasm"));
}

for (const entry of ["node.js", "cjs/client.cjs"]) {
  test(`${entry} leads to every part`, async () => {
    const parts = (await readdir(DIST)).filter((file) => file.endsWith(".wasm"));
    assert.ok(parts.length > 1);
    assert.deepEqual((await traced(entry)).toSorted(), parts.toSorted());
  });
}

for (const entry of ["testing/node.js", "cjs/testing.cjs"]) {
  test(`${entry} leads to the sandbox`, async () => {
    assert.deepEqual(await traced(entry), ["testing/seax_testing_bg.wasm"]);
  });
}
