import assert from "node:assert/strict";
import { test } from "node:test";
import { sizes, table, total } from "./sizes.mjs";

/** What a page may have to download for the client, brotli-compressed, in bytes. */
const BUDGET = 103_000;

test("the wasm and its JavaScript stay within the download budget", () => {
  const rows = sizes();
  const { brotli } = total(rows);
  assert.ok(brotli <= BUDGET, `${brotli} bytes are more than ${BUDGET}\n${table(rows)}`);
});
