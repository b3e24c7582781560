// Options and fields that are `undefined` count as absent, also under exactOptionalPropertyTypes.

import {
  applyFixes,
  type CampaignDraft,
  type ContactQuery,
  createClient,
  type Finding,
  type SeaxClient,
} from "seax-dialer";

declare const env: Record<string, string | undefined>;
declare const maybe: { number?: number; text?: string; flag?: boolean };
declare const draft: CampaignDraft;
declare const findings: Finding[];
declare const signal: AbortSignal | undefined;

const seax: SeaxClient = await createClient({
  workspaceId: env.SEAX_WORKSPACE_ID ?? "",
  apiKey: env.SEAX_API_KEY,
  auth: undefined,
  baseUrl: env.SEAX_BASE_URL,
  fetch: undefined,
  timeoutMs: maybe.number,
  deadlineMs: maybe.number,
  maxRetries: maybe.number,
  onEvent: undefined,
  dangerouslyAllowBrowser: maybe.flag,
  allowUnknownValues: maybe.flag,
  wasm: undefined,
});
const call = { signal, timeoutMs: maybe.number, deadlineMs: maybe.number, maxRetries: maybe.number };
const query: ContactQuery = { keyword: maybe.text, limit: maybe.number, phone_only: maybe.flag };
await seax.contacts.list(query, { ...call, select: undefined });
await seax.campaigns.check({ ...draft, message: maybe.text }, call);
await seax.campaigns.launch(applyFixes(draft, findings, { warnings: maybe.flag }).draft, {
  ...call,
  onTicket: undefined,
  ticket: undefined,
});
for await (const now of seax.campaigns.watch("id", { ...call, minIntervalMs: maybe.number }))
  now.ageMs.toFixed();
