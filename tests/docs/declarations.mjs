// Parses the package's type declarations, to compare the documents with them.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./programs.mjs";

const FILES = ["pkg/index.d.ts", "pkg/dist/seax_dialer.d.ts"];

const texts = await Promise.all(FILES.map((file) => readFile(join(ROOT, file), "utf8")));
const declarations = texts.join("\n").replaceAll(/\/\*[\s\S]*?\*\//g, "");

/**
 * Returns the field names of an interface or class.
 *
 * @param {string} name
 */
export function fields(name) {
  const body = declarations.match(new RegExp(`\\b(?:interface|class) ${name}\\b[^{]*\\{([^}]*)\\}`))?.[1];
  if (body === undefined) throw new Error(`there is no ${name} in ${FILES.join(" or ")}`);
  return [...body.matchAll(/^\s*(?:readonly )?(\w+)\??:/gm)].map(([, field = ""]) => field);
}

/**
 * Returns the strings of a union type.
 *
 * @param {string} name
 */
export function words(name) {
  const union = declarations.match(new RegExp(`\\btype ${name} =([^;]*);`))?.[1];
  if (union === undefined) throw new Error(`there is no ${name} in ${FILES.join(" or ")}`);
  return [...union.matchAll(/"(\w+)"/g)].map(([, word = ""]) => word);
}

/**
 * Returns the field names of each variant of a union of objects, by its `type`.
 *
 * @param {string} name
 */
export function variants(name) {
  const union = declarations.match(new RegExp(`\\btype ${name} = (\\{.*\\});$`, "m"))?.[1];
  if (union === undefined) throw new Error(`there is no ${name} in ${FILES.join(" or ")}`);
  const found = [...union.matchAll(/\{ type: "(\w+)"; ([^}]*) \}/g)];
  return Object.fromEntries(
    found.map(([, type = "", rest = ""]) => [
      type,
      [...rest.matchAll(/(\w+)\??:/g)].map(([, field = ""]) => field),
    ]),
  );
}
