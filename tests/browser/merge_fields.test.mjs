// Tests that the launcher parses a message's merge fields as the package does: it offers inputs for exactly the
// variables.

import assert from "node:assert/strict";
import { test } from "node:test";
import { preload, renderMessage } from "seax-dialer";
import { source } from "./source.mjs";

const { keysIn, splitAtFields, valuesOf, variablesIn } =
  /** @type {typeof import("../../www/src/panel/merge_fields.js")} */ (await source("panel/merge_fields.ts"));

await preload();

/** Fragments of messages: delimiters of fields, invalid characters, and keys in several spellings. */
const PIECES = [
  "{",
  "{",
  "}",
  "}",
  "\n",
  "\r",
  " ",
  "name",
  "Phone",
  "labels",
  "WhatsApp",
  "seat",
  "Seat",
  "12",
  "é",
  "座",
];

/** A contact without values. */
const NOBODY = { name: "", phone: "" };

/** @param {string} message @param {Record<string, string>} [variables] */
const rendered = (message, variables = {}) =>
  renderMessage({ message, message_variables: variables }, NOBODY);

/** @param {string[]} keys */
const folded = (keys) => keys.map((key) => key.toLowerCase()).toSorted();

/** Messages of up to a dozen fragments, from a fixed seed. */
function* messages() {
  let state = 1;
  const below = (/** @type {number} */ bound) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % bound;
  };
  for (let left = 5_000; left > 0; left -= 1) {
    yield Array.from({ length: 1 + below(12) }, () => PIECES[below(PIECES.length)]).join("");
  }
}

test("the launcher and the package find the same fields, and the same variables", () => {
  let fields = 0;
  for (const message of messages()) {
    const { missing, empty } = rendered(message);
    assert.deepEqual(folded(keysIn(message)), folded([...missing, ...empty]), JSON.stringify(message));
    fields += missing.length;

    const variables = Object.fromEntries(missing.map((key) => [key, "-"]));
    const unfilled = new Set(folded(rendered(message, variables).missing));
    const filled = missing.filter((key) => !unfilled.has(key.toLowerCase()));
    assert.deepEqual(folded(variablesIn(message)), folded(filled), JSON.stringify(message));
  }
  assert.ok(fields > 300, `${fields} fields`);
});

test("a field has the value of a variable in another spelling, as when it is read aloud", () => {
  const variables = { Seat: "12", Row: "C", row: "D" };
  for (const [key, value] of [
    ["seat", "12"],
    ["Row", "C"],
    ["row", "D"],
  ]) {
    assert.equal(valuesOf(variables, key ?? "")[0]?.[1], value);
    assert.equal(rendered(`{${key}}`, variables).text, value);
  }
  assert.deepEqual(valuesOf(variables, "seats"), []);
});

test("a text in parts is the text, with each field in a part of its own", () => {
  for (const message of messages()) {
    const parts = splitAtFields(message);
    assert.equal(parts.map(({ text }) => text).join(""), message);
    const keys = parts.flatMap(({ key }) => key ?? []);
    assert.deepEqual([...new Set(folded(keys))], folded(keysIn(message)), JSON.stringify(message));
  }
});
