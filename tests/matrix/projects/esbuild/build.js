import { cp } from "node:fs/promises";
import { build } from "esbuild";

const all = /** @type {const} */ ({ bundle: true, logLevel: "error" });
await build({ ...all, entryPoints: ["main.js"], outdir: "dist", format: "esm", splitting: true });
for (const [format, file] of /** @type {const} */ ([
  ["esm", "dist/server.mjs"],
  ["cjs", "dist/server.cjs"],
])) {
  await build({ ...all, entryPoints: ["server.js"], outfile: file, format, platform: "node" });
}
for (const name of ["core", "rest"]) {
  const file = `seax_dialer_${name}.wasm`;
  await cp(`node_modules/seax-dialer/dist/${file}`, `dist/${file}`);
}
await cp("index.html", "dist/index.html");
