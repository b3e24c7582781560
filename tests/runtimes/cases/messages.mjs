// Messages as recipients hear them, and the parsing of API times.

import { callingHours, missingMergeFields, parseApiTime, preload, renderMessage } from "seax-dialer";
import { equal, ok } from "../assert.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

const ADA = {
  name: "Ada",
  phone: "+12025550100",
  contact_field_data: { Event: "Fair", seats: 2, note: null },
};

/** @param {() => unknown} work */
const thrown = (work) => new Promise((resolve) => resolve(work()));

/** @type {Record<string, import("../execute.mjs").Run>} */
export const messages = {
  "a message is spoken with what is known of the contact": async (t) => {
    await preload();
    await (await world(t)).client();
    const draft = {
      message: "您好 {NAME}: {event}, {seats} seats, {shop}, {note}, {gap}",
      message_variables: { shop: "Ours", gap: " " },
    };
    const spoken = renderMessage(draft, ADA);
    equal(spoken.text, "您好 Ada: Fair, 2 seats, Ours, {note},  ", "text");
    equal([spoken.missing, spoken.empty], [["note"], ["gap"]], "keys");
    const reserved = { message: "{name} {phone} {Labels}", message_variables: { name: "Bob", labels: "x" } };
    equal(renderMessage(reserved, ADA).text, "Ada +12025550100 {Labels}", "reserved names");
    equal(renderMessage({ message: null }, ADA), { text: "", missing: [], empty: [] }, "no message");
  },

  "contacts that would hear a placeholder are listed": async (t) => {
    await preload();
    const seax = await (await world(t)).client();
    const { data } = await seax.contacts.list({ limit: 0 });
    const draft = { message: "Hello {name}, {event_name} is near", any_contact_label_ids: [] };
    const missing = missingMergeFields(draft, data);
    const expected = data.filter(({ contact_field_data: fields }) => !("event_name" in (fields ?? {})));
    ok(expected.length > 0 && expected.length < data.length, "some have it, some don't");
    ok(
      missing.every(({ contact, missing: keys }) => data.includes(contact) && keys.join() === "event_name"),
      "the contacts are those that were given",
    );
    equal(
      missing.map(({ contact }) => contact.id),
      expected.map(({ id }) => id),
      "ids",
    );
    equal(missingMergeFields(draft, []), [], "nobody");
  },

  "contacts may be of any class: they are sent nowhere": async (t) => {
    await preload();
    await (await world(t)).client();
    class Person {
      name = "Ada";
      phone = "+12025550100";
      get fullName() {
        return `${this.name} Lovelace`;
      }
    }
    equal(renderMessage({ message: "Hello {name}" }, new Person()).text, "Hello Ada", "a text");
    equal(missingMergeFields({ message: "Hello {name}" }, [new Person()]), [], "nobody");
    equal((await callingHours([new Person()])).length, 1, "answers");
  },

  "what is no message or no contact is refused": async (t) => {
    await preload();
    await (await world(t)).client();
    const message = "Hello {name}";
    /** @type {[unknown, unknown, string][]} */
    const wrong = [
      [{ message: 7 }, ADA, "message"],
      [{ message, message_variables: { a: 1 } }, ADA, "message_variables.a"],
      ["Hello", ADA, "draft"],
      [{ message }, "Ada", "contact"],
      [{ message }, [ADA], "contact"],
    ];
    for (const [draft, contact, path] of wrong) {
      const render = /** @type {(draft: unknown, contact: unknown) => unknown} */ (renderMessage);
      equal(
        (
          await refusal(
            thrown(() => render(draft, contact)),
            "invalid_argument",
          )
        ).path,
        path,
        "path",
      );
    }
    const list = /** @type {(draft: unknown, contacts: unknown) => unknown} */ (missingMergeFields);
    equal(
      (
        await refusal(
          thrown(() => list({ message }, ADA)),
          "invalid_argument",
        )
      ).path,
      "contacts",
      "path",
    );
    const nulls = thrown(() => list({ message }, [ADA, null]));
    equal((await refusal(nulls, "invalid_argument")).path, "contacts[1]", "path");
  },

  "times without an offset are UTC": async (t) => {
    const seax = await (await world(t)).client();
    /** @type {[string, number][]} */
    const times = [
      ["2025-07-08T03:19:39", 1_751_944_779_000],
      ["2025-07-08T03:19:40.160564", 1_751_944_780_160],
      ["2025-07-08T11:19:39+08:00", 1_751_944_779_000],
      ["2025-07-08T03:19:39Z", 1_751_944_779_000],
      ["2009-01-03T18:15:00", 1_231_006_500_000],
    ];
    for (const [time, moment] of times) equal(parseApiTime(time).getTime(), moment, time);
    ok(Number.isNaN(parseApiTime("soon").getTime()), "what is no time is an invalid Date");
    const [campaign] = (await seax.campaigns.list({ limit: 1 })).data;
    const created = parseApiTime(campaign?.created_time ?? "").getTime();
    ok(created > Date.UTC(2020, 0) && created < Date.now(), `a campaign of the sandbox is of ${created} ms`);
  },
};
