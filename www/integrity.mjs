// Writes the subresource integrity hash of each launcher file to OUT/integrity.json, for the `integrity` attribute of scripts:
//
//   node www/integrity.mjs FOLDER OUT

import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const [folder = "", out = ""] = process.argv.slice(2);
const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(js|wasm)$/.test(name)).sort();
const entries = await Promise.all(
  names.map(async (name) => {
    const hash = createHash("sha384").update(await readFile(join(folder, name)));
    return [name.replaceAll("\\", "/"), `sha384-${hash.digest("base64")}`];
  }),
);
await writeFile(join(out, "integrity.json"), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
