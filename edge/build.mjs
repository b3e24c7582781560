// Bundles the edge's scripts into pkg/dist/edge: for Workers, and for the servers that mint tokens. `cargo xtask build`
// puts the WebAssembly and its glue into edge/dist first.

import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
const WASM = "seax_edge_bg.wasm";

/** Keeps the module a file of its own, which Workers compile when they are deployed. */
const wasmBeside = {
  name: "wasm-beside",
  /** @param {import("esbuild").PluginBuild} build */
  setup: (build) => {
    build.onResolve({ filter: /\.wasm$/ }, () => ({ path: `./${WASM}`, external: true }));
  },
};

/** Resolves the client's scripts, which the glue imports relative to another folder. */
const clientScripts = {
  name: "client-scripts",
  /** @param {import("esbuild").PluginBuild} build */
  setup: (build) => {
    const filter = /^\.\.\/src\/\w+\.js$/;
    build.onResolve({ filter }, (found) => ({ path: path(`../pkg/${found.path.slice(3)}`) }));
  },
};

const license = await readFile(path("../node_modules/jose/LICENSE.md"), "utf8");
const out = path("../pkg/dist/edge");
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  entryPoints: [path("worker/edge.ts"), path("worker/node.ts")],
  outdir: out,
  bundle: true,
  format: "esm",
  target: "es2022",
  // Names are kept for a Worker's log and the Durable Objects' classes. Deploying minifies.
  charset: "utf8",
  banner: { js: `/*! With jose (https://github.com/panva/jose):\n${license.trim()}\n*/` },
  external: ["cloudflare:workers"],
  plugins: [wasmBeside, clientScripts],
  logLevel: "warning",
});
await copyFile(path(`dist/${WASM}`), `${out}/${WASM}`);
