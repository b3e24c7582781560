import { cp, readdir } from "node:fs/promises";
import { build } from "esbuild";

const all = /** @type {const} */ ({ bundle: true, logLevel: "error" });
await build({ ...all, entryPoints: ["main.js"], outdir: "dist", format: "esm", splitting: true });
for (const [format, file] of /** @type {const} */ ([
  ["esm", "dist/server.mjs"],
  ["cjs", "dist/server.cjs"],
])) {
  await build({ ...all, entryPoints: ["server.js"], outfile: file, format, platform: "node" });
}
const files = "node_modules/seax-dialer/dist";
for (const file of (await readdir(files)).filter((name) => name.endsWith(".wasm"))) {
  await cp(`${files}/${file}`, `dist/${file}`);
}
await cp("index.html", "dist/index.html");
