/// <reference path="../../www/src/files.d.ts" />
// Loads parts of the launcher that need no browser, for tests in Node.

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A module without a place of its own can import files only by their URLs. */
const asItIs = () => ({ path: import.meta.resolve("seax-dialer"), external: true });

/**
 * Bundles and imports a module of www/src, with all its imports except the package, which is imported as it is.
 *
 * @param {string} name
 * @returns {Promise<unknown>}
 */
export async function source(name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../www/src/${name}`, import.meta.url))],
    bundle: true,
    format: "esm",
    // Modules that draw are loaded, too, with lit's build for Node, which needs no document as long as nothing is drawn.
    platform: "node",
    loader: { ".css": "text" },
    write: false,
    plugins: [{ name: "package", setup: (build) => build.onResolve({ filter: /^seax-dialer$/ }, asItIs) }],
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? "")}`);
}
