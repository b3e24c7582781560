// The API tutorial's five requests, pasted as TypeScript, and typical uses of the replies. This must compile.

import {
  type AiAgentDraft,
  type AiAgentTestCall,
  type Campaign,
  type CampaignDraft,
  type CampaignStatus,
  type ClientEvent,
  createClient,
  type DraftTemplate,
  type ErrorCode,
  type IntegrationType,
  type Open,
  type Phone,
  type ProgressiveDialerDraft,
  type ProgressiveDialerTestCall,
  SeaxError,
  type TestCall,
  type VoiceDropDraft,
  type VoiceDropTestCall,
} from "seax-dialer";

const seax = await createClient({
  workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
  apiKey: "e91772ccb5e6ce5f932d6417eacd9a1e031b957101cdb68be76d417defa7fd28",
  baseUrl: "https://seax.seasalt.ai/bulk-sms-api",
});

// 1. GET /phones

const phones = await seax.phones.list({
  offset: 0,
  limit: 10,
  is_owned: false,
  enabled: true,
  voice_available: true,
});
const [phone] = phones.data;
const total: number = phones.total ?? phones.data.length;

if (phone !== undefined) {
  const id: string = phone.id;
  const voice: boolean = phone.phone_capability?.voice ?? false;
  if (phone.call_recipient?.type === "AI_AGENT") phone.call_recipient.receiver?.toUpperCase();
  if (phone.type === "TOLL_FREE" || phone.source === "TWILIO") id.length;
  const [address] = phone.byoc_trunk?.acl_ip_addresses ?? [];
  const port: number | null | undefined = address?.port;
  const caller: string | undefined = phone.verified_caller?.phone_number;
  for (const { email, first_name } of phone.users ?? []) email.concat(first_name ?? "");
  for (const keyword of phone.keywords ?? []) keyword.contact_labels.map(({ name }) => name);
  void [voice, port, caller];
}

// 2. GET /contacts

const contacts = await seax.contacts.list({
  offset: 0,
  limit: 10,
  keyword: "+18111222333",
  whatsapp_phone: "+18111222333",
  all_contact_label_ids: "11111111-2222-4444-3333-555555555555,11111111-2222-4444-3333-666666666666",
  any_contact_label_ids: "11111111-2222-4444-3333-555555555555,11111111-2222-4444-3333-666666666666",
  exclude_contact_ids: "11111111-2222-4444-3333-555555555555,11111111-2222-4444-3333-666666666666",
  exclude_any_contact_label_ids: "11111111-2222-4444-3333-555555555555,11111111-2222-4444-3333-666666666666",
  exclude_all_contact_label_ids: "11111111-2222-4444-3333-555555555555,11111111-2222-4444-3333-666666666666",
  addition_contact_ids: "11111111-2222-4444-3333-555555555555,11111111-2222-4444-3333-666666666666",
  order_by: "phone:asc,created_time:desc,name:asc",
  exclude_labels: "DNC,invalid number,unreachable",
  whatsapp_phone_only: false,
});
for (const contact of contacts.data) {
  const number: string | null | undefined = contact.phone;
  const field: unknown = contact.contact_field_data?.field1;
  const labels: string[] = contact.contact_labels.map(({ name }) => name);
  void [number, field, labels, contact.name.length, new Date(`${contact.created_time}Z`)];
}

// The same filters as arrays, and an iteration over all matches.
const labelIds = ["11111111-2222-4444-3333-555555555555"] as const;
const query = {
  any_contact_label_ids: labelIds,
  order_by: ["phone:asc", "name:asc"],
  phone_only: true,
} as const;
for await (const { id, name } of seax.contacts.list(query, { timeoutMs: 5_000 })) id.concat(name);

const labels = await seax.labels.list({ limit: 0, is_system: false, exclude_labels_for_count: ["DNC"] });
const count: number = labels.data[0]?.total_count ?? labels.data[0]?.contact_count ?? 0;

// 3. GET /ai_agents

const agents = await seax.agents.list({
  types: ["SEAX_CALL"],
  limit: 10,
  offset: 0,
  order_by: "created_time:desc",
});
const [agent] = agents.data;
const calls = agent?.integrations?.find(({ type }) => type === "SEAX_CALL");
const greeting: string | undefined | null = calls?.outbound_starting_message;

// 4. POST /auto_dialer_campaigns

const campaign = await seax.campaigns.create({
  name: "Test",
  phone_ids: ["020086f5-fb0e-4a0c-920a-bbdd04f4381c"],
  attach_contact_label_ids: [],
  start_time: "2025-07-08T03:06:09+00:00",
  is_schedule: false,
  is_timezone_aware: false,
  mode: "WEB",
  stage: "INSTANCE",
  message: "您好,請問您現在方便講話嗎?",
  tts_language: "",
  audio_url: "",
  type: "AI_AGENT",
  capture_keypress: true,
  end_time: "2025-07-08T03:15:00+00:00",
  ai_agent_conversation_config_id: "221316ae-8a9f-4f39-b7f8-f2e756b80a63",
  overwrite_phone_recipient: {
    type: "AI_AGENT",
    receiver: "221316ae-8a9f-4f39-b7f8-f2e756b80a63",
  },
  exclude_contact_ids: ["4667298e-8d5b-468e-8218-6a47925fe5f2", "aa145964-6d17-488d-a9be-09a43191f329"],
  any_contact_label_ids: ["dd20f7cd-03fb-4c79-9f3e-998372d1bec6"],
  tts_voice: "default",
  capture_stt: false,
});

// Drafts of the other types, with values from replies.
const voiceDrop: CampaignDraft = {
  type: "VOICE_DROP",
  name: "Reminder",
  phone_ids: phones.data.map(({ id }) => id),
  start_time: new Date(),
  end_time: new Date(Date.now() + 3_600_000),
  message: "Dear {name}, see you at {event}.",
  message_variables: { event: "the gala" },
  max_attempts: 2,
  max_dialers: 10,
};
const progressive: CampaignDraft = { ...voiceDrop, type: "PROGRESSIVE_DIALER" };
const relative: CampaignDraft = {
  ...voiceDrop,
  relative_time_config: {
    timezone: "Asia/Taipei",
    date_contact_field_id: "11111111-2222-4444-3333-555555555555",
    delta_days: -1,
    absolute_time: "10:00",
  },
};

// Each type of draft and of test call has a type of its own, which is whole.
type Window = "start_time" | "end_time";
type Shared = Omit<VoiceDropDraft, "type">;
declare const shared: Shared;
const reminder: VoiceDropDraft = { type: "VOICE_DROP", ...shared };
const connected: ProgressiveDialerDraft = { type: "PROGRESSIVE_DIALER", ...shared };
const survey: AiAgentDraft = {
  type: "AI_AGENT",
  ai_agent_conversation_config_id: "221316ae-8a9f-4f39-b7f8-f2e756b80a63",
  ...shared,
};
for (const each of [reminder, connected, survey]) await seax.campaigns.launch(each);
async function ring(
  call: VoiceDropTestCall | ProgressiveDialerTestCall | AiAgentTestCall,
): Promise<TestCall> {
  await seax.campaigns.testCall(call);
  return call;
}

// A template lacks fields of every type, and keeps those of its own type.
const template: DraftTemplate<Window, VoiceDropDraft> = { type: "VOICE_DROP", name: "Survey", phone_ids: [] };
function filled(given: DraftTemplate<Window>): CampaignDraft {
  if (given.type === "AI_AGENT") given.ai_agent_conversation_config_id.concat();
  return { ...given, start_time: new Date(), end_time: new Date() };
}
await seax.campaigns.launch(filled(template));
await seax.campaigns.launch(filled(survey));

// Read-only values are accepted as well.
const fixed = {
  type: "AI_AGENT",
  name: "Test",
  phone_ids: ["020086f5-fb0e-4a0c-920a-bbdd04f4381c"],
  start_time: "2025-07-08T03:06:09+00:00",
  end_time: "2025-07-08T03:15:00+00:00",
  ai_agent_conversation_config_id: "221316ae-8a9f-4f39-b7f8-f2e756b80a63",
} as const;
await seax.campaigns.create(fixed);

// The type discriminates between drafts.
function agentOf(draft: CampaignDraft): string | undefined {
  return draft.type === "AI_AGENT" ? draft.ai_agent_conversation_config_id : undefined;
}

// 5. GET /auto_dialer_campaigns, and one of them

const campaigns = await seax.campaigns.list({
  stage: "INSTANCE",
  limit: 10,
  offset: 0,
  order_by: "created_time:desc",
});
const filtered = await seax.campaigns.list({
  types: ["VOICE_DROP", "PROGRESSIVE_DIALER", "AI_AGENT"],
  statuses: ["FINISHED", "FAILED"],
  phone_numbers: ["+15555550100", "+15555550101"],
  ai_agent_conversation_config_id: "221316ae-8a9f-4f39-b7f8-f2e756b80a63",
  mode: "WEB",
  start_time_from: "2025-07-01T00:00:00Z",
  start_time_to: new Date(),
  end_time_from: "2025-07-01T08:00:00+08:00",
  end_time_to: new Date(),
});
const one = await seax.campaigns.get("448ea794-0368-4604-a56f-f2350229d9e5");

function summary({ status, statistics, campaign_metadata, phones }: Campaign): string {
  const humans: number = statistics?.human ?? 0;
  const wanted = campaign_metadata?.any_contact_labels?.map(({ name, color }) => `${name} ${color}`) ?? [];
  const excluded =
    campaign_metadata?.exclude_contacts?.map(({ name, phone }) => `${name} ${phone ?? ""}`) ?? [];
  const from = phones?.map(({ phone }) => phone) ?? [];
  return [status ?? "?", humans, ...wanted, ...excluded, ...from].join();
}

// Enumerations of replies are open: an unknown value is a string, and a known one narrows.
const later: Open<CampaignStatus> = "SNOOZED";
function isOver(status: Campaign["status"]): boolean {
  switch (status) {
    case "FINISHED":
    case "FAILED":
    case "TERMINATED":
    case "CANCELED":
      return true;
    default:
      return false;
  }
}
// In queries and drafts they are closed, unless the caller casts.
await seax.agents.list({ types: ["SEAX_CALL", "SEAX_TELEX" as IntegrationType] });

// Fields that can be null in a reply have null in their type, as in many of the tutorial's samples.
const nullable = [
  null satisfies Phone["sms_recipient"],
  null satisfies Phone["whatsapp_device_id"],
  null satisfies Campaign["draft_name"],
  null satisfies Campaign["audio"],
  null satisfies Campaign["relative_time_config"],
  null satisfies Campaign["statistics"],
];

// Errors

try {
  await seax.campaigns.get("448ea794-0368-4604-a56f-f2350229d9e5", { signal: AbortSignal.timeout(1_000) });
} catch (error) {
  if (!(error instanceof SeaxError)) throw error;
  const code: ErrorCode = error.code;
  const wait: number = error.retryAfterMs ?? 0;
  const places = error.issues?.map(({ loc, msg }) => `${loc?.join(".")} ${msg}`) ?? [];
  void [code === "rate_limited", wait, places, error.status, error.requestId, error.path, error.attempts];
}

// Configuration

await createClient({
  workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
  auth: async () => ({ header: "Authorization", value: "Bearer token" }),
  baseUrl: new URL("https://portal.example.com/seax-api"),
  fetch: (request) => fetch(request),
  timeoutMs: 10_000,
  deadlineMs: 60_000,
  maxRetries: 0,
  onEvent: describe,
});
await createClient({ workspaceId: "", auth: () => ({ header: "X-API-KEY", value: "key" }), fetch });
await createClient({
  workspaceId: "",
  apiKey: "",
  dangerouslyAllowBrowser: true,
  wasm: new URL("file:///a.wasm"),
});

function describe(event: ClientEvent): string {
  switch (event.type) {
    case "request":
      return `${event.attempt}: ${event.method} ${event.url}`;
    case "reply":
      return `${event.status ?? event.code} after ${event.durationMs} ms`;
    case "retry":
      return `${event.code}: again in ${event.delayMs} ms`;
    case "warning":
      return `${event.code}: ${event.message}`;
  }
}

export const used = [
  total,
  count,
  greeting,
  campaign,
  progressive,
  relative,
  agentOf,
  campaigns,
  filtered,
  one,
];
export const usedToo = [summary, later, isOver, nullable, ring];
