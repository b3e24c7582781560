// Every operation, with each of its parameters.

import { equal, ok } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { world } from "../world.mjs";

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const operations = {
  "phones.list gives phones with their parts": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const query = { offset: 0, limit: 5, is_owned: false, enabled: true, voice_available: true };
    const { data, total } = await seax.phones.list(query);
    ok(data.length > 0 && data.length <= 5, `${data.length} phones`);
    ok(typeof total === "number" && total >= data.length, `a total of ${total}`);
    for (const phone of data) {
      equal(phone.phone_capability?.voice, true, "voice");
      equal(phone.enabled, true, "enabled");
      equal(typeof phone.id, "string", "id");
      ok(Array.isArray(phone.users) && Array.isArray(phone.keywords), "a phone has its users and keywords");
    }
    equal(await lastQuery(here), {
      offset: "0",
      limit: "5",
      is_owned: "false",
      enabled: "true",
      voice_available: "true",
    });
  },

  "phones.list keeps to each filter": async (t) => {
    const seax = await (await world(t)).client();
    for (const voice_available of [true, false]) {
      for (const enabled of [true, false]) {
        const { data } = await seax.phones.list({ voice_available, enabled, limit: 0 });
        for (const phone of data) {
          equal(phone.phone_capability?.voice ?? false, voice_available, "voice");
          equal(phone.enabled, enabled, "enabled");
        }
      }
    }
  },

  "contacts.list sends every parameter as the API spells it": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const [labels, contacts] = [await seax.labels.list(), await seax.contacts.list()];
    const [first, second] = [labels.data[0]?.id, labels.data[1]?.id];
    const contact = contacts.data[0]?.id;
    ok(first && second && contact, "the sandbox has two labels and a contact");
    await seax.contacts.list({
      offset: 1,
      limit: 2,
      keyword: "A+B & C=ü",
      whatsapp_phone: "+18111222333",
      all_contact_label_ids: [first, second],
      any_contact_label_ids: [second, first],
      exclude_contact_ids: [contact],
      exclude_any_contact_label_ids: [first],
      exclude_all_contact_label_ids: [first, second],
      addition_contact_ids: [contact],
      order_by: ["phone:asc", "created_time:desc", "name:asc"],
      exclude_labels: ["DNC", "invalid number", "unreachable"],
      whatsapp_phone_only: false,
      phone_only: true,
    });
    equal(await lastQuery(here), {
      offset: "1",
      limit: "2",
      keyword: "A+B & C=ü",
      whatsapp_phone: "+18111222333",
      all_contact_label_ids: `${first},${second}`,
      any_contact_label_ids: `${second},${first}`,
      exclude_contact_ids: contact,
      exclude_any_contact_label_ids: first,
      exclude_all_contact_label_ids: `${first},${second}`,
      addition_contact_ids: contact,
      order_by: "phone:asc,created_time:desc,name:asc",
      exclude_labels: "DNC,invalid number,unreachable",
      whatsapp_phone_only: "false",
      phone_only: "true",
    });
  },

  "contacts.list chooses by label": async (t) => {
    const seax = await (await world(t, { contacts: 60 })).client();
    const labels = (await seax.labels.list({ limit: 0 })).data;
    const label = labels.find((each) => each.is_system !== true);
    ok(label, "the sandbox has a label");
    const chosen = await seax.contacts.list({ any_contact_label_ids: [label.id], limit: 0 });
    ok(chosen.data.length > 0, "contacts carry the label");
    for (const contact of chosen.data) {
      ok(
        contact.contact_labels.some(({ id }) => id === label.id),
        `${contact.name} carries the label`,
      );
    }
    const others = await seax.contacts.list({ exclude_any_contact_label_ids: [label.id], limit: 0 });
    const all = await seax.contacts.list({ limit: 0 });
    equal(chosen.data.length + others.data.length, all.data.length, "contacts with and without");
  },

  "contacts.list pages and sorts": async (t) => {
    const seax = await (await world(t, { contacts: 30 })).client();
    const all = (await seax.contacts.list({ limit: 0, order_by: "phone:asc" })).data;
    equal(all.length, 30, "contacts");
    const page = (await seax.contacts.list({ limit: 7, offset: 5, order_by: ["phone:asc"] })).data;
    equal(page.map(id), all.slice(5, 12).map(id), "the page's ids");
    equal((await seax.contacts.list()).data.length, 10, "rows without a limit");
  },

  "a comma-separated string is as good as an array": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    await seax.agents.list({ types: "SEAX_CALL,SEAX_SMS" });
    equal(await lastQuery(here), { types: "SEAX_CALL,SEAX_SMS" });
    await seax.contacts.list({ exclude_labels: "DNC,invalid number" });
    equal(await lastQuery(here), { exclude_labels: "DNC,invalid number" });
  },

  "labels.list gives labels": async (t) => {
    const seax = await (await world(t)).client();
    const { data } = await seax.labels.list({ limit: 0 });
    ok(
      data.some(({ name, is_system }) => name === "DNC" && is_system === true),
      "DNC is a system label",
    );
    ok(
      data.every((label) => typeof label.id === "string" && typeof label.color === "string"),
      "id and colour",
    );
  },

  "agents.list gives agents that can call": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const query = {
      types: /** @type {const} */ (["SEAX_CALL"]),
      limit: 3,
      offset: 0,
      order_by: "created_time:desc",
    };
    const { data } = await seax.agents.list(query);
    ok(data.length > 0, "the sandbox has an agent that can call");
    for (const agent of data) {
      ok(
        agent.integrations?.some(({ type }) => type === "SEAX_CALL"),
        `${agent.name} can call`,
      );
      equal(typeof agent.conversation_config_id, "string", "conversation_config_id");
    }
    equal(await lastQuery(here), {
      types: "SEAX_CALL",
      limit: "3",
      offset: "0",
      order_by: "created_time:desc",
    });
  },

  "campaigns.create, get and list agree on a campaign": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const draft = await goodDraft(seax);
    const made = await seax.campaigns.create({ ...draft, message_variables: { shop: "Corner Café ☕" } });
    equal(made.name, draft.name, "name");
    equal([made.type, made.mode, made.stage], ["AI_AGENT", "WEB", "INSTANCE"], "type, mode and stage");
    equal([made.capture_keypress, made.capture_stt], [false, false], "what is captured");
    equal(made.ai_agent_conversation_config_id, draft.ai_agent_conversation_config_id, "agent");
    equal(made.phones?.map(id), draft.phone_ids, "phones");
    equal(made.campaign_metadata?.any_contact_labels?.map(id), draft.any_contact_label_ids, "labels");

    const got = await seax.campaigns.get(made.id);
    equal([got.id, got.name, got.created_time], [made.id, made.name, made.created_time], "the campaign got");
    const listed = await seax.campaigns.list({ order_by: "created_time:desc" });
    ok(
      listed.data.some((each) => each.id === made.id),
      "the campaign is in the list",
    );
    equal((await here.requests("POST")).length, 1, "creates");
  },

  "campaigns.list keeps to each filter": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const draft = await goodDraft(seax);
    const { id: made, phones } = await seax.campaigns.create(draft);
    const number = phones?.[0]?.phone;
    ok(number, "the campaign has a phone");
    const [before, after] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)];
    /** @type {import("seax-dialer").CampaignQuery[]} */
    const finding = [
      { types: ["AI_AGENT"] },
      { phone_numbers: [number] },
      { ai_agent_conversation_config_id: draft.ai_agent_conversation_config_id },
      { mode: "WEB", stage: "INSTANCE" },
      { statuses: ["PENDING", "STARTED", "PROCESSING", "FINISHED"] },
      { start_time_from: before, start_time_to: after },
      { end_time_from: before.toISOString(), end_time_to: after.toISOString() },
    ];
    /** @type {import("seax-dialer").CampaignQuery[]} */
    const leaving = [
      { types: ["VOICE_DROP", "PROGRESSIVE_DIALER"] },
      { phone_numbers: ["+10000000000"] },
      { ai_agent_conversation_config_id: "00000000-0000-4000-8000-000000000000" },
      { stage: "DRAFT" },
      { statuses: ["CANCELED"] },
      { start_time_from: after },
      { end_time_to: before },
    ];
    for (const query of finding) {
      const { data } = await seax.campaigns.list({ ...query, limit: 0 });
      ok(
        data.some(({ id }) => id === made),
        `${JSON.stringify(query)} finds the campaign`,
      );
    }
    for (const query of leaving) {
      const { data } = await seax.campaigns.list({ ...query, limit: 0 });
      ok(
        data.every(({ id }) => id !== made),
        `${JSON.stringify(query)} leaves the campaign out`,
      );
    }
  },

  "a campaign runs to its end, and its statistics move": async (t) => {
    const seax = await (await world(t, { speed: 3600 })).client();
    const { id: made } = await seax.campaigns.create(await goodDraft(seax));
    let campaign = await seax.campaigns.get(made);
    while (campaign.status !== "FINISHED") {
      await new Promise((resolve) => setTimeout(resolve, 50));
      campaign = await seax.campaigns.get(made);
    }
    const { human = 0, machine = 0, unknown = 0, no_answer = 0 } = campaign.statistics ?? {};
    ok(Number(human) + Number(machine) + Number(unknown) + Number(no_answer) > 0, "somebody was called");
  },

  "a base URL without or with a slash at its end is the same": async (t) => {
    const here = await world(t);
    for (const baseUrl of [`${t.sandbox}/seax-api`, `${t.sandbox}/seax-api/`, `${t.sandbox}/bulk-sms-api`]) {
      const seax = await here.client({ baseUrl });
      ok((await seax.phones.list()).data.length > 0, `phones at ${baseUrl}`);
    }
  },
};

/** @param {{ id: string }} thing */
function id(thing) {
  return thing.id;
}

/**
 * The query parameters of the last request.
 *
 * @param {Awaited<ReturnType<typeof world>>} here
 */
async function lastQuery(here) {
  const last = (await here.requests("GET")).at(-1);
  return Object.fromEntries(new URLSearchParams(last?.query ?? ""));
}
