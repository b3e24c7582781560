// Concurrent calls.

import { equal, ok, rejection, until } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const concurrency = {
  "replies that are complete at one moment are each their own call's": async (t) => {
    let open = () => {};
    const gate = new Promise((resolve) => {
      open = () => resolve(undefined);
    });
    let asked = 0;
    const fetch = /** @type {() => Promise<Response>} */ (
      /** @type {unknown} */ (
        async () => {
          asked += 1;
          const body = new TextEncoder().encode(`{"data":[],"total":${asked}}`);
          const headers = new Headers({ "content-length": String(body.length) });
          return { status: 200, headers, arrayBuffer: () => gate.then(() => body.buffer) };
        }
      )
    );
    const seax = await (await world(t)).client({ fetch });
    const pages = Promise.all([seax.phones.list(), seax.agents.list(), seax.labels.list()]);
    await until(async () => asked === 3, "they were asked for");
    open();
    equal(
      (await pages).map(({ total }) => total),
      [1, 2, 3],
      "totals",
    );
  },

  "one client answers many calls at once, each with its own reply": async (t) => {
    const seax = await (await world(t, { contacts: 40 })).client();
    const all = (await seax.contacts.list({ limit: 0, order_by: "phone:asc" })).data;
    const offsets = all.map((_contact, offset) => offset);
    const pages = await Promise.all(
      offsets.map((offset) => seax.contacts.list({ limit: 1, offset, order_by: "phone:asc" })),
    );
    equal(
      pages.map(({ data }) => data[0]?.id),
      all.map(({ id }) => id),
      "contacts in order",
    );
  },

  "one call's failure or abort is not another's": async (t) => {
    const here = await world(t);
    const seax = await here.client({ maxRetries: 0 });
    await here.fault({ kind: "hang", path: "contact_labels" });
    await here.fault({ kind: "status", status: 500, path: "ai_agents" });
    const controller = new AbortController();
    const aborted = rejection(seax.labels.list({}, { signal: controller.signal }));
    const failed = refusal(seax.agents.list(), "server_error");
    const good = Promise.all([seax.phones.list(), seax.contacts.list(), seax.campaigns.list()]);
    const [phones, contacts] = await good;
    ok(phones.data.length > 0 && contacts.data.length > 0, "the others' replies");
    controller.abort("stop");
    equal(await aborted, "stop", "reason");
    await failed;
  },

  "two clients keep their keys apart": async (t) => {
    const [one, two] = [await world(t), await world(t)];
    const [first, second] = [await one.client(), await two.client()];
    const mixed = await one.client({ apiKey: two.apiKey });
    await Promise.all([first.phones.list(), second.phones.list()]);
    await refusal(mixed.phones.list(), "forbidden");
    equal((await two.requests()).length, 1, "requests of the second");
  },

  "creates at once make one campaign each": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const draft = await goodDraft(seax);
    const names = ["one", "two", "three", "four", "five"];
    const made = await Promise.all(names.map((name) => seax.campaigns.create({ ...draft, name })));
    equal(
      made.map(({ name }) => name),
      names,
      "names",
    );
    equal(new Set(made.map(({ id }) => id)).size, names.length, "ids");
    equal((await here.requests("POST")).length, names.length, "creates");
  },

  "an observer may call the client": async (t) => {
    const here = await world(t);
    /** @type {Promise<unknown>[]} */
    const inner = [];
    /** @type {import("../world.mjs").Client | undefined} */
    let seax;
    seax = await here.client({
      onEvent: ({ type, operation }) => {
        if (type === "reply" && operation === "phones.list" && seax) inner.push(seax.labels.list());
      },
    });
    await seax.phones.list();
    equal(inner.length, 1, "calls from the observer");
    await Promise.all(inner);
  },

  "a thousand calls leave the client as it was": async (t) => {
    const here = await world(t);
    const seax = await here.client({ fetch: async () => new Response('{"data":[],"total":0}') });
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => seax.phones.list()));
    }
    equal((await seax.phones.list()).total, 0, "total");
  },
};
