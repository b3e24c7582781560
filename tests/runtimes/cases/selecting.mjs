// `select`: returns some fields of each row, but validates all of them.

import { equal, ok } from "../assert.mjs";
import { iterate } from "../iterate.mjs";
import { refusal } from "../refusal.mjs";
import { LISTS, resource } from "../resource.mjs";
import { world } from "../world.mjs";

/**
 * @param {Record<string, unknown>[]} rows
 * @param {readonly string[]} fields
 */
const picked = (rows, fields) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => fields.includes(key))));

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const selecting = {
  "a list gives the fields that are selected, and its total": async (t) => {
    const seax = await (await world(t, { contacts: 30 })).client();
    const fields = /** @type {const} */ (["name", "id", "contact_labels", "contact_field_data"]);
    const whole = await seax.contacts.list({ limit: 20 });
    const some = await seax.contacts.list({ limit: 20 }, { select: fields });
    equal(some, { data: picked(whole.data, fields), total: whole.total }, "contacts");
    ok(
      some.data.some(({ contact_labels }) => contact_labels.length > 0),
      "nested fields come whole",
    );
    const none = await seax.contacts.list({ keyword: "nobody is called this" }, { select: ["id"] });
    equal(none, { data: [], total: 0 }, "nobody");
  },

  "what is no list of fields is named, awaited and iterated": async (t) => {
    const seax = await (await world(t)).client();
    for (const select of [[], "name", {}, 5, true, () => ["name"]]) {
      const options = /** @type {{}} */ ({ select });
      for (const call of [
        () => seax.contacts.list({}, options),
        () => iterate(seax.contacts.list({}, options)).next(),
      ]) {
        equal((await refusal(call(), "invalid_argument")).path, "select", String(select));
      }
    }
  },

  "an iteration says the same of invalid options as a list that is awaited": async (t) => {
    const seax = await (await world(t)).client();
    const unreadable = {
      get timeoutMs() {
        throw new Error("nothing to see");
      },
    };
    const signal = { aborted: false, addEventListener: 7 };
    for (const options of [
      () => {},
      7,
      "options",
      { limt: 1 },
      { select: [7] },
      { select: [""] },
      { select: "name" },
      { select: ["nam"] },
      { timeoutMs: 0 },
      { deadlineMs: "1" },
      { maxRetries: 1.5 },
      { signal },
      unreadable,
    ]) {
      const list = () => seax.phones.list({}, /** @type {{}} */ (options));
      const awaited = await refusal(list(), "invalid_argument");
      const iterated = await refusal(iterate(list()).next(), "invalid_argument");
      equal([iterated.message, iterated.path], [awaited.message, awaited.path], String(options));
    }
  },

  "every list can select": async (t) => {
    const seax = await (await world(t)).client();
    const select = /** @type {const} */ (["name", "id"]);
    for (const name of LISTS) {
      const rows = resource(seax, name);
      const whole = (await rows.list()).data;
      equal((await rows.list({}, { select })).data, picked(whole, select), name);
      for (const query of [{}, { limit: 2 }]) {
        let count = 0;
        for await (const row of rows.list(query, { select })) {
          equal(Object.keys(row).sort(), ["id", "name"], `fields of ${name}`);
          count += 1;
        }
        ok(count > 0, `the sandbox has ${name}`);
      }
    }
  },

  "a field that the rows do not have is refused, with the one that was meant": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const select = /** @type {"name"[]} */ (/** @type {unknown} */ (["id", "contactLabels"]));
    const errors = await Promise.all([
      refusal(seax.contacts.list({}, { select }), "invalid_argument"),
      refusal(iterate(seax.contacts.list({}, { select })).next(), "invalid_argument"),
    ]);
    for (const error of errors) {
      equal(error.path, "select", "path");
      ok(error.message.includes("did you mean `contact_labels`?"), error.message);
    }
    for (const odd of [
      [],
      "id",
      7,
      {},
      [7],
      [null],
      [undefined],
      ["id", {}],
      new Proxy([], {
        get: () => {
          throw new Error("nothing to see");
        },
      }),
    ]) {
      const given = /** @type {{ select: "id"[] }} */ (/** @type {unknown} */ ({ select: odd }));
      await refusal(seax.contacts.list({}, given), "invalid_argument");
    }
    await refusal(seax.contacts.list({}, /** @type {object} */ ({ batch: true })), "invalid_argument");
    equal((await here.requests()).length, 0, "requests");
  },

  "what is not selected is checked all the same": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    await here.fault({ kind: "patch", pointer: "/data/3/contact_labels/0", value: 7, times: 2 });
    const error = await refusal(seax.contacts.list({}, { select: ["id"] }), "malformed_reply");
    equal(error.path, "/data/3/contact_labels/0", "path");
    const rows = [];
    const walk = async () => {
      for await (const row of seax.contacts.list({}, { select: ["id"] })) rows.push(row);
    };
    equal((await refusal(walk(), "malformed_reply")).path, "/data/3/contact_labels/0", "path");
    equal(rows.length, 3, "rows before it");
  },
};
