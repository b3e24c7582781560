// Invalid drafts, queries and options, which are rejected before anything is sent.

import { createClient } from "seax-dialer";
import { equal, ok } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** @typedef {Record<string, unknown>} Change */

/**
 * A change to a good draft, the argument that the error names, and words of its message.
 *
 * @type {[change: Change, path: string, words: string][]}
 */
const BAD_DRAFTS = [
  [{ name: undefined }, "name", "missing"],
  [{ name: "" }, "name", "empty"],
  [{ name: 7 }, "name", "string"],
  [{ type: undefined }, "type", "missing"],
  [{ type: "AI" }, "type", "AI_AGENT"],
  [{ phone_ids: undefined }, "phone_ids", "missing"],
  [{ phone_ids: [] }, "phone_ids", "at least one"],
  [{ phone_ids: ["+15555550100"] }, "phone_ids[0]", "hexadecimal"],
  [{ start_time: undefined }, "start_time", "missing"],
  [{ start_time: "2026-07-08T03:06:09" }, "start_time", "offset"],
  [{ end_time: "tomorrow" }, "end_time", "offset"],
  [{ end_time: "2001-01-01T00:00:00Z" }, "end_time", "start_time"],
  [{ max_attempts: 0 }, "max_attempts", "1"],
  [{ max_dialers: 0 }, "max_dialers", "1"],
  [{ max_dialers: 2.5 }, "max_dialers", "integer"],
  [{ capture_stt: "yes" }, "capture_stt", "true or false"],
  [{ ai_agent_conversation_config_id: undefined }, "ai_agent_conversation_config_id", "missing"],
  [{ type: "VOICE_DROP" }, "ai_agent_conversation_config_id", "not a field"],
  [{ message_variables: { shop: 7 } }, "message_variables.shop", "string"],
  [{ any_contact_label_ids: ["VIP"] }, "any_contact_label_ids[0]", "hexadecimal"],
  [{ overwrite_phone_recipient: { receiver: "x" } }, "overwrite_phone_recipient.type", "missing"],
  [{ phone_id: "x" }, "phone_id", "phone_ids"],
  [{ maxDialers: 3 }, "maxDialers", "max_dialers"],
];

/** @type {[query: Change, words: string][]} */
const BAD_QUERIES = [
  [{ voiceAvailable: true }, "voice_available"],
  [{ limit: -1 }, "limit"],
  [{ limit: 1.5 }, "limit"],
  [{ limit: "10" }, "limit"],
  [{ enabled: "true" }, "enabled"],
];

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const drafts = {
  "what JSON would leave out of an argument is refused, and nothing is sent": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const good = await goodDraft(seax);
    const ids = ["3fa85f64-5717-4562-b3fc-2c963f66afa6"];
    class Accessor {
      get exclude_contact_ids() {
        return ids;
      }
    }
    class Private {
      #shop = "A";
      shop() {
        return this.#shop;
      }
    }
    const sent = (await here.requests()).length;
    const left = [
      Object.assign(new Accessor(), good),
      { ...good, exclude_contact_ids: () => ids },
      { ...good, exclude_contact_ids: Symbol("ids") },
      Object.assign(Object.create({ exclude_contact_ids: ids }), good),
      { ...good, message_variables: new Map([["shop", "A"]]) },
      { ...good, message_variables: new Private() },
    ];
    for (const draft of left) {
      const wrong = /** @type {any} */ (draft);
      await refusal(seax.campaigns.create(wrong), "invalid_argument");
      await refusal(seax.campaigns.launch(wrong, { onTicket() {}, skipCheck: true }), "invalid_argument");
      await refusal(seax.campaigns.check(wrong), "invalid_argument");
    }
    const query = /** @type {any} */ (new URLSearchParams({ keyword: "Ann" }));
    // Bun's have a JSON form, so that nothing is left out there.
    if (query.toJSON === undefined) await refusal(seax.contacts.list(query), "invalid_argument");
    await refusal(seax.contacts.create(/** @type {any} */ (new Map([["name", "Ann"]]))), "invalid_argument");
    const callingHours = /** @type {any} */ ({ holidays: new Map([["US", ["2026-12-25"]]]) });
    await refusal(seax.campaigns.check(good, { callingHours }), "invalid_argument");
    equal((await here.requests()).length, sent, "requests");

    // Plain in all that counts: without a prototype, of a class with methods only, frozen, or with a date.
    class Methods {
      describe() {}
    }
    const plain = Object.assign(Object.create(null), good, { start_time: new Date() });
    for (const draft of [plain, Object.assign(new Methods(), good), Object.freeze({ ...good })]) {
      ok((await seax.campaigns.check(draft)).findings, "a result");
    }
  },

  "a draft that cannot be is refused, and nothing is sent": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const good = await goodDraft(seax);
    for (const [change, path, words] of BAD_DRAFTS) {
      const draft = JSON.parse(JSON.stringify({ ...good, ...change }));
      const error = await refusal(seax.campaigns.create(draft), "invalid_argument");
      const what = JSON.stringify(change);
      equal(error.path, path, `the path for ${what}`);
      ok(error.message.includes(words), `${what}: "${error.message}" has no "${words}"`);
      equal([error.attempts, error.status], [0, undefined], "attempts and status");
    }
    equal((await here.requests("POST")).length, 0, "creates");
  },

  "an unknown key is answered with the key that was meant": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    for (const [query, words] of BAD_QUERIES) {
      const error = await refusal(seax.phones.list(query), "invalid_argument");
      ok(error.message.includes(words), `${JSON.stringify(query)}: ${error.message}`);
    }
    const error = await refusal(
      seax.phones.list({}, /** @type {object} */ ({ timeout: 5 })),
      "invalid_argument",
    );
    ok(error.message.includes("timeoutMs"), error.message);
    equal((await here.requests()).length, 0, "requests");
  },

  "a list's element with a comma is refused": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const error = await refusal(seax.contacts.list({ exclude_labels: ["DNC", "a,b"] }), "invalid_argument");
    equal(error.path, "exclude_labels[1]", "path");
    equal((await here.requests()).length, 0, "requests");
  },

  "times with an offset and dates are taken": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const draft = await goodDraft(seax);
    const times = [
      ["2099-07-08T03:06:09+08:00", "2099-07-08T03:06:09Z"],
      ["2099-07-08T03:06:09.123456Z", "2099-07-08T04:00:00-00:00"],
      [new Date("2099-01-01T00:00:00Z"), new Date("2099-01-02T00:00:00Z")],
    ];
    for (const [start_time, end_time] of times) {
      const changed = { ...draft, start_time: start_time ?? "", end_time: end_time ?? "" };
      ok((await seax.campaigns.create(changed)).id, `${start_time} to ${end_time}`);
    }
  },

  "an id that is none is refused": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    for (const id of [
      "",
      "1",
      "../phones",
      "448ea794-0368-4604-a56f-f2350229d9e5/x",
      7,
      null,
      undefined,
      {},
    ]) {
      await refusal(seax.campaigns.get(/** @type {string} */ (id)), "invalid_argument");
    }
    equal((await here.requests()).length, 0, "requests");
  },

  "a client that cannot work is refused when it is made": async (t) => {
    const { workspaceId, apiKey, baseUrl } = await world(t);
    const good = { workspaceId, apiKey, baseUrl, dangerouslyAllowBrowser: true };
    /** @type {[change: Change, words: string][]} */
    const bad = [
      [{ workspaceId: "mine" }, "workspaceId"],
      [{ workspaceId: undefined }, "workspaceId"],
      [{ apiKey: undefined }, "apiKey"],
      [{ apiKey: "" }, "apiKey"],
      [{ auth: async () => ({ header: "a", value: "b" }) }, "auth"],
      [{ baseUrl: "seax" }, "baseUrl"],
      [{ baseUrl: "http://seax.seasalt.ai/seax-api" }, "https"],
      [{ baseUrl: "https://user:secret@seax.seasalt.ai" }, "baseUrl"],
      [{ timeoutMs: 0 }, "timeoutMs"],
      [{ timeoutMs: "30" }, "timeoutMs"],
      [{ maxRetries: -1 }, "maxRetries"],
      [{ fetch: "fetch" }, "fetch"],
      [{ timeout: 3 }, "timeoutMs"],
    ];
    for (const [change, words] of bad) {
      const config = /** @type {Parameters<typeof createClient>[0]} */ ({ ...good, ...change });
      const error = await refusal(createClient(config), "invalid_argument");
      ok(error.message.includes(words), `${JSON.stringify(change)}: "${error.message}" has no "${words}"`);
    }
  },
};
