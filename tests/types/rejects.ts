// Code that must not compile. TypeScript reports each `@ts-expect-error` whose line does compile.

import {
  type Agent,
  type Campaign,
  type CampaignDraft,
  type Contact,
  createClient,
  type DraftTemplate,
  type ImportFinding,
  type Phone,
  type SeaxClient,
  SeaxError,
  type VoiceDropDraft,
} from "seax-dialer";
import { createSandbox } from "seax-dialer/testing";

declare const seax: SeaxClient;
declare const agent: Agent;
declare const campaign: Campaign;
declare const contact: Contact;
declare const phone: Phone;
declare const error: SeaxError;

const CONFIG_ID = "221316ae-8a9f-4f39-b7f8-f2e756b80a63";

// Queries

// @ts-expect-error the API's names are snake_case
await seax.phones.list({ voiceAvailable: true });
// @ts-expect-error there is no such filter of phones
await seax.phones.list({ keyword: "+1" });
// @ts-expect-error a truth value is no string
await seax.phones.list({ enabled: "true" });
// @ts-expect-error a count is no string
await seax.contacts.list({ limit: "10" });
// @ts-expect-error ids are strings
await seax.contacts.list({ any_contact_label_ids: [7] });
// @ts-expect-error one id is no list of numbers
await seax.contacts.list({ exclude_contact_ids: 7 });
// @ts-expect-error an order has a direction
await seax.contacts.list({ order_by: ["name"] });
// @ts-expect-error the direction is asc or desc
await seax.contacts.list({ order_by: ["name:up"] });
// @ts-expect-error it is misspelled
await seax.agents.list({ types: ["SEAX_CALLS"] });
// @ts-expect-error a stage is in capitals
await seax.campaigns.list({ stage: "draft" });
// @ts-expect-error an integration is a word
await seax.agents.list({ types: [1] });
// @ts-expect-error a status is a word
await seax.campaigns.list({ statuses: [0] });
// @ts-expect-error statuses is a list, and status is not its name
await seax.campaigns.list({ status: "FINISHED" });
// @ts-expect-error a time is no number
await seax.campaigns.list({ start_time_from: 1_751_943_969_000 });
// @ts-expect-error an id is a string
await seax.campaigns.get(448);
// @ts-expect-error an id is needed
await seax.campaigns.get();
// @ts-expect-error the walk is over contacts, not over pages
for await (const { data } of seax.contacts.list()) data.length;

// Drafts

const window = { start_time: "2025-07-08T03:06:09Z", end_time: "2025-07-08T03:15:00Z" } as const;
const fields = { name: "Test", phone_ids: ["020086f5-fb0e-4a0c-920a-bbdd04f4381c"], ...window };
const call: CampaignDraft = { type: "AI_AGENT", ai_agent_conversation_config_id: CONFIG_ID, ...fields };

// @ts-expect-error nothing is in it
await seax.campaigns.create({});
// @ts-expect-error an agent's campaign names the agent's conversation config
await seax.campaigns.create({ type: "AI_AGENT", ...fields });
// @ts-expect-error who talks has to be said
await seax.campaigns.create({ ai_agent_conversation_config_id: CONFIG_ID, ...fields });
// @ts-expect-error there is no such type of campaign
await seax.campaigns.create({ ...fields, type: "ROBOCALL" });
// @ts-expect-error a recording has no agent
await seax.campaigns.create({ ...fields, type: "VOICE_DROP", ai_agent_conversation_config_id: CONFIG_ID });
await seax.campaigns.create({
  ...fields,
  type: "PROGRESSIVE_DIALER",
  // @ts-expect-error a person is no agent
  ai_agent_conversation_config_id: CONFIG_ID,
});
// @ts-expect-error start_time is needed
await seax.campaigns.create({ type: "VOICE_DROP", name: "Test", phone_ids: [], end_time: window.end_time });
// @ts-expect-error end_time is needed
await seax.campaigns.create({
  type: "VOICE_DROP",
  name: "Test",
  phone_ids: [],
  start_time: window.start_time,
});
// @ts-expect-error phone_ids is needed
await seax.campaigns.create({ type: "VOICE_DROP", name: "Test", ...window });
// @ts-expect-error name is needed
await seax.campaigns.create({ type: "VOICE_DROP", phone_ids: [], ...window });
// @ts-expect-error phone_ids is a list
await seax.campaigns.create({ ...call, phone_ids: "020086f5-fb0e-4a0c-920a-bbdd04f4381c" });
// @ts-expect-error the name is phone_ids
await seax.campaigns.create({ ...call, phone_id: "020086f5-fb0e-4a0c-920a-bbdd04f4381c" });
// @ts-expect-error unlike in queries, a comma-separated string is no list in a draft
await seax.campaigns.create({ ...call, any_contact_label_ids: "a,b" });
// @ts-expect-error a time is no number
await seax.campaigns.create({ ...call, start_time: Date.now() });
// @ts-expect-error a count is no string
await seax.campaigns.create({ ...call, max_attempts: "3" });
// @ts-expect-error a count is no string
await seax.campaigns.create({ ...call, max_dialers: "20" });
// @ts-expect-error an enumeration is open for words, not for numbers
await seax.campaigns.create({ ...call, mode: 1 });
// @ts-expect-error an enumeration is open for words, not for truth values
await seax.campaigns.create({ ...call, stage: true });
// @ts-expect-error what is put in for a merge field is text
await seax.campaigns.create({ ...call, message_variables: { seat: 12 } });
// @ts-expect-error a recipient has a type
await seax.campaigns.create({ ...call, overwrite_phone_recipient: { receiver: CONFIG_ID } });
// @ts-expect-error a relative time needs the field with the date
await seax.campaigns.create({ ...call, relative_time_config: { timezone: "Asia/Taipei" } });

// @ts-expect-error a voice drop says so
const untyped: VoiceDropDraft = fields;
// @ts-expect-error it is of another type
const progressive: VoiceDropDraft = { ...fields, type: "PROGRESSIVE_DIALER" };
// @ts-expect-error a template of an agent's campaign names the agent, too
const template: DraftTemplate<"start_time"> = { ...fields, type: "AI_AGENT" };
// @ts-expect-error the type is no field to fill in later
type Untyped = DraftTemplate<"type">;

// Replies

// @ts-expect-error a reply's field may be missing
contact.phone.length;
// @ts-expect-error a reply's field may be null
contact.phone satisfies string | undefined;
// @ts-expect-error what is in a custom field is not known
contact.contact_field_data?.seat.toFixed();
// @ts-expect-error a campaign may have no statistics
campaign.statistics.human;
// @ts-expect-error a bucket may be missing
campaign.statistics?.human.toFixed();
// @ts-expect-error times are strings, not dates
campaign.created_time.getTime();
// @ts-expect-error a phone may have no recipient
phone.call_recipient.receiver;
// @ts-expect-error a recipient may have no receiver
phone.call_recipient?.receiver.length;
// @ts-expect-error an agent may have no integrations
agent.integrations.length;
// @ts-expect-error the first row may be missing
(await seax.phones.list()).data[0].id;
// @ts-expect-error not every list has a total
(await seax.phones.list()).total.toFixed();

// What the client computes is absent, and never null

// @ts-expect-error a finding without a fix has none
null satisfies ImportFinding["fix"];
// @ts-expect-error a finding about a row names no column
null satisfies ImportFinding["column"];

// The sandbox's faults

const sandbox = await createSandbox();
// @ts-expect-error only a create can be shown late
sandbox.fault({ kind: "lag", ms: 1, operation: "labels.create" });
// @ts-expect-error only a create has a draft's name
sandbox.fault({ kind: "forget_draft_name", operation: "campaigns.update" });

// Configuration, options, errors

// @ts-expect-error the workspace is needed
await createClient({ apiKey: "key" });
// @ts-expect-error the option is apiKey
await createClient({ workspaceId: "", apikey: "key" });
// @ts-expect-error a credential is a header and a value
await createClient({ workspaceId: "", auth: async () => "token" });
// @ts-expect-error a span is a number of milliseconds
await createClient({ workspaceId: "", apiKey: "", timeoutMs: "30s" });
// @ts-expect-error there is no such option
await seax.phones.list({}, { timeout: 30 });
// @ts-expect-error a controller is not its signal
await seax.phones.list({}, { signal: new AbortController() });
// @ts-expect-error only the package makes its errors
new SeaxError("no", {});
// @ts-expect-error there is no such code
if (error.code === "oops") void error;
// @ts-expect-error a code is not written
error.code = "network";

export const used = [untyped, progressive, template] satisfies unknown[] | Untyped[];
