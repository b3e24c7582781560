import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { Scratch } from "./scratch.mjs";

const PACKAGE = fileURLToPath(new URL("../../pkg/", import.meta.url));
const ATTW = fileURLToPath(new URL("../../node_modules/.bin/attw", import.meta.url));

test("publint finds nothing to say about the package", async () => {
  const { messages, pkg } = await publint({ pkgDir: PACKAGE, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

test("the types are right in every way of resolving modules that has ESM", async () => {
  const { tarball } = await Scratch.make(after);
  const flags = ["--profile", "esm-only", "--no-color", "--no-emoji", "--format", "ascii"];
  const { stdout, failed } = await promisify(execFile)(process.execPath, [ATTW, tarball, ...flags]).then(
    ({ stdout }) => ({ stdout, failed: false }),
    ({ stdout }) => ({ stdout, failed: true }),
  );
  assert.match(stdout, /seax-dialer v\d/);
  assert.ok(!failed, stdout);
});
