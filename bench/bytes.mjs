// What a bundler ships for the same small app, one that lists contacts and has them checked, with each contestant.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";
import { figure } from "./report/figures.mjs";

const APPS = fileURLToPath(new URL("./apps/", import.meta.url));
const WASM = fileURLToPath(import.meta.resolve("seax-dialer/wasm"));

/** @type {{ contestant: string, app: string, alias?: Record<string, string>, wasm?: boolean }[]} */
const BUNDLES = [
  { contestant: "seax-dialer", app: "seax-dialer", wasm: true },
  { contestant: "fetch", app: "fetch" },
  { contestant: "valibot", app: "valibot" },
  { contestant: "zod", app: "zod" },
  { contestant: "zod-mini", app: "zod", alias: { zod: "zod/mini" } },
  { contestant: "zod-compiled", app: "zod-compiled" },
  { contestant: "openapi-fetch", app: "openapi-fetch" },
];

/** @returns {Promise<import("./report/figures.mjs").Figure[]>} bytes, minified and compressed by brotli */
export async function measureBytes() {
  const figures = BUNDLES.map(async ({ contestant, app, alias = {}, wasm = false }) => {
    const { outputFiles } = await build({
      entryPoints: [`${APPS}${app}.mjs`],
      alias,
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      platform: "browser",
      target: "es2022",
      logLevel: "silent",
    });
    const files = outputFiles.map(({ contents }) => contents);
    if (wasm) files.push(readFileSync(WASM));
    const bytes = files.reduce((sum, file) => sum + compressed(file), 0);
    return figure({ job: "bytes", runtime: "bundle", contestant, measure: "bytes" }, [bytes]);
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
