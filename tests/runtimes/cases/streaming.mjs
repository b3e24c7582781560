// A list iterated without a `limit`: one reply with all rows, each of which is available as soon as its last byte arrives.

import { equal, ok, rejection, until } from "../assert.mjs";
import { Body, contact, contacts, never, pieces, wait } from "../body.mjs";
import { iterate } from "../iterate.mjs";
import { refusal } from "../refusal.mjs";
import { LISTS, resource } from "../resource.mjs";
import { world } from "../world.mjs";

/**
 * @template T
 * @param {AsyncIterable<T>} rows
 * @param {T[]} [into]
 */
async function gather(rows, into = []) {
  for await (const row of rows) into.push(row);
  return into;
}

/** The order in which contacts are iterated over. */
const CONTACTS = "created_time:asc,phone:asc,name:asc";

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const streaming = {
  "every list can be walked, and gives what the list gives": async (t) => {
    const here = await world(t, { contacts: 30 });
    const seax = await here.client();
    for (const name of LISTS) {
      const rows = resource(seax, name);
      // As an iteration sorts them. Phones cannot be sorted.
      /** @type {Record<string, string>} */
      const orders = { contacts: CONTACTS, labels: "name:asc" };
      const order = name === "phones" ? {} : { order_by: orders[name] ?? "created_time:asc" };
      const listed = (await rows.list({ limit: 0, ...order })).data;
      ok(listed.length > 0, `the sandbox has ${name}`);
      equal(await gather(rows.list()), listed, name);
    }
  },

  "a walk asks once, for all rows": async (t) => {
    const here = await world(t, { contacts: 1_200 });
    const seax = await here.client();
    equal((await gather(seax.contacts.list())).length, 1_200, "contacts");
    const [request, ...others] = await here.requests();
    ok(request && /[?&]?limit=0(&|$)/.test(request.query), `asked for ${request?.query}`);
    equal(others.length, 0, "further requests");
  },

  "rows come before the reply is complete": async (t) => {
    const tag = crypto.randomUUID();
    const seax = await (await world(t)).client({ baseUrl: `${t.hostile}/held/${tag}`, maxRetries: 0 });
    const rows = [];
    for await (const row of seax.contacts.list()) {
      rows.push(row);
      // The server holds the second half of the rows until then.
      if (rows.length === 1) await fetch(`${t.hostile}/release/${tag}`);
    }
    equal(rows, contacts(40), "contacts");
  },

  "batches are arrays of up to 500 rows": async (t) => {
    const body = new Body(pieces(1_700, 100));
    const seax = await (await world(t)).client({ fetch: body.fetch });
    const batches = await gather(seax.contacts.list().batches());
    ok(
      batches.every((batch) => Array.isArray(batch) && batch.length > 0 && batch.length <= 500),
      "sizes",
    );
    equal(batches.flat(), contacts(1_700), "contacts");
    ok(batches.length < 17, `${batches.length} batches for what is there at once`);
  },

  "pieces may end anywhere": async (t) => {
    const here = await world(t);
    const text =
      `\r\n{"x":[{"data":[1]}],"data" :\r\n[${contacts(3).map((row) => JSON.stringify(row, null, 1).replaceAll("\n", "\r\n"))}\r\n] , "total": 3e0, "y":"\\u60a8\\ud83d\\ude00"}\r\n`.replace(
        "3e0",
        "3",
      );
    const bytes = new TextEncoder().encode(text);
    const seed = new Numbers(1);
    for (let round = 0; round < 60; round += 1) {
      const cut = round === 0 ? [...bytes].map((_, place) => [place, place + 1]) : seed.cut(bytes.length);
      const body = new Body(cut.map(([from, to]) => bytes.slice(from, to)));
      const seax = await here.client({ fetch: body.fetch });
      equal(await gather(seax.contacts.list()), contacts(3), `contacts, cut at ${JSON.stringify(cut)}`);
    }
  },

  "a damaged reply in pieces fails where the whole fails": async (t) => {
    const here = await world(t);
    const bytes = new TextEncoder().encode(JSON.stringify({ total: 4, data: contacts(4) }));
    const marks = new TextEncoder().encode('{}[]",:\\0-eu \n\u{1f600}');
    const seed = new Numbers(7);
    let failures = 0;
    for (let round = 0; round < 150; round += 1) {
      const damaged = bytes.slice(0, round % 3 === 0 ? seed.below(bytes.length) : undefined);
      for (let hit = seed.below(3); hit > 0; hit -= 1) {
        damaged[seed.below(damaged.length)] = marks[seed.below(marks.length)] ?? 0;
      }
      const whole = await here.client({ fetch: async () => new Response(damaged.slice()), maxRetries: 0 });
      const cut = seed.cut(damaged.length).map(([from, to]) => damaged.slice(from, to));
      const streamed = await here.client({ fetch: new Body(cut).fetch, maxRetries: 0 });
      /** @type {unknown[]} */
      const rows = [];
      const [one, other] = await Promise.all([
        whole.contacts.list().then(
          ({ data }) => data,
          (error) => error,
        ),
        gather(streamed.contacts.list(), rows).catch((error) => error),
      ]);
      const what = `of ${new TextDecoder().decode(damaged)}`;
      if (one instanceof Error) {
        failures += 1;
        // Invalid UTF-8 fails a whole reply, and of a stream only the batch that contains it.
        if (`${one.message}${other?.message}`.includes("UTF-8")) continue;
        equal(
          [other.code, other.path, other.rows],
          [Reflect.get(one, "code"), Reflect.get(one, "path"), rows.length],
          what,
        );
      } else {
        // An iteration that sees another total requests another page, which is the same reply here.
        equal(rows.slice(0, one.length), one, what);
      }
    }
    ok(failures > 50, `only ${failures} were damaged`);
  },

  "a walk that is left cancels the body": async (t) => {
    const body = new Body(pieces(10_000, 10));
    const seax = await (await world(t)).client({ fetch: body.fetch });
    for await (const row of seax.contacts.list()) if (row.id !== "") break;
    await until(() => body.cancelled, "it is cancelled");
    const { asked } = body;
    await wait(50);
    equal(body.asked, asked, "pieces asked for afterwards");
  },

  "return() takes effect at once, even while a row is awaited": async (t) => {
    const body = new Body(
      (async function* () {
        yield `{"data":[${JSON.stringify(contact(0))}`;
        await never();
      })(),
    );
    const seax = await (await world(t)).client({ fetch: body.fetch });
    const walk = iterate(seax.contacts.list());
    equal((await walk.next()).value, contact(0), "the first");
    const pending = walk.next();
    await wait(20);
    equal(await walk.return(), { done: true }, "return");
    equal(await pending, { done: true }, "the step under way");
    await until(() => body.cancelled, "the body is cancelled");
    equal(await walk.next(), { done: true }, "afterwards");

    const unused = iterate(seax.contacts.list());
    equal(await unused.return(), { done: true }, "before the first step");
    equal(await unused.next(), { done: true }, "after that");
  },

  "an abort cancels the body, with the signal's reason": async (t) => {
    const body = new Body(
      (async function* () {
        yield `{"data":[${JSON.stringify(contact(0))}`;
        await never();
      })(),
    );
    const seax = await (await world(t)).client({ fetch: body.fetch });
    const controller = new AbortController();
    const rows = /** @type {unknown[]} */ ([]);
    const walk = rejection(gather(seax.contacts.list({}, { signal: controller.signal }), rows));
    await until(() => rows.length === 1, "a row before");
    controller.abort("enough");
    equal(await walk, "enough", "reason");
    await until(() => body.cancelled, "the body is cancelled");
  },

  "a slow consumer stops the reading, and is not timed out": async (t) => {
    const body = new Body(pieces(5_000, 50));
    const seax = await (await world(t)).client({ fetch: body.fetch, timeoutMs: 2_000, maxRetries: 0 });
    let count = 0;
    for await (const batch of seax.contacts.list().batches()) {
      // The first wait is longer than the timeout.
      await wait(count === 0 ? 3_000 : 100);
      count += batch.length;
      // At most the rows in hand, those that are ready, and one or two chunks may have been read.
      const read = body.asked * 50;
      ok(read <= count + 800, `${read} were read when ${count} had been given`);
    }
    equal(count, 5_000, "contacts");
  },

  "a reply that breaks off says how many rows came": async (t) => {
    const body = new Body(
      (async function* () {
        yield `{"data":[${contacts(120).map((row) => JSON.stringify(row))}`;
        throw new TypeError("reset");
      })(),
    );
    const seax = await (await world(t)).client({ fetch: body.fetch, maxRetries: 0 });
    /** @type {unknown[]} */
    const rows = [];
    const error = await refusal(gather(seax.contacts.list(), rows), "network");
    equal(rows, contacts(120), "rows");
    equal(error.rows, 120, "rows of the error");
    ok(error.message.includes("after 120 rows"), error.message);
  },

  "no row is lost or given twice when a connection breaks": async (t) => {
    const here = await world(t, { contacts: 900 });
    const seax = await here.client({ maxRetries: 0 });
    await here.fault({ kind: "cut_stream", bytes: 200_000 });
    /** @type {unknown[]} */
    const rows = [];
    const error = await refusal(gather(seax.contacts.list(), rows), "network");
    // A stream that fails discards the chunks that nobody has read yet: on a busy machine, few rows or none may have come.
    ok(rows.length < 900, `${rows.length} rows`);
    equal(error.rows ?? 0, rows.length, "rows");
    const { data } = await seax.contacts.list({ limit: 900, order_by: CONTACTS });
    equal(rows, data.slice(0, rows.length), "rows");
  },

  "a failure before the first row is ridden out": async (t) => {
    const here = await world(t, { contacts: 30 });
    const seax = await here.client();
    await here.fault({ kind: "status", status: 503, headers: { "Retry-After": "0" } });
    await here.fault({ kind: "cut_stream", bytes: 60 });
    equal((await gather(seax.contacts.list())).length, 30, "contacts");
    equal((await here.requests()).length, 3, "requests");
  },

  "silence in the middle is a timeout": async (t) => {
    const body = new Body(
      (async function* () {
        yield `{"data":[${JSON.stringify(contact(0))},`;
        await never();
      })(),
    );
    const seax = await (await world(t)).client({ fetch: body.fetch, timeoutMs: 80 });
    /** @type {unknown[]} */
    const rows = [];
    const error = await refusal(gather(seax.contacts.list(), rows), "timeout");
    equal([rows.length, error.rows, error.attempts], [1, 1, 1], "rows and attempts");
    await until(() => body.cancelled, "the body is cancelled");
  },

  "a walk goes on where a server gives fewer rows than there are": async (t) => {
    const here = await world(t, { contacts: 230, page_cap: 100 });
    const seax = await here.client();
    const order_by = "phone:asc,id:asc";
    const ids = (await gather(seax.contacts.list({ order_by }, { select: ["id"] }))).map(({ id }) => id);
    equal(new Set(ids).size, 230, "contacts");
    equal(ids.length, 230, "rows");
    equal((await here.requests()).length, 3, "requests");
  },
};

/** A deterministic pseudorandom generator (mulberry32). */
class Numbers {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed;
  }

  /** @param {number} bound */
  below(bound) {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  /**
   * Cuts the range from 0 to `length` into random pieces.
   *
   * @param {number} length
   */
  cut(length) {
    const places = Array.from({ length: this.below(9) }, () => this.below(length + 1));
    const borders = [0, ...places.sort((one, other) => one - other), length];
    return borders.slice(1).map((to, place) => [borders[place] ?? 0, to]);
  }
}
