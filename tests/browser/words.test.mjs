// Tests the launcher's texts: the same content in every language, with counts and what to do.

import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./source.mjs";

const { enScreens } = /** @type {typeof import("../../www/src/lang/en_screens.js")} */ (
  await source("lang/en_screens.ts")
);
const { zhTWScreens } = /** @type {typeof import("../../www/src/lang/zh_tw_screens.js")} */ (
  await source("lang/zh_tw_screens.ts")
);
const { enFindings } = /** @type {typeof import("../../www/src/lang/en_findings.js")} */ (
  await source("lang/en_findings.ts")
);

const FACTS = {
  count: 3,
  shown: "3",
  everybody: false,
  placeholder: "{seat}",
  name: "Front desk",
  needed: "9 hr",
  available: "4 hr",
  inHours: false,
  inNewArea: false,
  window: "Nov 29, 9:00 AM – 5:00 PM",
};
const FINDING = { severity: "error", field: "", message: "The package's own English sentence." };

/** Findings that need no action. */
const NOTHING_TO_DO = new Set(["only_a_draft", "audience_elsewhere"]);

for (const [name, words, remedy] of /** @type {const} */ ([
  ["English", enScreens, /[.:)] [A-Z]\w+ /],
  ["Traditional Chinese", zhTWScreens, /請/],
])) {
  test(`every finding says what is wrong and what to do, in ${name}`, () => {
    for (const code of Object.keys(enFindings)) {
      const text = words.finding({ ...FINDING, code }, FACTS);
      assert.notEqual(text, FINDING.message, code);
      if (!NOTHING_TO_DO.has(code)) assert.match(text, remedy, code);
      if (/^(contact_(?!file)|number_|placeholder_|outside_part)/.test(code)) assert.match(text, /3/, code);
      if (code.startsWith("placeholder_")) assert.ok(text.includes("{seat}"), text);
      if (/^(phone_|agent_without|recipient_needed)/.test(code)) assert.ok(text.includes("Front desk"), text);
      if (code === "outside_calling_hours") assert.ok(text.includes(FACTS.window), text);
      if (code === "window_too_short") assert.match(text, /9 hr.*4 hr/);
    }
  });

  test(`a window that is too short within calling hours is not compared with its whole length, in ${name}`, () => {
    const text = words.finding({ ...FINDING, code: "window_too_short" }, { ...FACTS, inHours: true });
    assert.match(text, remedy);
    assert.match(text, /calling hours|可撥打時段/);
    assert.doesNotMatch(text, /4 hr/);
  });

  test(`a number whose area code may be new is not called wrong, in ${name}`, () => {
    const text = words.finding({ ...FINDING, code: "number_improbable" }, { ...FACTS, inNewArea: true });
    assert.match(text, remedy);
    assert.match(text, /area code.*may be new|新的區碼/);
    assert.doesNotMatch(text, /probably|[Ee]xclude|排除/);
  });

  test(`silence is said without naming what a campaign of some type cannot have, in ${name}`, () => {
    const text = words.finding({ ...FINDING, code: "nothing_to_say" }, FACTS);
    assert.match(text, /silence|安靜/);
    assert.doesNotMatch(text, /agent|專員/);
  });

  test(`a start that would call outside calling hours says so, in ${name}`, () => {
    const text = (/** @type {boolean} */ inHours) =>
      words.finding({ ...FINDING, code: "start_not_scheduled" }, { ...FACTS, inHours });
    assert.match(text(true), remedy);
    assert.match(text(true), /outside calling hours|可撥打時段以外/);
    assert.doesNotMatch(text(false), /calling hours|可撥打時段/);
  });

  test(`it is said what to do about people who are added after a split, in ${name}`, () => {
    assert.match(words.splitDone("3"), /added later have to be excluded|之後新增的人必須從每個活動中排除/);
  });

  test(`one contact is told from several, and all from some, in ${name}`, () => {
    const text = (/** @type {Partial<typeof FACTS>} */ facts) =>
      words.finding({ ...FINDING, code: "placeholder_missing" }, { ...FACTS, ...facts });
    assert.match(text({ count: 1, shown: "1" }), /1 (recipient has|人)/);
    assert.doesNotMatch(text({ everybody: true }), /3/);
    // A finding with an unknown code shows the package's message.
    assert.equal(words.finding({ ...FINDING, code: "of_a_later_version" }, FACTS), FINDING.message);
  });
}
