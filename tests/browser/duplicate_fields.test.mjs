// Tests every field of a draft: a campaign is created from it and duplicated. The duplicate is the same draft, or lists a gap
// that must be filled before it can be launched.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { startSandbox } from "../runtimes/servers/sandbox.mjs";
import { source } from "./source.mjs";

/** @typedef {Record<string, unknown>} Draft */
/** @typedef {import("../../www/src/panel/plan.js").Gap} Gap */

const { likeCampaign } = /** @type {typeof import("../../www/src/panel/duplicate.js")} */ (
  await source("panel/duplicate.ts")
);
const { toDraft } = /** @type {typeof import("../../www/src/panel/draft.js")} */ (
  await source("panel/draft.ts")
);
const { isComplete, openGaps } = /** @type {typeof import("../../www/src/panel/completeness.js")} */ (
  await source("panel/completeness.ts")
);

const sandbox = await startSandbox();
after(() => sandbox.stop());

const HOUR = 3_600_000;
const FIELD = (/** @type {number} */ place) => `f1e1d000-0000-4000-8000-00000000000${place}`;

/** The gaps that may replace each field which cannot be copied. @type {Record<string, Gap[]>} */
const GAPS = {
  keyword: ["hidden"],
  attach_contact_label_ids: ["hidden"],
  overwrite_phone_recipient: ["hidden"],
  message_variables: ["values"],
  start_time: ["window"],
  end_time: ["window"],
  is_schedule: ["window"],
  mode: ["file"],
  contact_file_url: ["file"],
  contact_field_ids: ["fields"],
  relative_time_config: ["relative"],
  audio_url: ["recording"],
  message: ["recording"],
};

/** The fields that are not compared: a copy has its own name, and the API derives the agent's id from its config's. */
const APART = new Set(["name", "draft_name", "stage", "ai_agent_id"]);

/** The default values of fields. @type {Draft} */
const LEFT_OUT = {
  mode: "WEB",
  is_schedule: false,
  is_timezone_aware: false,
  capture_keypress: false,
  capture_stt: false,
  whatsapp_phone_only: false,
  max_attempts: 1,
  max_dialers: 20,
};

/** The fields that the client fills in. */
const REQUIRED = { mode: "WEB", stage: "INSTANCE", capture_keypress: false, capture_stt: false };

/** A deterministic generator of numbers below 1 (mulberry32). @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A workspace, with a function that calls its API. */
async function workspace() {
  const made = await (
    await fetch(`${sandbox.origin}/_sandbox/workspaces`, {
      method: "POST",
      body: JSON.stringify({ contacts: 60 }),
    })
  ).json();
  const base = `${sandbox.origin}/seax-api/api/v1/workspace/${made.workspace_id}`;
  /**
   * @param {string} path
   * @param {unknown} [body]
   */
  const call = async (path, body) => {
    const headers = { "x-api-key": made.api_key, "content-type": "application/json" };
    const init = body === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(body) };
    const reply = await fetch(`${base}/${path}`, init);
    const text = await reply.text();
    assert.ok(reply.ok, `${path}: ${text} for ${JSON.stringify(body)}`);
    return JSON.parse(text);
  };
  /** @param {string} path @returns {Promise<string[]>} */
  const ids = async (path) => (await call(path)).data.map((/** @type {{ id: string }} */ { id }) => id);
  /** @type {{ id: string, call_recipient?: unknown }[]} */
  const phones = (await call("phones?voice_available=true&enabled=true")).data;
  const agents = (await call("ai_agents?types=SEAX_CALL")).data;
  return {
    call,
    // The API accepts other phones only with the matching recipient.
    phones: phones.filter(({ call_recipient }) => !call_recipient).map(({ id }) => id),
    labels: await ids("contact_labels"),
    contacts: await ids("contacts?limit=20"),
    agents: agents.map(
      (/** @type {{ conversation_config_id: string }} */ agent) => agent.conversation_config_id,
    ),
  };
}

/**
 * A draft with a random choice of all fields.
 *
 * @param {Awaited<ReturnType<typeof workspace>>} place
 * @param {() => number} random
 */
function draftOf(place, random) {
  const some = (/** @type {string[]} */ list) => {
    const chosen = list.filter(() => random() < 0.3);
    return chosen.length > 0 ? chosen : list.slice(0, 1);
  };
  const one = (/** @type {string[]} */ list) => list[Math.floor(random() * list.length)] ?? "";
  const type = one(["AI_AGENT", "VOICE_DROP", "PROGRESSIVE_DIALER"]);
  const mode = one(["WEB", "WEB", "WEB", "EXCEL", "WEBHOOK"]);
  const start = Date.now() + Math.round((24 + random() * 1_000) * HOUR);
  /** @type {Draft} */
  const always = {
    type,
    name: "Original",
    phone_ids: some(place.phones),
    start_time: iso(start),
    end_time: iso(start + Math.round(HOUR * (1 + random() * 90))),
    ...(type === "AI_AGENT" && { ai_agent_conversation_config_id: one(place.agents) }),
    ...(mode !== "WEB" && { mode }),
    ...(mode === "EXCEL" && { contact_file_url: "https://files.example.com/people.csv" }),
  };
  /** @type {Draft} */
  const sometimes = {
    is_schedule: random() < 0.8,
    is_timezone_aware: true,
    timezone: one(["Asia/Taipei", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "UTC"]),
    message: one(["Hello {name}.", "{name}, seat {seat} at {event_name}!", "Good day."]),
    message_variables: { seat: "12A", event_name: "Gala" },
    tts_language: one(["en-US", "zh-TW"]),
    tts_voice: "warm",
    ...(type === "VOICE_DROP" && { audio_url: "https://files.example.com/hello.mp3" }),
    capture_keypress: true,
    capture_stt: true,
    max_attempts: 1 + Math.floor(random() * 12),
    max_dialers: 1 + Math.floor(random() * 600),
    attach_contact_label_ids: some(place.labels),
    contact_field_ids: some([FIELD(1), FIELD(3)]),
    overwrite_phone_recipient: { type: "PHONE_NUMBER", receiver: "+12025550188" },
    ...(mode === "WEB" && {
      all_contact_label_ids: some(place.labels),
      any_contact_label_ids: some(place.labels),
      exclude_contact_ids: some(place.contacts),
      addition_contact_ids: some(place.contacts),
      exclude_any_contact_label_ids: some(place.labels),
      exclude_all_contact_label_ids: some(place.labels),
      keyword: one(["Li", "+1202"]),
      whatsapp_phone_only: true,
    }),
    relative_time_config: {
      timezone: "Asia/Taipei",
      date_contact_field_id: FIELD(3),
      delta_days: -1,
      absolute_time: "09:30",
    },
  };
  const picked = Object.entries(sometimes).filter(() => random() < 0.45);
  return /** @type {Draft} */ ({ ...always, ...Object.fromEntries(picked) });
}

/** Returns a field's value, normalized for comparison. @param {Draft} draft @param {string} field */
function wireValue(draft, field) {
  const value = draft[field] ?? LEFT_OUT[field] ?? "";
  if (/_time$/.test(field)) return Date.parse(String(value));
  if (Array.isArray(value)) return [...value].sort();
  if (typeof value !== "object") return value;
  // A span of 0 is the same as none.
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, part]) => part !== 0));
}

/** Returns the draft as the launcher sends it: with nobody who is both added and excluded. @param {Draft} draft */
function sentOnce({ addition_contact_ids, ...draft }) {
  const [added, out] = /** @type {string[][]} */ ([
    addition_contact_ids ?? [],
    draft.exclude_contact_ids ?? [],
  ]);
  const left = added?.filter((id) => !out?.includes(id)) ?? [];
  return left.length > 0 ? { ...draft, addition_contact_ids: left } : draft;
}

/**
 * Returns the fields in which a duplicate differs, and which no gap lists.
 *
 * @param {Draft} original
 * @param {Draft} campaign
 * @param {import("../../www/src/panel/plan.js").Plan} plan
 */
function lost(original, campaign, plan) {
  const draft = sentOnce(original);
  const copy = /** @type {Draft} */ (/** @type {unknown} */ (toDraft(plan)));
  const fields = new Set([...Object.keys(draft), ...Object.keys(copy)].filter((field) => !APART.has(field)));
  return [...fields].filter((field) => {
    const named = [
      ...(GAPS[field] ?? []),
      ...(/label|contact/.test(field) ? /** @type {Gap[]} */ (["audience", "file"]) : []),
    ];
    if (named.some((gap) => openGaps(plan).includes(gap))) return false;
    // A recording has neither a voice nor merge fields; and without a message, merge fields are not used.
    const silent = plan.message === "" || plan.says === "audio";
    if (silent && /^(tts_|message_variables)/.test(field)) return false;
    // Without a voice or language, the API chooses one, and returns it.
    if (/^tts_/.test(field) && !(field in draft)) return copy[field] !== campaign[field];
    const same = isDeepStrictEqual(wireValue(draft, field), wireValue(copy, field));
    return !same;
  });
}

const iso = (/** @type {number} */ time) => new Date(time).toISOString();

/** @param {Draft} campaign */
function duplicate(campaign) {
  return likeCampaign(
    /** @type {import("seax-dialer").Campaign} */ (/** @type {unknown} */ (campaign)),
    "Copy",
  );
}

test("a duplicate is the same draft, or names what it is not", async () => {
  const place = await workspace();
  for (let seed = 1; seed <= 150; seed += 1) {
    const draft = draftOf(place, numbers(seed));
    const made = await place.call("auto_dialer_campaigns", { ...REQUIRED, ...draft });
    const campaign = await place.call(`auto_dialer_campaigns/${made.id}`);
    const plan = duplicate(campaign);
    assert.deepEqual(lost(draft, campaign, plan), [], `seed ${seed}: ${JSON.stringify(draft)}`);
    assert.ok(!isComplete(plan), `seed ${seed}: what SeaX does not tell is asked for`);
    const everybody = ["any_contact_label_ids", "all_contact_label_ids", "addition_contact_ids"];
    if ((draft.mode ?? "WEB") === "WEB" && !everybody.some((field) => field in draft)) {
      assert.ok(openGaps(plan).includes("audience"), `seed ${seed}: nobody chosen is not everybody`);
      assert.ok(!plan.everybody, `seed ${seed}`);
    }
  }
});

test("what a campaign does not tell is a gap, whichever part of it is missing", async () => {
  const place = await workspace();
  const draft = {
    name: "Original",
    phone_ids: place.phones.slice(0, 1),
    start_time: new Date(Date.now() + 48 * HOUR).toISOString(),
    end_time: new Date(Date.now() + 50 * HOUR).toISOString(),
    type: "VOICE_DROP",
    mode: "EXCEL",
    contact_file_url: "https://files.example.com/people.csv",
    is_schedule: true,
    message: "Seat {seat}",
    message_variables: { seat: "1" },
    contact_field_ids: [FIELD(1)],
    relative_time_config: { timezone: "UTC", date_contact_field_id: FIELD(3) },
  };
  const made = await place.call("auto_dialer_campaigns", { ...REQUIRED, ...draft });
  const campaign = await place.call(`auto_dialer_campaigns/${made.id}`);
  const [field, config] = [campaign.contact_fields[0], campaign.relative_time_config];
  /** @type {[Draft, Gap][]} */
  const untold = [
    [{ contact_file_url: null }, "file"],
    [{ message_variables: undefined }, "values"],
    [{ contact_fields: [{ ...field, id: null }] }, "fields"],
    [{ relative_time_config: { ...config, date_contact_field: null } }, "relative"],
    [{ start_time: null }, "window"],
    [{ start_time: "2020-01-01T00:00:00" }, "window"],
    [{ mode: "WEB", campaign_metadata: null }, "audience"],
    [{ audio: { url: "https://files.example.com/a.mp3" } }, "recording"],
    [{ mode: "NEW" }, "audience"],
    [{ type: "NEW" }, "type"],
  ];
  assert.ok(!untold.some(([, gap]) => duplicate(campaign).gaps.includes(gap)));
  for (const [part, gap] of untold) {
    const plan = duplicate({ ...campaign, ...part });
    assert.ok(openGaps(plan).includes(gap), `${gap}: ${JSON.stringify(part)}`);
    assert.ok(!isComplete(plan), gap);
  }
});

test("a duplicate sends no other zone than its campaign's, unless the operator has seen it", () => {
  const start = Date.now() + 48 * HOUR;
  const like = (/** @type {Draft} */ part) => {
    const campaign = {
      id: FIELD(1),
      name: "Autumn",
      type: "AI_AGENT",
      mode: "WEB",
      is_schedule: true,
      ...part,
    };
    const times = { start_time: iso(start), end_time: iso(start + HOUR) };
    const made = likeCampaign(
      /** @type {import("seax-dialer").Campaign} */ (/** @type {unknown} */ ({ ...campaign, ...times })),
      "Copy",
    );
    return [toDraft(made).timezone, made.seen.includes("schedule")];
  };
  assert.deepEqual(like({ timezone: "Asia/Taipei", is_timezone_aware: true }), ["Asia/Taipei", true]);
  assert.deepEqual(like({ timezone: null, is_timezone_aware: false }), [undefined, true]);
  assert.deepEqual(like({ timezone: "GMT+8", is_timezone_aware: false }), [undefined, true]);
  // By the contacts' clocks, another zone is another time.
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  assert.deepEqual(like({ timezone: "GMT+8", is_timezone_aware: true }), [timeZone, false]);
});
