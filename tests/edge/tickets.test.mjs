// Tests the ticket store in a real Durable Object's storage.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Miniflare } from "miniflare";

const MAIN = `
import { durableTickets } from "./tickets.js";
export class Launches {
  constructor(state) { this.tickets = durableTickets(state.storage); }
  async fetch(request) {
    const { method, key, ticket } = await request.json();
    return Response.json((await this.tickets[method](key, ticket)) ?? null);
  }
}
export default {
  fetch: (request, env) => env.LAUNCHES.get(env.LAUNCHES.idFromName("one")).fetch(request),
};`;

test("a Durable Object's storage keeps tickets, and only one claim of a key wins", async (t) => {
  const tickets = await readFile(new URL("../../pkg/tickets.js", import.meta.url), "utf8");
  const miniflare = new Miniflare({
    modules: [
      { type: "ESModule", path: "main.js", contents: MAIN },
      { type: "ESModule", path: "tickets.js", contents: tickets },
    ],
    compatibilityDate: "2026-04-01",
    durableObjects: { LAUNCHES: "Launches" },
  });
  t.after(() => miniflare.dispose());
  const key = "3bafaa49-9fb6-8f6f-bf0e-047eab5ab3b9";
  const ticket = { key, sent_at: 1_782_000_000_000, draft_digest: "19a35f952c115b7aed76ae00e623ff3a" };
  /** @param {string} method @param {object} [value] */
  const ask = async (method, value) => {
    const body = JSON.stringify({ method, key, ticket: value });
    return (await miniflare.dispatchFetch("http://launches/", { method: "POST", body })).json();
  };
  assert.equal(await ask("load"), null);
  const claims = await Promise.all(Array.from({ length: 20 }, () => ask("claim", ticket)));
  assert.equal(claims.filter((claim) => claim === null).length, 1);
  const later = { ...ticket, sent_at: ticket.sent_at + 1 };
  await ask("save", later);
  assert.deepEqual(await ask("claim", ticket), later);
  await ask("forget", ticket);
  assert.deepEqual(await ask("load"), later, "what another process has stored since stays");
  await ask("forget", later);
  assert.equal(await ask("claim", ticket), null);
});
