// Bundles npm packages as Netlify's build does. Archiving the modules, its next step, needs Netlify's servers.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { ImportMap } from "./node_modules/@netlify/edge-bundler/dist/node/import_map.js";
import { vendorNPMSpecifiers } from "./node_modules/@netlify/edge-bundler/dist/node/npm_dependencies.js";

// The bundle can contain modules only, so the WebAssembly is embedded in one.
const dist = new URL("node_modules/seax-dialer/dist/", import.meta.url);
const wasm = {};
for (const part of ["core", "rest", "launch", "watch", "files", "hours"]) {
  wasm[part] = await readFile(new URL(`seax_dialer_${part}.wasm`, dist), "base64");
}
await writeFile("wasm.js", `export default ${JSON.stringify(wasm)};\n`);

const folder = import.meta.dirname;
await mkdir("bundled", { recursive: true });
const { importMap } = await vendorNPMSpecifiers({
  basePath: folder,
  rootPath: folder,
  directory: `${folder}/bundled`,
  functions: [`${folder}/edge.js`],
  importMap: new ImportMap(),
  environment: "production",
});
await writeFile("bundled/imports.json", JSON.stringify({ imports: importMap.imports }));
