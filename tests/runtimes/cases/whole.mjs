// An operator's work besides launching, against the sandbox, whose state must show each step.

import { equal, ok, until } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

const HOUR = 3_600_000;
const DECADE = 10 * 365 * 24 * HOUR;

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const whole = {
  "contacts and labels are made, changed and deleted, and lists tell of it": async (t) => {
    const seax = await (await world(t)).client();
    const label = await seax.labels.create({ name: "Autumn", color: "#884400" });
    await refusal(seax.labels.create({ name: "Autumn" }), "conflict");
    const contact = await seax.contacts.create({
      name: "Ada",
      phone: "+15550100",
      contact_label_ids: [label.id],
    });
    const labelled = { any_contact_label_ids: [label.id] };
    equal((await seax.contacts.list(labelled, { select: ["name"] })).data, [{ name: "Ada" }], "its contacts");
    equal(await labels(seax), ["Autumn 1"], "its count");

    equal((await seax.labels.update(label.id, { name: "Winter" })).name, "Winter", "the label");
    const changed = await seax.contacts.update(contact.id, { note: "first", contact_label_ids: [] });
    equal([changed.note, changed.contact_labels], ["first", []], "the contact");
    equal(await labels(seax), ["Winter 0"], "its count");

    await seax.labels.delete(label.id);
    equal(await labels(seax), [], "the labels");
    await seax.contacts.delete(contact.id);
    equal((await seax.contacts.list({ keyword: "+15550100" })).data, [], "the contacts");
    await refusal(seax.contacts.update(contact.id, { note: "again" }), "not_found");
  },

  "a file of contacts is imported by a job that can be waited for": async (t) => {
    const seax = await (await world(t, { speed: 1_000 })).client();
    const { total } = await seax.contacts.list({ limit: 1 });
    const asked = await seax.contacts.import("name,phone,labels\nBo,+15550101,Autumn\nCy,+15550102,\n", {
      duplicate_strategy: "merge",
    });
    const job = await seax.jobs.wait(asked.job_id);
    equal(job.status, "finished", `the job: ${job.error_msg}`);
    equal((await seax.contacts.list({ limit: 1 })).total, Number(total) + 2, "the contacts");
    equal(await labels(seax), ["Autumn 1"], "the label of one of them");
  },

  "a campaign is changed, paused, gone on with and called off": async (t) => {
    // So slow that the campaign outlasts the case, even on a busy machine.
    const seax = await (await world(t, { speed: 0.05 })).client();
    const draft = await goodDraft(seax);
    const { id } = await seax.campaigns.create({ ...draft, max_dialers: 1 });
    equal((await seax.campaigns.update(id, { name: "Another name" })).name, "Another name", "the name");
    equal((await seax.campaigns.pause(id)).status, "PAUSED", "after pausing");
    ok(
      ["STARTED", "PROCESSING"].includes(String((await seax.campaigns.resume(id)).status)),
      "after going on",
    );
    equal((await seax.campaigns.cancel(id)).status, "CANCELED", "after calling off");
    await refusal(seax.campaigns.resume(id), "conflict");
    await seax.campaigns.delete(id);
    await refusal(seax.campaigns.get(id), "not_found");
    equal(
      (await seax.campaigns.list({ limit: 0 })).data.filter((each) => each.id === id),
      [],
      "the list",
    );
  },

  "what came of a campaign's calls agrees with its statistics": async (t) => {
    const seax = await (await world(t, { speed: 20_000 })).client();
    const draft = { ...(await goodDraft(seax)), end_time: new Date(Date.now() + DECADE).toISOString() };
    const { id } = await seax.campaigns.create({ ...draft, max_attempts: 2 });
    await until(async () => (await seax.campaigns.get(id)).status === "FINISHED", "the campaign is over");
    const { statistics } = await seax.campaigns.get(id);
    const jobs = await seax.campaigns.attempts(id, { include_detail: true, limit: 0 });
    const results = await seax.campaigns.results(id, { limit: 0 });
    equal(results.campaign_results.length, jobs.data.length, "a result for each call");
    const humans = jobs.data.filter((job) => job.answered_by === "human");
    equal(humans.length, statistics?.human, "people who answered");
    const called = new Set(jobs.data.map((job) => job.contact?.id));
    equal(called.size, statistics?.total, "people who were called");

    let logs = 0;
    for await (const log of seax.campaigns.logs(id, { limit: 3 }, { select: ["id", "attempt"] })) {
      ok(Number(log.attempt) <= 2, "attempts");
      logs += 1;
    }
    equal(logs, jobs.data.length, "a log for each call");
    const file = await seax.campaigns.downloadLogs(id);
    equal((await file.text()).trim().split("\n").length, jobs.data.length + 1, "lines, with the header");
    // The sandbox exposes the header with the file's name, so that a page can read it.
    equal(file.name, `campaign_logs_${id}.csv`, "the file's name");
  },

  "people are given to a campaign that waits for them, and a rehearsal calls one number": async (t) => {
    const here = await world(t, { speed: 20_000 });
    const seax = await here.client();
    const { any_contact_label_ids, ...draft } = await goodDraft(seax);
    const end_time = new Date(Date.now() + DECADE).toISOString();
    const { id } = await seax.campaigns.create({ ...draft, end_time, mode: "WEBHOOK" });
    await seax.campaigns.addContacts(id, { contacts: [{ name: "Di", phone: "+15550103" }] });
    await until(async () => (await seax.campaigns.get(id)).statistics?.total === 1, "Di is to be called");
    const time = { start_time: draft.start_time, end_time: draft.end_time };
    const estimate = await seax.campaigns.estimatePlayTime(id, { option: "PLAY_TIME_DURATION", ...time });
    ok(Number(estimate.estimated_duration) > 0, "an estimate");
    ok((await (await seax.campaigns.downloadContactTemplate(id)).text()).includes("phone"), "a template");

    const call = {
      type: draft.type,
      phone_ids: draft.phone_ids,
      capture_keypress: false,
      capture_stt: false,
    };
    const agent = { ai_agent_conversation_config_id: draft.ai_agent_conversation_config_id };
    await seax.campaigns.testCall({ ...call, ...agent, dial_to: "+15550104" });
    const sent = await here.requests("POST");
    equal(sent.filter(({ path }) => path.endsWith("/dry_run")).length, 1, "calls");
  },
};

/**
 * The labels that this case created, each with its count.
 *
 * @param {import("../world.mjs").Client} seax
 */
async function labels(seax) {
  const { data } = await seax.labels.list({ is_system: false, limit: 0 });
  const made = data.filter(({ name }) => name === "Autumn" || name === "Winter");
  return made.map(({ name, contact_count }) => `${name} ${contact_count}`);
}
