import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { files, NPM, pack, Scratch } from "./scratch.mjs";

const PACKAGE = fileURLToPath(new URL("../../pkg/", import.meta.url));
const execute = promisify(execFile);
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
  const { stdout } = await execute(NPM, flags, { cwd: PACKAGE });
  const told = JSON.parse(stdout);
  const { id } = told["seax-dialer"] ?? told;
  assert.match(id, /^seax-dialer@\d+\.\d+\.\d+/);
});

/** Makes a folder for one test. */
async function temporary() {
  const folder = await mkdtemp(join(tmpdir(), "seax-dialer-"));
  after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test("npm installs what the other tests unpack, and links the program", async () => {
  const folder = await temporary();
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  const quiet = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  await execute(NPM, ["install", ...quiet, await pack(folder)], { cwd: folder });
  const scratch = await Scratch.make(after);
  const [installed, unpacked] = [join(folder, "node_modules"), join(scratch.folder, "node_modules")];
  const names = (await files(installed)).filter((name) => name !== ".package-lock.json");
  assert.deepEqual(names.sort(), (await files(unpacked)).sort());
  for (const modules of [installed, unpacked]) {
    const linked = await realpath(join(modules, ".bin/seax-dialer"));
    assert.equal(linked, join(await realpath(modules), "seax-dialer/bin/seax-dialer.js"));
    await execute(linked, ["--version"]);
  }
});

test("the types are right in every way of resolving modules that has ESM", async () => {
  const tarball = await pack(await temporary());
  // The types for `require` are CommonJS on purpose: see `isOfRequire`.
  const rules = ["--ignore-rules", "false-cjs", "cjs-resolves-to-esm"];
  const flags = ["--profile", "esm-only", ...rules, "--no-color", "--no-emoji", "--format", "ascii"];
  const { stdout, failed } = await execute(process.execPath, [ATTW, tarball, ...flags]).then(
    ({ stdout }) => ({ stdout, failed: false }),
    ({ stdout }) => ({ stdout, failed: true }),
  );
  assert.match(stdout, /seax-dialer v\d/);
  assert.ok(!failed, stdout);
});
