import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sizes, table, total, used } from "./sizes.mjs";

/** The maximum that a page has to download, brotli-compressed, in bytes, by what it does. */
const BUDGET = {
  calls: 44_700,
  lists: 80_300,
  launches: 160_800,
  imports: 101_000,
  everything: 210_400,
};

const all = sizes();

for (const [use, budget] of Object.entries(BUDGET)) {
  test(`what a page loads for ${use} stays within its budget`, () => {
    const { brotli } = used(all, /** @type {keyof typeof BUDGET} */ (use));
    assert.ok(brotli <= budget, `${brotli} bytes are more than ${budget}\n${table(all)}`);
  });
}

test("the core has no imports, and a part has no words of another one", () => {
  const read = (/** @type {string} */ part) =>
    readFileSync(new URL(`../../pkg/dist/seax_dialer_${part}.wasm`, import.meta.url));
  assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(read("core"))), []);
  const words = {
    core: "has no option",
    rest: "closure invoked recursively",
    launch: "launch_without_ticket",
    watch: "Wait again with its id",
    files: "skipCheck: true",
    hours: ". Allow fewer attempts.",
  };
  const parts = /** @type {(keyof typeof words)[]} */ (Object.keys(words));
  for (const [owner, word] of Object.entries(words)) {
    assert.deepEqual(
      parts.filter((part) => read(part).includes(word)),
      [owner],
      word,
    );
  }
});

test("the README says how large that is", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  for (const budget of Object.values(BUDGET)) {
    assert.ok(readme.includes(`${budget.toLocaleString("en")} `), `the README does not say ${budget}`);
  }
});

test("the guide to the web says what each part takes, to the thousand", () => {
  const guide = readFileSync(new URL("../../docs/web.md", import.meta.url), "utf8");
  for (const part of Object.keys(all)) {
    const { brotli } = total(all[/** @type {keyof typeof all} */ (part)]);
    const row = guide.split("\n").find((line) => line.startsWith(`| \`${part}\``)) ?? "";
    const said = Number(row.match(/([\d,]+) \|$/)?.[1]?.replaceAll(",", ""));
    assert.ok(
      brotli <= said && said - brotli < 1_500,
      `${part} takes ${brotli} bytes, and the guide says ${said}`,
    );
  }
});
