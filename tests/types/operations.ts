// The operations beyond the tutorial's: their arguments and results. This must compile, and marked lines must not.

import type {
  CallResult,
  Campaign,
  CampaignAttempt,
  CampaignAttemptDetail,
  Contact,
  ContactLabel,
  ImportReport,
  Job,
  SeaxClient,
} from "seax-dialer";

declare const seax: SeaxClient;
declare const file: File;

const ID = "221316ae-8a9f-4f39-b7f8-f2e756b80a63";

// The type of attempts depends on `include_detail`.

const plain: CampaignAttempt[] = (await seax.campaigns.attempts(ID)).data;
const bare: CampaignAttempt[] = (await seax.campaigns.attempts(ID, { include_detail: false })).data;
const detailed: CampaignAttemptDetail[] = (await seax.campaigns.attempts(ID, { include_detail: true })).data;
detailed[0]?.contact?.name?.toUpperCase();
// @ts-expect-error an attempt may have no number
detailed[0]?.attempt.toFixed();
detailed[0]?.call?.duration?.toFixed();
// @ts-expect-error without details, a row has no contact
plain[0]?.contact;
// @ts-expect-error without details, a row has no call
bare[0]?.call;
const some = (await seax.campaigns.attempts(ID, { include_detail: true }, { select: ["contact"] })).data;
some[0]?.contact;
// @ts-expect-error it was not selected
some[0]?.attempt;
// @ts-expect-error without details, there is no contact to select
await seax.campaigns.attempts(ID, {}, { select: ["contact"] });
for await (const { call } of seax.campaigns.attempts(ID, { include_detail: true })) call?.status;
for await (const batch of seax.campaigns.logs(ID).batches()) batch[0]?.campaign?.name;
for await (const { key_press } of seax.campaigns.results(ID)) key_press?.join();
const results: Pick<CallResult, "call_summary">[] = (
  await seax.campaigns.results(ID, {}, { select: ["call_summary"] })
).campaign_results;
results.length;

// `replace_all_labels` is only allowed together with labels.

const contact: Contact = await seax.contacts.update(ID, {
  contact_label_ids: [ID],
  replace_all_labels: true,
});
await seax.contacts.update(contact.id, { name: "Ann", contact_label_ids: [] });
await seax.contacts.update(ID, { note: "" });
// @ts-expect-error which labels?
await seax.contacts.update(ID, { replace_all_labels: true });
// @ts-expect-error a contact has a name
await seax.contacts.create({ phone: "+12345678900" });
const label: ContactLabel = await seax.labels.create({ name: "vip" });
// @ts-expect-error there is no such field
await seax.labels.update(label.id, { colour: "red" });

// The type discriminates between test calls.

const call = { phone_ids: [ID], dial_to: "+12345678900" };
await seax.campaigns.testCall({ type: "VOICE_DROP", message: "Hi", ...call });
await seax.campaigns.testCall({ type: "AI_AGENT", ai_agent_conversation_config_id: ID, ...call });
// @ts-expect-error which agent?
await seax.campaigns.testCall({ type: "AI_AGENT", ...call });
// @ts-expect-error whom to call?
await seax.campaigns.testCall({ type: "VOICE_DROP", message: "Hi", phone_ids: [ID] });
// @ts-expect-error people to call have numbers
await seax.campaigns.addContacts(ID, { contacts: [{ name: "Ann" }] });

const paused: Campaign = await seax.campaigns.pause(ID, { timeoutMs: 1_000 });
await seax.campaigns.update(paused.id, { status: "CANCELED", end_time: new Date() });
// @ts-expect-error the recipient cannot be changed
await seax.campaigns.update(ID, { overwrite_phone_recipient: { type: "AI_AGENT" } });
await seax.campaigns.delete(ID, { maxRetries: 0 });
const logs: File = await seax.campaigns.downloadLogs(ID);
logs.name.endsWith(".csv");

const job: Job = await seax.contacts.import(file, { duplicate_strategy: "mark" }, { skipCheck: true });
const report: ImportReport = await seax.contacts.checkImport(file.stream());
if (report.findings[0]?.severity === "error") report.findings[0].line.toFixed();
if ((await seax.jobs.wait(job.job_id)).status === "failed") job.error_msg?.trim();
// @ts-expect-error a path is no file
await seax.contacts.import(new URL("file:///leads.csv"));
