// Tests the size of the sandbox, and that production bundles do not contain it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const BUILT = new URL("../../pkg/dist/testing/", import.meta.url);

/** The maximum size, brotli-compressed, in bytes. */
const BUDGET = 222_000;

test("the sandbox stays within its budget", () => {
  const names = readdirSync(BUILT).filter((name) => /\.(js|wasm)$/.test(name));
  const sizes = names.map((name) => {
    const bytes = readFileSync(new URL(name, BUILT));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    return brotliCompressSync(bytes, { params }).length;
  });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(total <= BUDGET, `${total} bytes are more than ${BUDGET}`);
  assert.ok(total > BUDGET * 0.9, `the budget of ${BUDGET} can be lowered: ${total} bytes are used`);
});

test("a bundle of the client has nothing of the sandbox", async () => {
  const { metafile } = await build({
    stdin: { contents: 'export * from "seax-dialer";', resolveDir: new URL(".", import.meta.url).pathname },
    bundle: true,
    format: "esm",
    metafile: true,
    write: false,
    outdir: "out",
    loader: { ".wasm": "file" },
    logLevel: "silent",
  });
  const inputs = Object.keys(metafile.inputs);
  assert.ok(
    inputs.some((path) => path.endsWith("pkg/dist/web.js")),
    inputs.join(),
  );
  assert.deepEqual(
    inputs.filter((path) => path.includes("testing/") && !path.startsWith("<stdin>")),
    [],
  );
});
