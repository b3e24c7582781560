// Builds the launcher twice: into www/dist for a script tag, with the package's scripts in it and its .wasm files beside it; and
// into pkg/dist/launcher for bundlers, where it shares the package's own entry with everybody who imports that.

import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/** The name of a style sheet's text; esbuild itself does not make texts smaller. */
const minifiedText = {
  name: "minified-text",
  /** @param {import("esbuild").PluginBuild} build */
  setup: (build) => {
    build.onLoad({ filter: /\.css$/ }, async (file) => {
      const { code } = await transform(await readFile(file.path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** The package as its own launcher sees it. */
const ownPackage = {
  name: "own-package",
  /** @param {import("esbuild").PluginBuild} build */
  setup: (build) => {
    build.onResolve({ filter: /^seax-dialer$/ }, () => ({ path: "../web.js", external: true }));
  },
};

/**
 * @param {string} folder
 * @param {string} name the script that a page loads
 * @param {boolean} alone whether there is no package around it
 */
async function bundle(folder, name, alone) {
  await rm(path(folder), { recursive: true, force: true });
  const { outputFiles } = await build({
    entryPoints: { [name]: path("src/shell.ts"), panel: path("src/panel.ts") },
    outdir: path(folder),
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "external",
    chunkNames: "[name]-[hash]",
    define: { WASM_BESIDE: String(alone) },
    plugins: alone ? [minifiedText] : [minifiedText, ownPackage],
    logLevel: "warning",
    write: false,
  });
  await mkdir(path(folder), { recursive: true });
  for (const file of outputFiles) {
    await writeFile(file.path, file.path.endsWith(".js") ? withoutIndents(file.text) : file.text);
  }
}

/**
 * In minified code only templates have indented lines. In HTML such a line break is a space, and none between tags, or at
 * the beginning and end of an element.
 *
 * @param {string} code
 */
function withoutIndents(code) {
  const spaces = [
    /(?<=>) (?=[<`])/g,
    /(?<=`) (?=<)/g,
    /(?<=") (?=>\$\{)/g,
    /(?<=">) (?=\$\{)/g,
    /(?<=\}) (?=<\/)/g,
  ];
  return spaces.reduce((text, space) => text.replaceAll(space, ""), code.replaceAll(/\n +/g, " "));
}

await bundle("dist", "seax-launcher", true);
// What the launcher uses: it neither imports contacts nor reads files.
for (const part of ["core", "rest", "launch", "watch", "hours"]) {
  const name = `seax_dialer_${part}.wasm`;
  await copyFile(path(`../pkg/dist/${name}`), path(`dist/${name}`));
}
await bundle("../pkg/dist/launcher", "launcher", false);
