// Tests that the minimum versions in the documents are those that the used features need.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { scriptFeatures, since, styleFeatures, wasmFeatures } from "./features.mjs";

const ROOT = new URL("../../", import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, ROOT), "utf8");

/** Features that are used only where available, and what happens without them. */
const OPTIONAL = {
  "javascript.builtins.Symbol.dispose": "the clients have `free`",
  "javascript.builtins.ArrayBuffer.detached": "wasm-bindgen asks whether it is defined",
  "javascript.builtins.Error.captureStackTrace": "called with `?.`: stacks begin a line earlier",
  "api.TransformStream": "for bodies in Node and Deno only",
  "api.ReadableStream.pipeThrough": "for bodies in Node and Deno only",
  "api.WebSocket": "a watch polls without it",
  // Only changes a color.
  "css.properties.accent-color": "the usual color",
  // Matches a method of the launcher, not this one.
  "javascript.builtins.Iterator.take": "a prefetched request is taken",
};

/**
 * @param {Set<string>} features
 * @param {import("./features.mjs").Engine} engine
 * @returns {[version: number, feature: string]} the latest, and what needs it
 */
function newest(features, engine) {
  const needed = [...features].filter((key) => !Object.hasOwn(OPTIONAL, key));
  return needed
    .map((key) => /** @type {[number, string]} */ ([since(key, engine), key]))
    .reduce((one, other) => (other[0] > one[0] ? other : one));
}

/** Converts "16.4" to the format of `since`. @param {string | undefined} text */
const version = (text) => {
  const [major = 0, minor = 0] = (text ?? "").split(".").map(Number);
  return major + minor / 100;
};

const modules = await wasmFeatures(
  readdirSync(new URL("pkg/dist/", ROOT))
    .filter((name) => name.endsWith(".wasm"))
    .map((name) => fileURLToPath(new URL(`pkg/dist/${name}`, ROOT))),
);

/** Returns the features that the client needs if loaded by this entry. @param {string} entry */
const used = (entry) =>
  new Set(
    [entry, "rest.js"].flatMap((name) => [...scriptFeatures(read(`pkg/dist/${name}`))]).concat([...modules]),
  );
const client = used("web.js");

test("the features that are listed are those that one would think of", () => {
  for (const key of [
    "webassembly.fixed-width-SIMD",
    "webassembly.reference-types",
    "javascript.builtins.Object.hasOwn",
    "javascript.classes.private_class_fields",
    "javascript.operators.optional_chaining",
    "javascript.operators.import_meta",
    "webassembly.api.compileStreaming_static",
    "api.AbortController",
    "api.fetch",
  ]) {
    assert.ok(client.has(key), `${key} is not among ${[...client].join(", ")}`);
  }
});

test("the README names the oldest versions that have what the client uses", () => {
  const rows = new Map(
    [...read("README.md").matchAll(/^\| ([A-Z][\w, ]+) \| ([\d.]+) \|$/gm)].map(([, name = "", from]) => [
      name,
      from,
    ]),
  );
  /** @type {[name: string, engine: import("./features.mjs").Engine][]} */
  const engines = [
    ["Chrome, Edge", "chrome"],
    ["Chrome, Edge", "edge"],
    ["Firefox", "firefox"],
    ["Safari", "safari"],
  ];
  for (const [name, engine] of engines) {
    const [needed, feature] = newest(client, engine);
    assert.equal(version(rows.get(name)), needed, `${name} needs ${feature}`);
  }
  // The minimum versions of the others are the oldest that their makers support. They must have all features.
  for (const [name, engine] of /** @type {const} */ ([
    ["Node", "nodejs"],
    ["Deno", "deno"],
    ["Bun", "bun"],
  ])) {
    const features = [...used("node.js")].filter((key) => /^(javascript|webassembly)\./.test(key));
    const [needed, feature] = newest(new Set(features), engine);
    assert.ok(version(rows.get(name)) >= needed, `${name} needs ${needed} for ${feature}`);
  }
  const short = read("pkg/README.md").replaceAll(/\s+/g, " ");
  const [chrome, firefox, safari] = ["Chrome, Edge", "Firefox", "Safari"].map((name) => rows.get(name));
  assert.ok(
    short.includes(
      `Chrome and Edge ${chrome}, Firefox ${firefox}, Safari ${safari}, Node ${rows.get("Node")}`,
    ),
    "pkg/README.md says the same",
  );
});

test("the launcher's guide names the oldest versions that have what the launcher uses", () => {
  const features = new Set(client);
  for (const name of readdirSync(new URL("pkg/dist/launcher", ROOT)).filter((name) => name.endsWith(".js"))) {
    const text = read(`pkg/dist/launcher/${name}`);
    for (const key of [...scriptFeatures(text), ...styleFeatures(text)]) features.add(key);
  }
  const line = read("docs/widget.md").match(
    /^Browsers: Chrome and Edge (\S+), Firefox (\S+), Safari (\S+) and newer/m,
  );
  for (const [place, engine] of /** @type {const} */ ([
    [1, "chrome"],
    [1, "edge"],
    [2, "firefox"],
    [3, "safari"],
  ])) {
    const [needed, feature] = newest(features, engine);
    assert.equal(version(line?.[place]), needed, `${engine} needs ${feature}`);
  }
});
