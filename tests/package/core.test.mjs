// Compares the declaration of the core's exports, by which the scripts call them, with the core that was built.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url));

test("the scripts call the core's functions with as many arguments as they take", async () => {
  const { instance } = await WebAssembly.instantiate(read("pkg/dist/seax_dialer_core.wasm"));
  const script = read("pkg/src/memory.js").toString();
  const [declaration = ""] = script.split("@typedef {object} Core")[1]?.split("*/") ?? [];
  const declared = [...declaration.matchAll(/@property \{\((.*?)\) => \w+\} (\w+)/g)].map(
    ([, given = "", name]) => [name, given.split(",").filter(Boolean).length],
  );
  const built = Object.entries(instance.exports).flatMap(([name, value]) =>
    typeof value === "function" ? [[name, value.length]] : [],
  );
  const named = new Map(/** @type {[string, number][]} */ (built));
  assert.deepEqual(
    declared.map(([name]) => [name, named.get(/** @type {string} */ (name))]),
    declared,
  );
  assert.ok(declared.length > 10, `only ${declared.length} functions are declared`);
});
