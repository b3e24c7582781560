import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { Scratch } from "./scratch.mjs";

const PACKAGE = fileURLToPath(new URL("../../pkg/", import.meta.url));
const NPM = process.platform === "win32" ? "npm.cmd" : "npm";
const ATTW = fileURLToPath(new URL("../../node_modules/.bin/attw", import.meta.url));

test("publint finds nothing to say about the package", async () => {
  const { messages, pkg } = await publint({ pkgDir: PACKAGE, strict: true });
  const left = messages.filter((message) => !isOfRequire(message));
  assert.deepEqual(
    left.map((message) => formatMessage(message, pkg)),
    [],
  );
});

/**
 * Whether the message is that the types for `require` are CommonJS but the module is not. They must be: TypeScript before
 * 5.8 does not let a CommonJS file `require` the types of an ES module, which Node itself loads since 20.19.
 *
 * @param {import("publint").Message} message
 */
function isOfRequire({ code, path }) {
  return code === "EXPORTS_TYPES_INVALID_FORMAT" && path.join("/") === "exports/./types/require";
}

test("npm would publish it as it stands", async () => {
  const flags = ["publish", "--dry-run", "--offline", "--ignore-scripts", "--json"];
  const { stdout } = await promisify(execFile)(NPM, flags, { cwd: PACKAGE });
  const told = JSON.parse(stdout);
  const { id } = told["seax-dialer"] ?? told;
  assert.match(id, /^seax-dialer@\d+\.\d+\.\d+/);
});

test("the types are right in every way of resolving modules that has ESM", async () => {
  const { tarball } = await Scratch.make(after);
  // The types for `require` are CommonJS on purpose: see `isOfRequire`.
  const rules = ["--ignore-rules", "false-cjs", "cjs-resolves-to-esm"];
  const flags = ["--profile", "esm-only", ...rules, "--no-color", "--no-emoji", "--format", "ascii"];
  const { stdout, failed } = await promisify(execFile)(process.execPath, [ATTW, tarball, ...flags]).then(
    ({ stdout }) => ({ stdout, failed: false }),
    ({ stdout }) => ({ stdout, failed: true }),
  );
  assert.match(stdout, /seax-dialer v\d/);
  assert.ok(!failed, stdout);
});
