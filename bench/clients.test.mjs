import assert from "node:assert/strict";
import { after, test } from "node:test";
import { UNCHECKED, WALKERS } from "./clients/names.mjs";
import { config } from "./inside/place.mjs";
import { draft } from "./jobs.mjs";
import { startServer } from "./server/start.mjs";

/** @typedef {import("./clients/client.d.ts").Named} Named */
/** @typedef {import("./clients/client.d.ts").Config["fetch"]} Fetch */

/** Several pages for clients that page, with an incomplete last one. */
const CONTACTS = 2_345;

const server = await startServer(CONTACTS);
after(() => server.stop());
const plain = await make("fetch");

/** @param {string} name @param {Fetch} [fetch] */
async function make(name, fetch) {
  /** @type {import("./clients/client.d.ts").Entry} */
  const entry = await import(`./clients/${name}.mjs`);
  return entry.make({ ...config(server.origin), ...(fetch && { fetch }) });
}

for (const name of WALKERS) {
  test(`${name} gives the same rows as everybody`, async () => {
    const client = await make(name);
    assert.deepEqual(await client.phones(), await plain.phones());
    assert.deepEqual(await client.contacts(1_000), await plain.contacts(1_000));
    assert.deepEqual(await client.create(draft), await plain.create(draft));
  });

  test(`${name} gives id, name and phone of a selection`, async () => {
    const client = await make(name);
    const names = await client.names(100);
    assert.deepEqual(names.map(three), (await plain.contacts(100)).map(three));
  });

  test(`${name} walks every contact once`, async () => {
    const client = await make(name);
    /** @type {Named[]} */
    const walked = [];
    await client.walk((contact) => void walked.push(contact));
    assert.deepEqual(walked, await plain.contacts(CONTACTS));
  });

  test(`${name} sends the draft as it is, and the defaults that it knows`, async () => {
    /** @type {object} */
    let sent = {};
    const client = await make(name, async (input, init) => {
      const request = new Request(input, init);
      sent = await request.clone().json();
      return fetch(request);
    });
    await client.create(draft);
    assert.deepEqual({ ...sent, ...draft }, sent);
  });
}

/** The fields of a contact: whether each is required. None may be a number. */
const FIELDS = {
  id: true,
  workspace_id: true,
  name: true,
  contact_labels: true,
  created_time: true,
  updated_time: true,
  phone: false,
  note: false,
  whatsapp_phone: false,
  messenger_psid: false,
  instagram_psid: false,
  line_user_id: false,
  profile_picture_url: false,
  profile_picture_last_synced_at: false,
  profile_picture_source: false,
  contact_field_data: false,
};

/** The fields of a label, all of which are required. */
const LABEL = ["id", "name", "color", "description", "is_system", "created_time", "updated_time"];

for (const name of WALKERS.filter((each) => !UNCHECKED.includes(each))) {
  test(`${name} checks the replies that it is measured with`, async () => {
    const page = await plain.contacts(10);
    /** @param {unknown} reply */
    const answering = (reply) => make(name, async () => Response.json(reply));

    const more = page.map((contact) => ({ ...contact, brand_new: [1, { two: 2 }] }));
    assert.deepEqual(await (await answering({ data: more })).contacts(10), more);
    await assert.rejects((await answering({ data: page, total: "10" })).contacts(10));
    /** @param {object} change to the contact in the middle */
    const changed = async (change) => {
      const data = page.map((contact, row) => (row === 5 ? { ...contact, ...change } : contact));
      return (await answering({ data })).contacts(10);
    };
    for (const [field, required] of Object.entries(FIELDS)) {
      await assert.rejects(changed({ [field]: 7 }), `${field} may be a number`);
      if (required) await assert.rejects(changed({ [field]: undefined }), `${field} may be absent`);
      else await changed({ [field]: null });
    }
    const { contact_labels: labels } = /** @type {{ contact_labels?: object[] }} */ (page[5]);
    for (const field of LABEL) {
      for (const value of [7, undefined]) {
        const contact_labels = labels?.map((label) => ({ ...label, [field]: value }));
        await assert.rejects(changed({ contact_labels }), `a label's ${field} may be ${value}`);
      }
    }
  });

  test(`${name} checks the draft that it is measured with`, async () => {
    const client = await make(name);
    const exclude_contact_ids = [...draft.exclude_contact_ids, "7"];
    await assert.rejects(client.create({ ...draft, exclude_contact_ids }));
    await assert.rejects(client.create({ ...draft, start_time: "2026-07-08T03:15:00" }));
  });
}

/** @param {Named} contact */
function three({ id, name, phone }) {
  return { id, name, phone };
}
