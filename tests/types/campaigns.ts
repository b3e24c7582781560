// Checks, launches, watches and their results, as users write them. This must compile; marked lines must not.

import {
  applyFixes,
  type CampaignDraft,
  type CampaignReport,
  type CampaignSnapshot,
  type Contact,
  type Finding,
  type LaunchReceipt,
  missingMergeFields,
  parseApiTime,
  renderMessage,
  type SeaxClient,
  SeaxError,
  type Ticket,
} from "seax-dialer";
import {
  type DurableStorage,
  durableTickets,
  fileTickets,
  memoryTickets,
  type TicketStore,
  webTickets,
} from "seax-dialer/tickets";

declare const seax: SeaxClient;
declare const contacts: Contact[];

const draft = {
  type: "AI_AGENT",
  name: "Test",
  phone_ids: ["020086f5-fb0e-4a0c-920a-bbdd04f4381c"],
  start_time: "2025-07-08T03:06:09Z",
  end_time: "2025-07-08T03:15:00Z",
  ai_agent_conversation_config_id: "221316ae-8a9f-4f39-b7f8-f2e756b80a63",
  message: "Hello {name}",
} as const satisfies CampaignDraft;

// Checks

const { findings, audience } = await seax.campaigns.check(draft, { signal: AbortSignal.timeout(5_000) });
const errors: Finding[] = findings.filter(({ severity }) => severity === "error");
const hears: string | undefined = audience?.sample[0]?.message;
const concerned: number | undefined = errors[0]?.contacts?.count;

// A fixed draft has the same type, and can be checked and launched.
const { draft: fixed, applied } = applyFixes(draft, findings);
const first: Finding | undefined = applied[0];
fixed satisfies CampaignDraft;
const receiver: string | undefined = fixed.overwrite_phone_recipient?.receiver;
const agent: string = fixed.ai_agent_conversation_config_id;
const anyType: CampaignDraft = applyFixes(fixed as CampaignDraft, [], { warnings: true }).draft;

// Launches

const kept: { ticket?: Ticket; draft?: CampaignDraft } = {};
const receipt: LaunchReceipt = await seax.campaigns.launch(fixed, {
  onTicket: async (ticket) => {
    sessionStorage.setItem("launch", JSON.stringify({ ticket, draft: fixed }));
    kept.ticket = ticket;
  },
  lookupTimeoutMs: 10_000,
  maxCommitDelayMs: 600_000,
});
try {
  await seax.campaigns.launch(fixed, {
    ticket: kept.ticket,
    onTicket: (ticket) => {
      kept.ticket = ticket;
    },
    allowResend: true,
    skipCheck: true,
    maxRetries: 0,
  });
} catch (error) {
  if (!(error instanceof SeaxError)) throw error;
  const ticket: Ticket | undefined = error.ticket;
  void [stateOf(error), ticket?.name, ticket?.candidates];
  const found: Finding[] = error.findings ?? [];
  const candidates: string[] = error.candidates ?? [];
  if (error.code === "launch_unconfirmed") await seax.campaigns.launch(fixed, { ticket });
  void [found, candidates, error.code === "preflight_failed", error.code === "ticket_not_stored"];
}
const made: "created" | "found" | "draft" = receipt.outcome;
const verified: boolean = receipt.verified;
void verified;

declare const storage: DurableStorage;
const stores: TicketStore[] = [
  memoryTickets(),
  fileTickets("tickets"),
  webTickets(),
  webTickets(sessionStorage),
  durableTickets(storage),
  // A custom store may be synchronous.
  { claim: () => undefined, load: () => null, save: () => 1, forget: () => true },
];
for (const tickets of stores) {
  await seax.campaigns.launch(fixed, {
    idempotencyKey: "survey",
    tickets,
    keyLifetimeMs: 3_600_000,
    verify: false,
    everybody: true,
    onTicket: undefined,
  });
}
function stateOf(error: SeaxError): "none" | "unknown" | "exists" | undefined {
  return error.campaignState;
}

// Watches and reports

for await (const now of seax.campaigns.watch(receipt.campaign.id, {
  minIntervalMs: 500,
  maxIntervalMs: 5_000,
})) {
  const snapshot: CampaignSnapshot = now;
  const share: number | undefined = snapshot.progress.share;
  const end: Date | undefined = now.forecast && new Date(now.forecast.endAtMs);
  void [
    share,
    end,
    now.rates.human?.share,
    now.callsPerMinute,
    now.ageMs,
    now.lastErrorCode === "network",
    now.terminal,
  ];
}
const watch = seax.campaigns.watch(receipt.campaign.id, { giveUpAfterMs: 60_000 });
await watch.return();
const report: CampaignReport = await seax.campaigns.report(receipt.campaign.id);
const rate = report.rates.humanOfAnswered;
const sentence = rate && `${rate.count} of ${rate.outOf} ${rate.denominator}`;
const seconds: number | undefined = report.duration?.seconds;

// Messages and times

const spoken = renderMessage({ message: "Hello {name}" }, { name: "Ada", phone: null });
const words: string = spoken.text.concat(...spoken.missing, ...spoken.empty);
for (const { contact, missing } of missingMergeFields(draft, contacts)) contact.id.concat(...missing);
const made_at: number = parseApiTime(report.campaign.created_time).getTime();

// What must not compile

// @ts-expect-error a draft is needed
await seax.campaigns.check();
// @ts-expect-error an agent's draft names its agent
await seax.campaigns.check({ ...draft, ai_agent_conversation_config_id: undefined });
// @ts-expect-error the findings are in the preflight
applyFixes(draft, await seax.campaigns.check(draft));
// @ts-expect-error a fixed voice drop has no agent
applyFixes({ ...draft, type: "VOICE_DROP" }, findings).draft.ai_agent_conversation_config_id.length;
// @ts-expect-error the option is onTicket
await seax.campaigns.launch(draft, { onticket: () => {} });
// @ts-expect-error a ticket is more than its key
await seax.campaigns.launch(draft, { ticket: { key: "01a21099-5d54-70eb-9ddd-c6cc102a0c82" } });
// @ts-expect-error an outcome is a word
if (receipt.outcome === "sent") void receipt;
// @ts-expect-error a snapshot is no campaign
for await (const { statistics } of seax.campaigns.watch(receipt.campaign.id)) void statistics;
// @ts-expect-error a rate may be absent
report.rates.human.share;
// @ts-expect-error a contact has a name
renderMessage(draft, { phone: "+12025550100" });
// @ts-expect-error a time is text
parseApiTime(1_751_943_969_000);

export const used = [
  first,
  hears,
  concerned,
  receiver,
  agent,
  anyType,
  made,
  sentence,
  seconds,
  words,
  made_at,
];
