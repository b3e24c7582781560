// Loads parts of the launcher that need no browser, for tests in Node.

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Bundles and imports a module of www/src, with all its imports except the package.
 *
 * @param {string} name
 * @returns {Promise<unknown>}
 */
export async function source(name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../www/src/${name}`, import.meta.url))],
    bundle: true,
    format: "esm",
    write: false,
    external: ["seax-dialer"],
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? "")}`);
}
