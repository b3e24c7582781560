// Replies that do not match the types: unknown fields and values are passed on, invalid ones are rejected
// with their place.

import { equal, ok } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const openness = {
  "a field that the types don't know is handed on": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const values = [
      1,
      -0.5,
      'ü\u0000\ud83d\ude00"\\',
      null,
      true,
      [],
      {},
      { deep: [{ "a/b~c": [1, null, "x"] }] },
    ];
    for (const value of values) {
      await here.fault({ kind: "patch", pointer: "/data/0/brand_new", value });
      const [phone] = (await seax.phones.list()).data;
      equal(Reflect.get(phone ?? {}, "brand_new"), value, "the new field");
      await here.fault({ kind: "patch", pointer: "/brand_new", value });
      equal(Reflect.get(await seax.phones.list(), "brand_new"), value, "the page's new field");
    }
  },

  "an enumeration's value that the types don't know is handed on": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    await here.fault({ kind: "patch", pointer: "/data/0/source", value: "CARRIER_PIGEON" });
    equal((await seax.phones.list()).data[0]?.source, "CARRIER_PIGEON", "source");
    await here.fault({ kind: "patch", pointer: "/data/0/integrations/0/type", value: "SEAX_TELEX" });
    equal((await seax.agents.list()).data[0]?.integrations?.[0]?.type, "SEAX_TELEX", "integration");
    const { id } = await seax.campaigns.create(await goodDraft(seax));
    await here.fault({ kind: "patch", pointer: "/status", value: "NAPPING" });
    equal((await seax.campaigns.get(id)).status, "NAPPING", "status");
  },

  "a misspelled value is refused before anything is sent, unless unknown ones are allowed": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const types = /** @type {import("seax-dialer").IntegrationType[]} */ (
      /** @type {unknown} */ (["SEAX_CALLS"])
    );
    const error = await refusal(seax.agents.list({ types }), "invalid_argument");
    ok(error.message.includes('did you mean "SEAX_CALL"?'), error.message);
    const draft = { ...(await goodDraft(seax)), stage: /** @type {"DRAFT"} */ ("draft") };
    const before = (await here.requests()).length;
    await refusal(seax.campaigns.create(draft), "invalid_argument");
    const { findings } = await seax.campaigns.check(draft);
    ok(
      findings.some(({ field, severity }) => field === "stage" && severity === "error"),
      "a finding",
    );
    equal((await here.requests()).length, before, "requests");
    const open = await here.client({ allowUnknownValues: true });
    // The sandbox does not know it either. Its error shows that the request was sent.
    await refusal(open.agents.list({ types }), "unprocessable");
  },

  "an optional field may be null": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    for (const field of [
      "phone_capability",
      "call_recipient",
      "byoc_trunk",
      "users",
      "keywords",
      "country",
    ]) {
      await here.fault({ kind: "patch", pointer: `/data/0/${field}`, value: null });
      const [phone] = (await seax.phones.list()).data;
      equal(Reflect.get(phone ?? {}, field), null, field);
    }
    await here.fault({ kind: "patch", pointer: "/total", value: null });
    ok((await seax.phones.list()).data.length > 0, "a page without a total");
  },

  "a wrong type in a known field is malformed_reply with its place": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    /** @type {[pointer: string, value: unknown][]} */
    const wrong = [
      ["/data", {}],
      ["/data", null],
      ["/data/0", 5],
      ["/data/0/id", 7],
      ["/data/0/name", null],
      ["/data/0/enabled", "true"],
      ["/data/0/phone_capability", []],
      ["/data/0/phone_capability/voice", 1],
      ["/data/0/users/0", "me"],
      ["/data/0/keywords", {}],
      ["/total", "many"],
    ];
    for (const [pointer, value] of wrong) {
      await here.fault({ kind: "patch", pointer, value });
      const error = await refusal(seax.phones.list(), "malformed_reply");
      equal(error.path, pointer, `the path for ${pointer} = ${JSON.stringify(value)}`);
      ok(error.message.includes(pointer), error.message);
      equal(error.attempts, 1, "attempts");
    }
  },

  "a reply that stops in the middle is a network error": async (t) => {
    const here = await world(t);
    const seax = await here.client({ maxRetries: 0 });
    for (const bytes of [1, 8, 30, 100, 333]) {
      await here.fault({ kind: "cut_json", bytes });
      await refusal(seax.phones.list(), "network");
    }
    // An empty body is malformed, not truncated.
    await here.fault({ kind: "cut_json", bytes: 0 });
    await refusal(seax.phones.list(), "malformed_reply");
    ok((await seax.phones.list()).data.length > 0, "the client goes on");
  },

  "replies that are no JSON are malformed_reply": async (t) => {
    const here = await world(t);
    const bodies = [
      "<html>welcome</html>",
      "",
      " ",
      "null",
      "[]",
      "7",
      '"data"',
      '{"data":[]} x',
      '{"data":[],}',
      '{"data":[01]}',
      '{"data":[{"id":"\ud800"}]}',
      `{"data":${"[".repeat(100_000)}`,
      `${'{"data":'.repeat(5_000)}`,
      new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    ];
    for (const body of bodies) {
      const seax = await here.client({ fetch: async () => new Response(body) });
      await refusal(seax.phones.list(), "malformed_reply");
    }
  },

  "a body in any number of pieces is one reply": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const whole = await seax.phones.list();
    await here.fault({ kind: "trickle", chunk: 700, delay_ms: 1 });
    equal(await seax.phones.list(), whole, "the same phones");
  },

  "a key that is a prototype's name is only a key": async (t) => {
    const here = await world(t);
    const text = '{"data":[],"__proto__":{"polluted":true},"constructor":1,"toString":null}';
    const seax = await here.client({ fetch: async () => new Response(text) });
    const page = await seax.phones.list();
    equal(page.data, [], "data");
    ok(!("polluted" in {}), "Object.prototype stays as it is");
    ok(Object.getPrototypeOf(page) === Object.prototype, "so does the page's prototype");
  },
};
