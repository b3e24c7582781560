// Runs Cloudflare's workerd through Miniflare, with the package's own files as modules, unbundled.

import { readdirSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { entry } from "../entry.mjs";
import { parseLine } from "./lines.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const SCENARIO = "tests/runtimes";
const MAIN = `${SCENARIO}/inside/worker.mjs`;

/** @type {[extension: string, type: "ESModule" | "CompiledWasm"][]} */
const TYPES = [
  [".js", "ESModule"],
  [".mjs", "ESModule"],
  [".wasm", "CompiledWasm"],
];

/** @type {import("../column.mjs").Runner} */
export async function run(task, report) {
  const miniflare = new Miniflare({
    modules: modules(),
    modulesRoot: ROOT,
    compatibilityDate: "2026-04-01",
  });
  try {
    const reply = await miniflare.dispatchFetch("http://scenario/", {
      method: "POST",
      body: JSON.stringify(task),
    });
    if (reply.body === null) throw new Error("the worker gave no reply");
    for await (const line of createInterface(Readable.fromWeb(reply.body))) {
      const result = parseLine(line);
      if (result === null) throw new Error(`the worker said ${line}`);
      report(result);
    }
  } finally {
    await miniflare.dispose();
  }
}

/**
 * The modules for workerd. It does not resolve packages, but reads a bare name as a path beside the importing
 * file. So every folder gets a module with the package's name, which re-exports the package's entry.
 */
function modules() {
  const sources = files(SCENARIO).filter(
    (path) => !/\/(runners|servers)\//.test(path) && path.endsWith(".mjs"),
  );
  const package_ = `pkg/${entry("workerd")}`;
  const folders = new Set(sources.map((path) => posix.dirname(path)));
  const names = Object.entries({ "seax-dialer": package_, "seax-dialer/tickets": "pkg/tickets.js" });
  const places = [...folders].flatMap((folder) =>
    names.map(([name, file]) => ({ path: `${folder}/${name}`, file })),
  );
  const aliases = places.map(({ path, file }) => ({
    type: /** @type {const} */ ("ESModule"),
    path: join(ROOT, path),
    contents: `export * from "${posix.relative(posix.dirname(path), file)}";`,
  }));
  const main = { type: /** @type {const} */ ("ESModule"), path: join(ROOT, MAIN) };
  // Leaves out the sources that the package is built from.
  const built = files("pkg").filter((path) => !/^pkg\/(src|glue)\//.test(path));
  const others = [...sources, ...built].flatMap((path) => {
    const type = TYPES.find(([extension]) => path.endsWith(extension))?.[1];
    return type === undefined || path === MAIN ? [] : [{ type, path: join(ROOT, path) }];
  });
  return [main, ...others, ...aliases];
}

/**
 * @param {string} folder
 * @returns {string[]} the files below it, from the root, with forward slashes
 */
function files(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && !item.parentPath.includes("node_modules"))
    .map((item) => relative(ROOT, join(item.parentPath, item.name)).replaceAll("\\", "/"));
}
