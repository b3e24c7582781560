// Measures what a bundler ships with each client for the same small app, which lists contacts and validates
// them.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";
import { figure } from "./report/figures.mjs";

const APPS = fileURLToPath(new URL("./apps/", import.meta.url));
const WASM = fileURLToPath(import.meta.resolve("seax-dialer/wasm"));

/** @type {{ client: string, app: string, alias?: Record<string, string>, wasm?: boolean }[]} */
const BUNDLES = [
  { client: "seax-dialer", app: "seax-dialer", wasm: true },
  { client: "fetch", app: "fetch" },
  { client: "valibot", app: "valibot" },
  { client: "zod", app: "zod" },
  { client: "zod-mini", app: "zod", alias: { zod: "zod/mini" } },
  { client: "zod-compiled", app: "zod-compiled" },
  { client: "openapi-fetch", app: "openapi-fetch" },
];

/** @returns {Promise<import("./report/figures.mjs").Figure[]>} bytes, minified and compressed by brotli */
export async function measureBytes() {
  const figures = BUNDLES.map(async ({ client, app, alias = {}, wasm = false }) => {
    const { outputFiles } = await build({
      entryPoints: [`${APPS}${app}.mjs`],
      alias,
      bundle: true,
      minify: true,
      write: false,
      // Excludes what is loaded on demand.
      splitting: true,
      outdir: "bundle",
      format: "esm",
      platform: "browser",
      target: "es2022",
      logLevel: "silent",
    });
    const first = outputFiles.filter(({ path }) => !/[\\/]rest-\w+\.js$/.test(path));
    const files = first.map(({ contents }) => contents);
    if (wasm) files.push(readFileSync(WASM));
    const bytes = files.reduce((sum, file) => sum + compressed(file), 0);
    return figure({ job: "bytes", runtime: "bundle", client, measure: "bytes" }, [bytes]);
  });
  return Promise.all(figures);
}

/** @param {Uint8Array} bytes */
function compressed(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length;
}
