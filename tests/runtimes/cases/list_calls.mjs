// List calls: lazy promises of a page, and lazy iterables of all rows.

import { equal, ok, rejection } from "../assert.mjs";
import { iterate } from "../iterate.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const listCalls = {
  "a list call sends nothing until it is awaited or iterated, and each sends its own request": async (t) => {
    const here = await world(t, { contacts: 30 });
    const seax = await here.client();
    const call = seax.contacts.list({ order_by: "name:asc" }, { select: ["id"] });
    const walk = call.batches();
    await new Promise((resolve) => setTimeout(resolve, 20));
    equal((await here.requests()).length, 0, "requests before");
    const page = await call;
    equal((await here.requests()).length, 1, "a page is one request");
    ok((await call) === page, "awaited again, it is the same page");
    equal((await here.requests()).length, 1, "and no further request");
    const { value: batch } = await walk.next();
    // As many rows as have arrived by then.
    ok(batch !== undefined && batch.length > 0, "rows");
    equal((await here.requests()).length, 2, "an iteration has its own request");
    const ids = [];
    for await (const { id } of call) ids.push(id);
    equal(
      ids.slice(0, page.data.length),
      page.data.map(({ id }) => id),
      "rows of both",
    );
    equal((await here.requests()).length, 3, "iterated again, it asks again");
  },

  "a list call is a promise": async (t) => {
    const seax = await (await world(t)).client();
    const call = seax.phones.list({ limit: 1 });
    ok(call instanceof Promise, "of the language's own");
    const [phones, agents] = await Promise.all([call, seax.agents.list({ limit: 1 })]);
    equal([phones.data.length, agents.data.length], [1, 1], "all of several");
    let over = 0;
    const page = await call.finally(() => {
      over += 1;
    });
    equal([over, page], [1, phones], "finally");
    const wrong = seax.contacts.list(/** @type {object} */ ({ labels: [] }));
    equal(await wrong.catch((error) => error.code), "invalid_argument", "catch");
    const failed = await rejection(wrong);
    ok(failed === (await rejection(wrong)), "awaited again, it is the same error");
    const first = await Promise.race([seax.phones.list({ limit: 1 })]);
    equal(first.data.length, 1, "race");
  },

  "a list call that nobody waits for fails nowhere": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    seax.contacts.list(/** @type {object} */ ({ labels: [] }));
    seax.contacts.list({}, { signal: AbortSignal.abort("no") });
    // Gives an unhandled rejection the time to end the process.
    await new Promise((resolve) => setTimeout(resolve, 20));
    equal((await here.requests()).length, 0, "requests");
  },

  "signals end a list call either way, with their reason": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const call = seax.contacts.list({}, { signal: AbortSignal.abort("enough") });
    equal(await rejection(call), "enough", "awaited");
    equal(await rejection(iterate(call).next()), "enough", "iterated");
    await refusal(
      iterate(seax.contacts.list({}, /** @type {object} */ ({ batch: true }))).next(),
      "invalid_argument",
    );
    equal((await here.requests()).length, 0, "requests");
  },
};
