// Builds the page for the browser: its script, and a bundle for each client, as an app would ship it.

import { rmSync } from "node:fs";
import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const BENCH = fileURLToPath(new URL("../", import.meta.url));
const WASM = ["wasm", "wasm/rest", "wasm/launch", "wasm/watch", "wasm/files", "wasm/hours"].map((path) =>
  fileURLToPath(import.meta.resolve(`seax-dialer/${path}`)),
);

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>Benchmark</title>
<link rel="icon" href="data:,">
<script type="module" src="/page.js"></script>
`;

/**
 * @param {string[]} names of clients
 * @returns {Promise<string>} its folder, which is removed when this process exits
 */
export async function buildSite(names) {
  const folder = await mkdtemp(join(tmpdir(), "seax-dialer-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "index.html"), PAGE);
  await build({
    entryPoints: {
      page: join(BENCH, "inside/page.mjs"),
      ...Object.fromEntries(names.map((name) => [`clients/${name}`, join(BENCH, `clients/${name}.mjs`)])),
    },
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "silent",
  });
  // The package's entry loads them from beside the bundle.
  for (const file of WASM) await cp(file, join(folder, "clients", basename(file)));
  return folder;
}
