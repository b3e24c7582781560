import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sizes, table, total } from "./sizes.mjs";

/** What a page may have to download, brotli-compressed, in bytes: for calls of one request, and for everything. */
const CORE = 42_800;
const EVERYTHING = 168_600;
/** The data of the calling hours, which is loaded when it is first needed. */
const HOURS = 6_300;

const all = sizes();

test("the core and its JavaScript stay within the download budget", () => {
  const { brotli } = total(all.core);
  assert.ok(brotli <= CORE, `${brotli} bytes are more than ${CORE}\n${table(all)}`);
});

test("everything stays within its budget", () => {
  const { brotli } = total([...all.core, ...all.rest]);
  assert.ok(brotli <= EVERYTHING, `${brotli} bytes are more than ${EVERYTHING}\n${table(all)}`);
});

test("the data of the calling hours stays within its budget", () => {
  const { brotli } = total(all.hours);
  assert.ok(brotli <= HOURS, `${brotli} bytes are more than ${HOURS}\n${table(all)}`);
});

test("the core has no imports, and nothing that is the rest's", () => {
  const bytes = readFileSync(new URL("../../pkg/dist/seax_dialer_core.wasm", import.meta.url));
  assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(bytes)), []);
  const text = bytes.toString("latin1");
  assert.ok(text.includes("has no option"), "words of the core's own");
  assert.ok(!text.includes("launch_without_ticket"), "words of launches");
});

test("the README says how large that is", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  for (const budget of [CORE, EVERYTHING]) {
    assert.match(readme, new RegExp(`below ${budget.toLocaleString("en")} bytes`));
  }
});
