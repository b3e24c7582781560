// Builds the launcher twice: into www/dist for a script tag, with the package's scripts bundled in and its .wasm files next to
// it; and into pkg/dist/launcher for bundlers, where it imports the package's own entry, as the rest of an app does.

import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/** Loads style sheets as minified text: esbuild does not minify files that it loads as text. */
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

/** Resolves `seax-dialer` to the entry of the package that contains the launcher. */
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
 * @param {boolean} alone whether the build is used without the package
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
 * Replaces line breaks and indentation in HTML templates with one space, and removes that space between tags and at the start
 * and end of elements. Minified code has indented lines only in templates.
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
// The launcher neither imports contacts nor reads files, so it does not need the part `files`.
for (const part of ["core", "rest", "launch", "watch", "hours"]) {
  const name = `seax_dialer_${part}.wasm`;
  await copyFile(path(`../pkg/dist/${name}`), path(`dist/${name}`));
}
await bundle("../pkg/dist/launcher", "launcher", false);
