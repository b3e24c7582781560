import type { ClientConfig, SeaxClient, ValidationIssue } from "./dist/seax_dialer.js";

export type {
  AclIpAddress,
  Agent,
  AgentId,
  AgentIntegration,
  AgentQuery,
  Agents,
  AiAgentDraft,
  ApiTime,
  Audio,
  AuthHeader,
  ByocTrunk,
  CallerVerificationStatus,
  CallOptions,
  Campaign,
  CampaignContactField,
  CampaignDraft,
  CampaignId,
  CampaignMetadata,
  CampaignMode,
  CampaignQuery,
  CampaignStage,
  CampaignStatistics,
  CampaignStatus,
  Campaigns,
  CampaignType,
  ChannelService,
  ClientConfig,
  ClientEvent,
  ClockTime,
  Commas,
  Contact,
  ContactField,
  ContactFieldId,
  ContactFieldType,
  ContactId,
  ContactLabel,
  ContactQuery,
  Contacts,
  ConversationConfigId,
  DraftFields,
  Filled,
  IntegrationType,
  Keyword,
  LabelId,
  LabelQuery,
  Labels,
  LabelWithCount,
  MetadataContact,
  MetadataLabel,
  OffsetTime,
  Order,
  Page,
  Phone,
  PhoneCapability,
  PhoneId,
  PhoneQuery,
  PhoneRecipient,
  PhoneSource,
  Phones,
  PhoneType,
  ProgressiveDialerDraft,
  RecipientOverwrite,
  RecipientType,
  RelativeTimeConfig,
  RelativeTimeDraft,
  SeaxClient,
  User,
  UserTheme,
  ValidationIssue,
  VerifiedCaller,
  VoiceDropDraft,
  WhatsappStatus,
  WorkspaceId,
} from "./dist/seax_dialer.js";

/**
 * Makes the client of a workspace. Loads the package's WebAssembly first, once for all clients.
 * @throws {SeaxError} rejects with `invalid_argument` or `unsafe_browser_key`
 */
export function createClient(config: ClientConfig): Promise<SeaxClient>;

/** What sort of failure a `SeaxError` is. */
export type ErrorCode =
  /** Something that the caller gave cannot be; nothing was sent. */
  | "invalid_argument"
  /** 401: no key, a wrong one, or the `auth` function failed. */
  | "unauthorized"
  /** 403: the key is good, but not for this. */
  | "forbidden"
  /** 404: there is no such thing. */
  | "not_found"
  /** 409: it is not in a state for this. */
  | "conflict"
  /** 422, or another 4xx: the server does not take what it got. `issues` says why. */
  | "unprocessable"
  /** 429: too many requests. `retryAfterMs` says how long to wait, where the server does. */
  | "rate_limited"
  /** 5xx: the server failed. */
  | "server_error"
  /** No answer came through. */
  | "network"
  /** No answer came in time. */
  | "timeout"
  /** The answer is not what the API says. `path` points to the place. */
  | "malformed_reply"
  /** An API key in a browser page, where every visitor can read it. */
  | "unsafe_browser_key";

/** The error of every failure. An aborted call rejects with its signal's own reason instead. */
export class SeaxError extends Error {
  private constructor();
  /** What sort of failure it is. */
  readonly code: ErrorCode;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** The server's own name for the request. */
  readonly requestId?: string;
  /** The details of a 422. */
  readonly issues?: ValidationIssue[];
  /** A JSON pointer into a malformed reply; or the name of an invalid argument. */
  readonly path?: string;
  /** How many requests were sent. */
  readonly attempts: number;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}
