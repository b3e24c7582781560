// How each bundler is used, by its own API and as its guide has it: with nothing for this package but what docs/web.md says.

import { execFile } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const TOOLS = fileURLToPath(new URL("./", import.meta.url));
const require = createRequire(join(TOOLS, "package.json"));
const run = promisify(execFile);

/** @param {string} name @returns {Promise<any>} */
const tool = (name) => import(pathToFileURL(require.resolve(name)).href);

/** @param {string} name */
const version = (name) => require(join(TOOLS, "node_modules", name, "package.json")).version;

/**
 * @typedef {object} Project
 * @property {string} folder with `main.js`, and the package in its node_modules
 * @property {string} out where the result belongs
 */

/**
 * @typedef {object} Builder
 * @property {string} name
 * @property {string} version
 * @property {"page" | "Node" | "server"} place where the result runs; a server serves the page by itself
 * @property {string} [entry] what is built, if not `main.js`
 * @property {string} [needs] what has to be done beside
 * @property {(project: Project) => Promise<{ file: string } | { origin: string, close(): Promise<void> } | undefined>} make
 */

/** @param {string} alias @returns {Builder[]} */
const vite = (alias) => [
  {
    name: "Vite, build",
    version: version(alias),
    place: "page",
    async make({ folder, out }) {
      const { build } = await tool(alias);
      await build({
        root: folder,
        logLevel: "error",
        configFile: false,
        build: { outDir: out, emptyOutDir: true },
      });
      return undefined;
    },
  },
  {
    name: "Vite, dev server",
    version: version(alias),
    place: "server",
    async make({ folder, out }) {
      const { createServer } = await tool(alias);
      const server = await createServer({
        root: folder,
        logLevel: "error",
        configFile: false,
        server: { host: "127.0.0.1", port: 0, hmr: false, ws: false },
      });
      await server.listen();
      return { origin: server.resolvedUrls.local[0], close: () => server.close() };
    },
  },
];

/**
 * @param {"webpack" | "@rspack/core"} name
 * @param {"web" | "node20"} target
 * @returns {Builder}
 */
const webpack = (name, target) => ({
  name: name === "webpack" ? "webpack" : "rspack",
  version: version(name),
  place: target === "web" ? "page" : "Node",
  async make({ folder, out }) {
    const { rspack, default: webpack } = await tool(name);
    const isPage = target === "web";
    const compiler = (rspack ?? webpack)({
      context: folder,
      mode: "production",
      target,
      entry: isPage ? "./main.js" : "./server.js",
      output: { path: out, filename: isPage ? "main.js" : "main.cjs", ...(isPage ? { publicPath: "" } : {}) },
    });
    await new Promise((resolve, reject) => {
      compiler.run((/** @type {Error | null} */ error, /** @type {any} */ stats) => {
        if (error || stats.hasErrors()) reject(error ?? new Error(stats.toString("errors-only")));
        else compiler.close(resolve);
      });
    });
    return isPage ? undefined : { file: join(out, "main.cjs") };
  },
});

/**
 * @param {"esm" | "cjs"} format
 * @param {"page" | "Node"} place
 * @returns {Builder}
 */
const esbuild = (format, place) => ({
  name: `esbuild, ${format === "esm" ? "modules" : "CommonJS"}`,
  version: version("esbuild"),
  place,
  needs: "the .wasm file beside it",
  async make({ folder, out }) {
    const { build } = await tool("esbuild");
    const file = join(out, place === "page" ? "main.js" : format === "esm" ? "main.mjs" : "main.cjs");
    await build({
      entryPoints: [join(folder, place === "page" ? "main.js" : "server.js")],
      outfile: file,
      bundle: true,
      format,
      platform: place === "page" ? "browser" : "node",
      logLevel: "silent",
    });
    await mkdir(join(out, "dist"), { recursive: true });
    const dist = join(folder, "node_modules/seax-dialer/dist");
    await cp(dist, join(out, "dist"), { recursive: true, filter: (path) => !/\.(d\.ts|js|cjs)$/.test(path) });
    return { file };
  },
});

/** @type {Builder[]} */
export const BUILDERS = [
  ...vite("vite-5"),
  ...vite("vite-6"),
  ...vite("vite-7"),
  ...vite("vite-8"),
  webpack("webpack", "web"),
  webpack("webpack", "node20"),
  webpack("@rspack/core", "web"),
  webpack("@rspack/core", "node20"),
  {
    name: "Rollup",
    version: version("rollup"),
    place: "page",
    needs: "@web/rollup-plugin-import-meta-assets",
    async make({ folder, out }) {
      const [{ rollup }, { nodeResolve }, { importMetaAssets }] = await Promise.all([
        tool("rollup"),
        tool("@rollup/plugin-node-resolve"),
        tool("@web/rollup-plugin-import-meta-assets"),
      ]);
      const plugins = [nodeResolve({ browser: true }), importMetaAssets()];
      const bundle = await rollup({ input: join(folder, "main.js"), plugins, onwarn: () => {} });
      await bundle.write({ dir: out, format: "es" });
      return undefined;
    },
  },
  {
    name: "Parcel",
    version: version("parcel"),
    place: "page",
    async make({ folder, out }) {
      const program = join(TOOLS, "node_modules/parcel/lib/bin.js");
      const args = [
        "build",
        "index.html",
        "--dist-dir",
        out,
        "--no-cache",
        "--public-url",
        "./",
        "--no-source-maps",
      ];
      await run(process.execPath, [program, ...args], { cwd: folder });
      return undefined;
    },
  },
  esbuild("esm", "page"),
  esbuild("esm", "Node"),
  esbuild("cjs", "Node"),
];
