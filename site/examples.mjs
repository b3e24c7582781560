// The documents' programs that run in a page: each is a module, made from its code as it stands.

import { transform } from "esbuild";
import { files, programs } from "../tests/docs/programs.mjs";

/** The modules that a page has, or a stand-in for them: see run/modules.mjs. */
const PRESENT = new Set([
  "seax-dialer",
  "seax-dialer/edge",
  "seax-dialer/testing",
  "seax-dialer/tickets",
  "node:assert/strict",
  "node:fs",
  "node:fs/promises",
  "node:test",
  "node:timers/promises",
]);

const VIRTUAL = "virtual:examples";

/** @typedef {import("../tests/docs/programs.mjs").Program} Program */

/**
 * Why a program has no button, or nothing if it has one.
 *
 * @param {Program} program
 */
export function obstacle({ place, code }) {
  if (place === "browser") return "This example calls your own server, so it does not run here.";
  if (place === "worker") return "This example is a Cloudflare Worker, so it does not run here.";
  const missing = modulesOf(code).find((name) => !PRESENT.has(name));
  return missing && `This example needs ${missing}, which a page does not have.`;
}

/** The names that a program imports from. @param {string} code */
function modulesOf(code) {
  return [...code.matchAll(/^import (?!type )(?:[^"]*? from )?"([^"]+)";$/gm)].map(
    ({ 1: name = "" }) => name,
  );
}

/** Vite's way to them: `virtual:examples` has a loader for each. */
export function examplesPlugin() {
  /** @type {Map<string, Program>} */
  let found = new Map();
  return {
    name: "seax-examples",
    async buildStart() {
      found = new Map(
        (await programs()).filter((program) => !obstacle(program)).map((each) => [each.name, each]),
      );
    },
    /** @param {string} id */
    resolveId(id) {
      return id === VIRTUAL || id.startsWith(`${VIRTUAL}/`) ? `\0${id}` : undefined;
    },
    /** @param {string} id */
    async load(id) {
      if (id === `\0${VIRTUAL}`) {
        const loaders = [...found.keys()].map(
          (name) => `${JSON.stringify(name)}: () => import(${JSON.stringify(`${VIRTUAL}/${name}`)})`,
        );
        return `export const examples = {${loaders}};\nexport const files = ${JSON.stringify(await files())};`;
      }
      const program = found.get(id.slice(`\0${VIRTUAL}/`.length));
      return program && asFunction(program.code);
    },
  };
}

/**
 * A program as a function of what surrounds it, so that it can run more than once.
 *
 * @param {string} text TypeScript
 */
export async function asFunction(text) {
  const { code } = await transform(text, { loader: "ts", format: "esm", target: "es2022" });
  const body = code
    .replaceAll(/^import (?:(\w+),? )?(?:\{([^}]*)\} )?(?:from )?"([^"]+)";$/gm, (_, whole, named, name) => {
      const parts =
        named?.split(",").map((/** @type {string} */ part) => part.trim().replace(" as ", ": ")) ?? [];
      if (whole) parts.push(`default: ${whole}`);
      return `const {${parts.join(", ")}} = await take(${JSON.stringify(name)});`;
    })
    .replaceAll(/^export \{[^}]*\};$/gm, "");
  return `export default async function ({ take, console, process }) {\n${body}\n}`;
}
