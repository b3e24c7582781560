// Resolves which file of the package a runtime loads, by its package.json.

import { readFileSync } from "node:fs";

const PACKAGE = new URL("../../pkg/", import.meta.url);

/**
 * @param {string} condition such as "workerd" or "browser"
 * @returns {string} path below pkg/, such as "web.js"
 */
export function entry(condition) {
  const { exports } = JSON.parse(readFileSync(new URL("package.json", PACKAGE), "utf8"));
  const path = choose(exports["."] ?? exports, new Set([condition, "import", "default"]));
  if (path === undefined) throw new Error(`the package has no entry for ${condition}`);
  return path.replace(/^\.\//, "");
}

/**
 * @param {string | Record<string, unknown>} target
 * @param {Set<string>} conditions
 * @returns {string | undefined}
 */
function choose(target, conditions) {
  if (typeof target === "string") return target;
  for (const [condition, inner] of Object.entries(target)) {
    if (!conditions.has(condition)) continue;
    const path = choose(/** @type {string | Record<string, unknown>} */ (inner), conditions);
    if (path !== undefined) return path;
  }
  return undefined;
}
