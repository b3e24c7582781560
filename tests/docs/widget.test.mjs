// Tests that the launcher's table, its custom elements manifest, its types and its code agree.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { textOf } from "./programs.mjs";

const SOURCE = new URL("../../www/src/", import.meta.url);

/** @typedef {{ name: string, kind?: string, description: string, default?: string }} Entry */
/** @typedef {Record<"attributes" | "members" | "events" | "cssProperties" | "cssParts" | "slots", Entry[]>} Declaration */

const [guide, types, text] = await Promise.all(
  ["docs/widget.md", "pkg/launcher.d.ts", "www/custom-elements.json"].map(textOf),
);
const manifest = JSON.parse(text ?? "");
const declaration = /** @type {Declaration} */ (manifest.modules[0].declarations[0]);
const code = await sources();

test("the guide's table says what the manifest says, in its words and order", () => {
  const rows = [...(guide ?? "").matchAll(/^\| ([a-zCS ]+) \| (.+?) \| (.+) \|$/gm)]
    .map(([, kind, name, what]) => [kind, name, what])
    .filter(([kind]) => kind !== "kind");
  const { attributes, members, events, cssProperties, cssParts } = declaration;
  const ofKind = (/** @type {string} */ kind) => members.filter((member) => member.kind === kind);
  const told = (/** @type {Entry} */ entry) =>
    entry.default ? `${entry.description} Default: \`${entry.default}\`.` : entry.description;
  const list = (
    /** @type {string} */ kind,
    /** @type {Entry[]} */ entries,
    around = (/** @type {string} */ name) => name,
  ) => entries.map((entry) => [kind, `\`${around(entry.name)}\``, told(entry)]);
  assert.deepEqual(rows, [
    ...list("attribute", attributes),
    ...list("property", ofKind("field")),
    ...list("method", ofKind("method"), (name) => `${name}()`),
    ...list("event", events),
    ...list("CSS property", cssProperties),
    ...list("part", cssParts, (name) => `::part(${name})`),
    ["slot", "the default one", declaration.slots[0]?.description],
  ]);
});

test("the manifest has every property, method and event of the types", () => {
  const body = types?.match(/interface SeaxLauncher extends HTMLElement \{([\s\S]*?)\n\}/)?.[1] ?? "";
  const members = [...body.matchAll(/^ {2}(\w+)(?:: |\(\): )/gm)].map(([, name]) => name);
  same(names(declaration.members), members);
  const events = [...(types ?? "").matchAll(/^ {2}"(seax-\w+)": /gm)].map(([, name]) => name);
  same(names(declaration.events), events);
});

test("the manifest has what the code has, and no more", () => {
  const sent = [...code.matchAll(/(?:announce|CustomEvent)\("(seax-\w+)"/g)].map(([, name]) => name);
  same(names(declaration.events), sent);
  const styles = [...code.matchAll(/var\((--seax-\w+), ?([^;)]*)/g)];
  same(
    names(declaration.cssProperties),
    styles.map(([, name]) => name),
  );
  for (const { name, default: value = "" } of declaration.cssProperties) {
    assert.ok(
      styles.some(([, used, left = ""]) => used === name && left.startsWith(value)),
      name,
    );
  }
  const parts = [...code.matchAll(/ part="(\w+)"/g)].map(([, name]) => name);
  const set = [...code.matchAll(/(?:\.part = |"part", )"(\w+)"/g)].map(([, name]) => name);
  same(names(declaration.cssParts), [...parts, ...set]);
  const handed = code.match(/"exportparts", "([^"]*)"/)?.[1]?.split(", ") ?? [];
  same(
    names(declaration.cssParts).filter((name) => name !== "button"),
    handed,
  );
  const read = [
    ...code.matchAll(/(?:(?:getAttribute|#of)\("|closest<HTMLElement>\("\[(?!data-))([\w-]+)/g),
  ].map(([, name]) => name);
  // Frameworks on a server write the property `workspaceId` as an attribute of that name.
  const attributes = read.filter((name) => name !== "workspaceId");
  same(names(declaration.attributes), [...attributes, "id"]);
});

/** Returns all of the launcher's code and styles. */
async function sources() {
  const files = (await readdir(SOURCE, { recursive: true })).filter((name) => /\.(ts|css)$/.test(name));
  return (await Promise.all(files.map((name) => readFile(new URL(name, SOURCE), "utf8")))).join("\n");
}

/** @param {Entry[]} entries */
function names(entries) {
  return entries.map(({ name }) => name);
}

/**
 * @param {(string | undefined)[]} left
 * @param {(string | undefined)[]} right
 */
function same(left, right) {
  assert.deepEqual([...new Set(left)].sort(), [...new Set(right)].sort());
}
