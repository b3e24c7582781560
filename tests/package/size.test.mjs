import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sizes, table, total } from "./sizes.mjs";

/** What a page may have to download for the client, brotli-compressed, in bytes. */
const BUDGET = 156_500;

test("the wasm and its JavaScript stay within the download budget", () => {
  const rows = sizes();
  const { brotli } = total(rows);
  assert.ok(brotli <= BUDGET, `${brotli} bytes are more than ${BUDGET}\n${table(rows)}`);
});

test("the README says how large that is", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  assert.match(readme, new RegExp(`stays below ${BUDGET.toLocaleString("en")} bytes`));
});
