// Tests that the JSON Schema of drafts agrees with the client's own check.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { before, describe, test } from "node:test";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { createClient } from "seax-dialer";
import { createSandbox } from "seax-dialer/testing";

const path = createRequire(import.meta.url).resolve("seax-dialer/draft.schema.json");
const schema = JSON.parse(await readFile(path, "utf8"));
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false });
formats.default(ajv, ["date-time"]);
const validate = ajv.compile(schema);

const ID = "11111111-2222-4333-8444-555555555555";
const COMMON = {
  name: "Survey",
  phone_ids: [ID],
  start_time: "2026-11-28T09:00:00+08:00",
  end_time: "2026-11-28T21:00:00+08:00",
};
const AI_AGENT = { type: "AI_AGENT", ai_agent_conversation_config_id: ID, ...COMMON };
const VOICE_DROP = { type: "VOICE_DROP", message: "Hello {name}.", ...COMMON };

/** The findings of the client's check about a draft's form. */
const FORM = new Set(["missing_field", "invalid_field", "unknown_field", "time_without_offset"]);

/** @type {import("seax-dialer").SeaxClient} */
let seax;
before(async () => {
  const { config } = await createSandbox({ contacts: 0 });
  seax = await createClient({ ...config });
});

/** @type {[name: string, draft: object][]} */
const DRAFTS = [
  ["an agent's campaign", AI_AGENT],
  ["a voice drop", VOICE_DROP],
  ["a campaign with human agents", { ...COMMON, type: "PROGRESSIVE_DIALER", max_dialers: 5 }],
  [
    "every kind of field",
    {
      ...AI_AGENT,
      max_attempts: 3,
      capture_stt: true,
      timezone: "Asia/Taipei",
      message_variables: { event: "gala" },
      any_contact_label_ids: [ID],
      overwrite_phone_recipient: { type: "AI_AGENT", receiver: ID },
      relative_time_config: {
        timezone: "Asia/Taipei",
        date_contact_field_id: ID,
        delta_days: -1,
        absolute_time: "10:00",
      },
    },
  ],
  ["no type", COMMON],
  ["an unknown type", { ...AI_AGENT, type: "EMAIL" }],
  ["no agent", { ...AI_AGENT, ai_agent_conversation_config_id: undefined }],
  ["an agent of a voice drop", { ...VOICE_DROP, ai_agent_conversation_config_id: ID }],
  ["no name", { ...VOICE_DROP, name: undefined }],
  ["an empty name", { ...VOICE_DROP, name: "" }],
  ["a misspelt field", { ...VOICE_DROP, mesage: "Hello." }],
  ["a time without an offset", { ...VOICE_DROP, end_time: "2026-11-28T21:00:00" }],
  ["a date", { ...VOICE_DROP, end_time: "2026-11-28" }],
  ["an id that is none", { ...VOICE_DROP, phone_ids: ["front desk"] }],
  ["an id for a list", { ...VOICE_DROP, phone_ids: ID }],
  ["no attempts", { ...VOICE_DROP, max_attempts: 0 }],
  ["half an attempt", { ...VOICE_DROP, max_attempts: 1.5 }],
  ["a number as text", { ...VOICE_DROP, max_dialers: "20" }],
  ["a flag as text", { ...VOICE_DROP, is_schedule: "yes" }],
  ["an unknown mode", { ...VOICE_DROP, mode: "FAX" }],
  [
    "a time of day at 25 o'clock",
    {
      ...VOICE_DROP,
      relative_time_config: {
        timezone: "Asia/Taipei",
        date_contact_field_id: ID,
        delta_days: -1,
        absolute_time: "25:00",
      },
    },
  ],
];

describe("the schema and the check agree on", () => {
  for (const [name, draft] of DRAFTS) {
    test(name, async () => {
      const json = JSON.parse(JSON.stringify(draft));
      const { findings } = await seax.campaigns.check(json);
      const wrong = findings.filter(({ code }) => FORM.has(code));
      assert.equal(validate(json), wrong.length === 0, JSON.stringify([validate.errors, wrong], null, 2));
    });
  }
});

test("both kinds of verdict were tried", () => {
  const verdicts = DRAFTS.map(([, draft]) => validate(JSON.parse(JSON.stringify(draft))));
  assert.ok(verdicts.filter(Boolean).length >= 4 && verdicts.filter((valid) => !valid).length >= 15);
});

test("it has every field of a draft, and says what each is for", () => {
  const [agent] = schema.oneOf;
  for (const [field, { description }] of Object.entries(agent.properties)) {
    if (["type", "$schema"].includes(field)) continue;
    assert.ok(description?.endsWith("."), `${field}: ${description}`);
  }
  assert.ok(Object.keys(agent.properties).length > 30);
  assert.ok(validate({ $schema: "./node_modules/seax-dialer/dist/draft.schema.json", ...AI_AGENT }));
});
