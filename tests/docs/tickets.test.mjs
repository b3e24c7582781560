// Tests the guide's ticket store for SQL, with a fake table that understands the guide's four statements.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { folder, programs } from "./programs.mjs";

const TICKET = {
  key: "071a3db0-ce03-8bf8-9063-54746b6a9a83",
  sent_at: 1,
  draft_digest: "",
  name: "Reminder",
};

test("the guide's SQL store keeps the first of two tickets for a key, and returns it", async () => {
  const { sqlTickets } = await load();
  const store = sqlTickets(database());
  const other = { ...TICKET, sent_at: 2 };
  const claims = await Promise.all([store.claim(TICKET.key, TICKET), store.claim(TICKET.key, other)]);
  assert.deepEqual(claims, [undefined, TICKET]);
  assert.deepEqual(await store.load(TICKET.key), TICKET);
  await store.save(TICKET.key, other);
  assert.deepEqual(await store.load(TICKET.key), other);
  await store.forget(TICKET.key, TICKET);
  assert.deepEqual(await store.load(TICKET.key), other);
  await store.forget(TICKET.key, other);
  assert.equal(await store.load(TICKET.key), undefined);
  assert.equal(await store.claim(TICKET.key, other), undefined);
});

test("the guide's SQL store does not win a claim that it did not store", async () => {
  const { sqlTickets } = await load();
  let forgets = 1;
  const store = sqlTickets(
    database((table, sql) => {
      if (sql.startsWith("SELECT") && forgets-- > 0) table.clear();
    }),
  );
  const other = { ...TICKET, sent_at: 2 };
  assert.equal(await store.claim(TICKET.key, TICKET), undefined);
  assert.equal(await store.claim(TICKET.key, other), undefined);
  assert.deepEqual(await store.load(TICKET.key), other);
});

/**
 * A database with one table, which serializes its transactions.
 *
 * @param {(table: Map<string, string>, sql: string) => void} [meanwhile] what others do before a query
 */
function database(meanwhile) {
  /** @type {Map<string, string>} */
  const table = new Map();
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  /**
   * @param {string} sql
   * @param {string[]} values
   */
  async function query(sql, [key = "", ticket = ""]) {
    meanwhile?.(table, sql);
    const stored = table.get(key);
    if (sql.startsWith("SELECT ticket FROM tickets WHERE key = $1")) return rows(stored);
    if (sql === "DELETE FROM tickets WHERE key = $1 AND ticket = $2") {
      if (stored === ticket) table.delete(key);
      return rows(undefined);
    }
    assert.match(sql, /^INSERT INTO tickets VALUES \(\$1, \$2\) ON CONFLICT /);
    if (sql.includes("DO NOTHING") && stored !== undefined) return rows(undefined);
    table.set(key, ticket);
    return rows(sql.includes("RETURNING ticket") ? ticket : undefined);
  }
  const rows = (/** @type {string | undefined} */ ticket) => (ticket === undefined ? [] : [{ ticket }]);
  return {
    /** @param {(run: typeof query) => Promise<unknown>} work */
    transaction(work) {
      last = last.then(() => work(query));
      return last;
    },
  };
}

/** @returns {Promise<{ sqlTickets(database: unknown): import("seax-dialer/tickets").TicketStore }>} */
async function load() {
  const program = (await programs()).find(({ code }) => code.includes("export function sqlTickets"));
  assert.ok(program);
  const { code } = await transform(program.code, { loader: "ts", format: "esm" });
  const file = join(await folder("tickets", {}), "store.mjs");
  await writeFile(file, code);
  return await import(pathToFileURL(file).href);
}
