import assert from "node:assert/strict";
import { after, test } from "node:test";
import { config } from "./inside/place.mjs";
import { startServer } from "./server/start.mjs";

/** @typedef {{ id: string, name: string, contact_labels: unknown[], contact_field_data: object }} Contact */

const CONTACTS = 3_456;

const server = await startServer(CONTACTS);
after(() => server.stop());
const { baseUrl, workspaceId, apiKey } = config(server.origin);

/** @param {string} path */
const ask = (path) =>
  fetch(`${baseUrl}/api/v1/workspace/${workspaceId}/${path}`, { headers: { "x-api-key": apiKey } });

/** @param {string} query @returns {Promise<{ data: Contact[], total: number }>} */
const page = async (query) => (await ask(`contacts?${query}`)).json();

const { data: all, total } = await page("limit=0");

test("every contact is there once, and has an id of its own", () => {
  assert.equal(total, CONTACTS);
  assert.equal(all.length, CONTACTS);
  assert.equal(new Set(all.map(({ id }) => id)).size, CONTACTS);
  for (const { id } of all) assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test("a page is the stretch of the list that was asked for", async () => {
  for (const [offset, limit] of [
    [0, 10],
    [0, 2_000],
    [999, 2],
    [1_990, 1_500],
    [3_450, 100],
    [3_456, 10],
  ]) {
    const { data } = await page(`offset=${offset}&limit=${limit}`);
    assert.deepEqual(data, all.slice(offset, Number(offset) + Number(limit)), `${offset} and ${limit}`);
  }
  assert.deepEqual((await page("")).data, all.slice(0, 10));
});

test("contacts look like those of a real workspace", async () => {
  const { byteLength: length } = await (await ask("contacts?limit=0")).arrayBuffer();
  assert.ok(Math.abs(length / CONTACTS - 600) < 60, `${length / CONTACTS} bytes a contact`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant
  const others = all.filter(({ name }) => !/^[\x00-\x7f]*$/.test(name));
  assert.ok(Math.abs(others.length / CONTACTS - 1 / 3) < 0.02, `${others.length} names beyond ASCII`);
  assert.deepEqual([...new Set(all.map((contact) => contact.contact_labels.length))].sort(), [0, 1, 2, 3]);
  assert.ok(all.every((contact) => Object.keys(contact.contact_field_data).length === 3));
});

test("the small reply has 1 kB", async () => {
  const { byteLength } = await (await ask("phones?limit=1")).arrayBuffer();
  assert.ok(Math.abs(byteLength - 1_100) < 200, `${byteLength} bytes`);
});

test("nobody is answered without a key", async () => {
  const { status } = await fetch(`${baseUrl}/api/v1/workspace/${workspaceId}/contacts`);
  assert.equal(status, 401);
});
