// Options and fields that are `undefined` count as absent, also under exactOptionalPropertyTypes.

import {
  applyFixes,
  type CampaignDraft,
  type ContactQuery,
  createClient,
  type Finding,
  type SeaxClient,
} from "seax-dialer";
import { createEdge, type EdgeLimits, mintToken } from "seax-dialer/edge";
import { createSandbox, type Fault } from "seax-dialer/testing";

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

// An edge and its tokens.

const limits: Record<keyof EdgeLimits, number | undefined> = {
  bodyBytes: maybe.number,
  bodyMs: maybe.number,
  queryBytes: maybe.number,
  tokenSeconds: maybe.number,
  launchesPerHour: maybe.number,
  watchers: maybe.number,
  upstreamMs: maybe.number,
  lookupTimeoutMs: maybe.number,
  maxCommitDelayMs: maybe.number,
  receiptMs: maybe.number,
  pollMs: maybe.number,
};
export const edge = createEdge({
  origins: [],
  workspaces: {},
  tokenSecrets: [],
  portalSecret: maybe.text,
  operations: undefined,
  basePath: maybe.text,
  upstream: maybe.text,
  limits,
});
await mintToken("", { workspaceId: "", operatorId: "", operations: undefined, expiresIn: maybe.number });

// A sandbox and its faults.

const sandbox = await createSandbox({
  seed: maybe.number,
  contacts: maybe.number,
  speed: maybe.number,
  pageCap: maybe.number,
  enforceHours: maybe.flag,
  clock: undefined,
  now: undefined,
  wasm: undefined,
});
const target = {
  operation: undefined,
  method: maybe.text,
  path: maybe.text,
  skip: maybe.number,
  times: maybe.number,
};
const faults: Fault[] = [
  { ...target, request: undefined, reply: "lost", status: undefined, delayMs: undefined },
  { ...target, request: "lost", reply: undefined, status: maybe.number, delayMs: maybe.number },
  { ...target, kind: "status", status: 503, headers: undefined, body: undefined },
  { ...target, kind: "delay", ms: 1, when: undefined },
  { ...target, kind: "lag", ms: 1 },
  { ...target, kind: "forget_draft_name" },
];
for (const fault of faults) sandbox.fault(fault);
await sandbox.serve({ port: maybe.number });
