// Iteration over contacts: every contact once; page by page with a `limit`.

import { equal, ok, rejection, until } from "../assert.mjs";
import { iterate } from "../iterate.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const iteration = {
  "a walk over contacts yields everybody once": async (t) => {
    const here = await world(t, { contacts: 450 });
    const seax = await here.client();
    const all = (await seax.contacts.list({ limit: 0 })).data.map(({ id }) => id);
    equal(all.length, 450, "contacts");
    const before = (await here.requests()).length;
    for (const limit of [100, 449, 450, 451]) {
      const ids = [];
      for await (const contact of seax.contacts.list({ limit })) ids.push(contact.id);
      equal(ids.toSorted(), all.toSorted(), `ids, ${limit} a page`);
    }
    ok((await here.requests()).length - before >= 5 + 2 + 1 + 1, "it takes several pages");
  },

  "a walk over contacts goes row by row if it must, from where it is told": async (t) => {
    const seax = await (await world(t, { contacts: 12 })).client();
    const order_by = "phone:asc";
    const all = (await seax.contacts.list({ limit: 0, order_by })).data.map(({ id }) => id);
    for (const [limit, offset] of [
      [1, 0],
      [2, 3],
      [5, 11],
      [5, 12],
    ]) {
      const ids = [];
      for await (const { id } of seax.contacts.list({ order_by, limit: limit ?? 0, offset: offset ?? 0 }))
        ids.push(id);
      equal(ids, all.slice(offset), `ids from ${offset}, ${limit} a page`);
    }
  },

  "a walk over contacts refuses what a page of them refuses, at its first step": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const query = /** @type {object} */ ({ labels: [] });
    await refusal(iterate(seax.contacts.list(query)).next(), "invalid_argument");
    await refusal(
      iterate(seax.contacts.list({}, /** @type {object} */ ({ timeout: 1 }))).next(),
      "invalid_argument",
    );
    equal((await here.requests()).length, 0, "requests");
  },

  "a walk over contacts keeps to the query": async (t) => {
    const seax = await (await world(t, { contacts: 300 })).client();
    const label = (await seax.labels.list({ limit: 0 })).data.find(({ is_system }) => is_system !== true);
    ok(label, "the sandbox has a label");
    const query = { any_contact_label_ids: [label.id], exclude_labels: ["DNC"] };
    const listed = (await seax.contacts.list({ ...query, limit: 0 })).data.map(({ id }) => id);
    const each = [];
    for await (const contact of seax.contacts.list(query)) each.push(contact.id);
    equal(each.toSorted(), listed.toSorted(), "ids");
  },

  "a walk over contacts goes on when the server gives smaller pages than asked for": async (t) => {
    const seax = await (await world(t, { contacts: 120, page_cap: 25 })).client();
    const ids = new Set();
    for await (const contact of seax.contacts.list()) ids.add(contact.id);
    equal(ids.size, 120, "contacts");
  },

  "a walk over contacts yields nobody when nobody matches": async (t) => {
    const seax = await (await world(t)).client();
    for await (const contact of seax.contacts.list({ keyword: "nobody is called this" })) {
      throw new Error(`${contact.name} should not match`);
    }
  },

  "a walk over contacts asks for the next page while one is worked on": async (t) => {
    // Small pages, each of which is read to its end. A large one is read no further than its rows are
    // consumed.
    const crowd = new Crowd(100);
    const seax = await (await world(t)).client({ fetch: crowd.fetch });
    const walk = iterate(seax.contacts.list({ limit: 20 }));
    await walk.next();
    await until(() => crowd.requests > 1, "the next page is asked for");
    await settle();
    equal(crowd.requests, 2, "requests after the first contact");
    await walk.return();
  },

  "a walk over contacts stops asking when the loop is left": async (t) => {
    const crowd = new Crowd(2_000);
    const seax = await (await world(t)).client({ fetch: crowd.fetch });
    for await (const contact of seax.contacts.list({ limit: 500 })) {
      if (contact.id !== "") break;
    }
    await settle();
    ok(crowd.requests <= 2, `${crowd.requests} requests`);
  },

  "a walk over contacts yields nobody twice and loses nobody while others are added": async (t) => {
    const here = await world(t);
    for (const order_by of [undefined, "name:asc", "created_time:desc"]) {
      const crowd = new Crowd(500);
      const before = crowd.ids();
      const seax = await here.client({ fetch: crowd.fetch });
      const query = { limit: 60, ...(order_by === undefined ? {} : { order_by }) };
      const ids = [];
      for await (const contact of seax.contacts.list(query)) {
        ids.push(contact.id);
        if (ids.length % 40 === 0) crowd.add();
      }
      const what = `with ${JSON.stringify(query)}`;
      equal(new Set(ids).size, ids.length, `contacts yielded twice ${what}`);
      const seen = new Set(ids);
      equal(before.filter((id) => !seen.has(id)).length, 0, `contacts lost ${what}`);
    }
  },

  "a walk over contacts loses nobody while others are removed": async (t) => {
    const here = await world(t);
    const crowd = new Crowd(500);
    const seax = await here.client({ fetch: crowd.fetch });
    const ids = [];
    for await (const contact of seax.contacts.list({ limit: 60 })) {
      ids.push(contact.id);
      if (ids.length % 50 === 0) crowd.removeFirst(7);
    }
    equal(new Set(ids).size, ids.length, "contacts yielded twice");
    const seen = new Set(ids);
    equal(crowd.ids().filter((id) => !seen.has(id)).length, 0, "contacts lost");
  },

  "a walk over contacts rides out what passes, and tells what does not": async (t) => {
    const here = await world(t, { contacts: 450 });
    const seax = await here.client();
    await here.fault({ kind: "status", status: 503, headers: { "Retry-After": "0" }, skip: 1 });
    let count = 0;
    for await (const contact of seax.contacts.list({ limit: 100 })) count += contact.id === "" ? 0 : 1;
    equal(count, 450, "contacts");
    await here.fault({ kind: "status", status: 403, skip: 1, times: 0 });
    count = 0;
    const walk = async () => {
      for await (const contact of seax.contacts.list({ limit: 100 })) count += contact.id === "" ? 0 : 1;
    };
    await refusal(walk(), "forbidden");
    equal(count, 100, "contacts of the first page");
  },

  "a walk over contacts stops at an abort with its reason": async (t) => {
    const here = await world(t, { contacts: 450 });
    const seax = await here.client();
    const controller = new AbortController();
    let count = 0;
    const walk = async () => {
      for await (const contact of seax.contacts.list({ limit: 100 }, { signal: controller.signal })) {
        count += contact.id === "" ? 0 : 1;
        if (count === 3) controller.abort("enough");
      }
    };
    equal(await rejection(walk()), "enough", "reason");
    ok(count <= 200, `${count} contacts`);
  },

  "an abort and free() end a walk among rows that have arrived, and after the last one": async (t) => {
    const here = await world(t);
    for (const at of [3, 300]) {
      const controller = new AbortController();
      const seax = await here.client({ fetch: new Crowd(300).fetch });
      let count = 0;
      const walk = async () => {
        for await (const _ of seax.contacts.list({}, { signal: controller.signal })) {
          count += 1;
          if (count !== at) continue;
          await settle();
          controller.abort("enough");
        }
      };
      equal(await rejection(walk()), "enough", "reason");
      equal(count, at, "contacts");

      count = 0;
      const freed = async () => {
        for await (const _ of seax.contacts.list()) {
          count += 1;
          if (count !== at) continue;
          await settle();
          seax.free();
        }
      };
      const { stack = "" } = await refusal(freed(), "client_closed");
      if (t.runtime === "node") ok(stack.includes("freed"), stack);
      equal(count, at, "contacts");
    }
    for (const ends of ["abort", "free"]) {
      const controller = new AbortController();
      const seax = await here.client({ fetch: new Crowd(700).fetch });
      /** @type {number[]} */
      const sizes = [];
      const walk = async () => {
        for await (const batch of seax.contacts.list({}, { signal: controller.signal }).batches()) {
          sizes.push(batch.length);
          await settle();
          if (ends === "abort") controller.abort("enough");
          else seax.free();
        }
      };
      if (ends === "abort") equal(await rejection(walk()), "enough", "reason");
      else await refusal(walk(), "client_closed");
      equal(sizes, [500], "batches");
    }
  },

  "a walk that is left ends quietly after an abort and free()": async (t) => {
    const seax = await (await world(t)).client({ fetch: new Crowd(700).fetch });
    const controller = new AbortController();
    const walk = iterate(seax.contacts.list({}, { signal: controller.signal }));
    await walk.next();
    controller.abort("enough");
    seax.free();
    equal(await walk.return(), { value: undefined, done: true }, "the end");
    equal(await walk.next(), { value: undefined, done: true }, "the end stays");
  },

  "two walks at once don't disturb each other": async (t) => {
    const seax = await (await world(t, { contacts: 250 })).client();
    const counts = await Promise.all(
      [1, 2].map(async () => {
        const ids = new Set();
        for await (const contact of seax.contacts.list({ limit: 50 })) ids.add(contact.id);
        return ids.size;
      }),
    );
    equal(counts, [250, 250], "contacts");
  },
};

/** Lets everything run that is ready: replies of a `Crowd` are there at once. */
async function settle() {
  for (let turns = 20; turns > 0; turns -= 1) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** A server's contacts, to which contacts are added during a read. */
class Crowd {
  /** How many requests it was sent. */
  requests = 0;
  /** @type {{ id: string, name: string, created_time: string }[]} */
  #contacts = [];

  /** @param {number} size */
  constructor(size) {
    for (let each = 0; each < size; each += 1) this.add();
  }

  ids() {
    return this.#contacts.map(({ id }) => id);
  }

  /** @param {number} count of the oldest ones */
  removeFirst(count) {
    this.#contacts.splice(0, count);
  }

  /** Adds a contact with the newest time, and a name that may sort anywhere. */
  add() {
    const count = this.#contacts.length;
    const name = String.fromCharCode(97 + ((count * 7) % 26)) + count;
    const created_time = new Date(Date.UTC(2026, 0, 1) + count).toISOString().slice(0, -1);
    const id = `00000000-0000-4000-8000-${String((count * 7_919) % 1_000_003).padStart(12, "0")}`;
    this.#contacts.push({ id, name, created_time });
  }

  fetch = async (/** @type {Request} */ request) => {
    this.requests += 1;
    const query = new URL(request.url).searchParams;
    const order = (query.get("order_by") ?? "created_time:desc").split(",").map((pair) => pair.split(":"));
    const sorted = this.#contacts.toSorted((left, right) => compare(left, right, order));
    const [offset, limit] = [Number(query.get("offset") ?? 0), Number(query.get("limit") ?? 10)];
    const rows = sorted.slice(offset, limit === 0 ? undefined : offset + limit);
    const data = rows.map((row) => ({
      ...row,
      workspace_id: "00000000-0000-4000-8000-000000000000",
      phone: "+15555550100",
      contact_labels: [],
      updated_time: row.created_time,
    }));
    return Response.json({ data, total: sorted.length });
  };
}

/**
 * @param {Record<string, string>} left
 * @param {Record<string, string>} right
 * @param {string[][]} order pairs of a field and a direction
 */
function compare(left, right, order) {
  for (const [field = "", direction] of order) {
    const [one, two] = [left[field] ?? "", right[field] ?? ""];
    if (one !== two) return (one < two ? -1 : 1) * (direction === "desc" ? -1 : 1);
  }
  return 0;
}
