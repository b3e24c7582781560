// The page for the browser: its script, and a bundle for each client, as an app would ship it.

import { rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const BENCH = fileURLToPath(new URL("../", import.meta.url));
const WASM = fileURLToPath(import.meta.resolve("seax-dialer/wasm"));

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>Benchmark</title>
<link rel="icon" href="data:,">
<script type="module" src="/page.js"></script>
`;

/**
 * @param {string[]} names of clients
 * @returns {Promise<string>} its folder, which goes when this process does
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
  // Where the package's entry looks for it: beside the bundle, in `dist`.
  const dist = join(folder, "clients/dist");
  await mkdir(dist, { recursive: true });
  await cp(WASM, join(dist, "seax_dialer_bg.wasm"));
  return folder;
}
