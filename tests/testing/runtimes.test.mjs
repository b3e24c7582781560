// Tests the in-process sandbox in every runtime that the package supports.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, posix, relative } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Miniflare } from "miniflare";
import { installed } from "../runtimes/runners/child.mjs";
import { cases } from "./cases.mjs";
import { parse, printedBy } from "./open_page.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const HERE = "tests/testing";
const { exports } = JSON.parse(readFileSync(join(ROOT, "pkg/package.json"), "utf8"));

/** @typedef {Record<string, string | null>} Results */

/** @type {Record<string, () => Promise<Results>>} */
const runtimes = {
  Node: () => program(process.execPath, []),
  Deno: () => program(installed("deno"), ["run", "--no-prompt", "--no-remote", "--allow-read"]),
  Bun: () => program(installed("bun"), ["run", "--no-install"]),
  Chromium: () => printedBy(`/${HERE}/page.mjs`),
  workerd,
};

for (const [name, run] of Object.entries(runtimes)) {
  describe(name, async () => {
    const results = run();
    // Each case reports a rejection.
    results.catch(() => {});
    for (const each of Object.keys(cases)) {
      test(each, async () => assert.equal((await results)[each], null));
    }
  });
}

/**
 * @param {string} path
 * @param {string[]} flags
 */
async function program(path, flags) {
  const script = join(ROOT, HERE, "process.mjs");
  const { stdout } = await promisify(execFile)(path, [...flags, script], { cwd: ROOT, timeout: 600_000 });
  return parse(stdout);
}

async function workerd() {
  const types = /** @type {Record<string, "ESModule" | "CompiledWasm">} */ ({
    ".js": "ESModule",
    ".mjs": "ESModule",
    ".wasm": "CompiledWasm",
  });
  const needed = ["pkg", HERE, "tests/runtimes"]
    .flatMap(files)
    .filter((path) => !/\.test\.|run(ners|\.mjs)|servers/.test(path));
  const modules = needed.flatMap((path) => {
    const type = types[extname(path)];
    return type === undefined || path.endsWith("worker.mjs") ? [] : [{ type, path: join(ROOT, path) }];
  });
  // workerd does not resolve packages, but reads a bare name as a path beside the importing file.
  const aliases = ["seax-dialer", "seax-dialer/testing"].map((name) => ({
    type: /** @type {const} */ ("ESModule"),
    path: join(ROOT, HERE, name),
    contents: `export * from "${posix.relative(posix.dirname(`${HERE}/${name}`), `pkg/${exports[name === "seax-dialer" ? "." : "./testing"].workerd}`)}";`,
  }));
  const main = { type: /** @type {const} */ ("ESModule"), path: join(ROOT, HERE, "worker.mjs") };
  const miniflare = new Miniflare({
    modules: [main, ...modules, ...aliases],
    modulesRoot: ROOT,
    compatibilityDate: "2026-04-01",
  });
  try {
    const reply = await miniflare.dispatchFetch("http://testing/");
    return /** @type {Results} */ (await reply.json());
  } finally {
    await miniflare.dispose();
  }
}

/** @param {string} folder */
function files(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && !item.parentPath.includes("node_modules"))
    .map((item) => relative(ROOT, join(item.parentPath, item.name)).replaceAll("\\", "/"));
}
