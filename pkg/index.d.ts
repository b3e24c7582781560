import type {
  ApiTime,
  CallableContact,
  CallingHours,
  CallPace,
  CallTime,
  CampaignDraft,
  CampaignId,
  ClientConfig,
  Contact,
  ErrorCode,
  Finding,
  FixOptions,
  MergeContact,
  MessageTemplate,
  MissingMergeFields,
  RenderedMessage,
  SeaxClient,
  Ticket,
  ValidationIssue,
} from "./dist/seax_dialer.js";

export type * from "./dist/seax_dialer.js";

/**
 * Creates the client of a workspace. Loads the core of the package's WebAssembly first, once for all clients; it is enough
 * for calls of one request. Other parts are loaded on first use.
 * @example
 * const seax = await createClient({ workspaceId, apiKey: process.env.SEAX_API_KEY });
 * const { data: phones } = await seax.phones.list({ voice_available: true });
 * @throws {SeaxError} rejects with `invalid_argument` for a wrong option, `unsafe_browser_key` for an API key in a page, or
 * `not_loaded`
 */
export function createClient(config: ClientConfig): Promise<SeaxClient>;

/**
 * Loads ahead of time what calls of one request, lists, checks, launches and watches need. Without it, each part is loaded on
 * first use. Imports, files and calling hours always are.
 * @example
 * await preload();
 * const { text } = renderMessage(draft, contact);
 * @throws {SeaxError} rejects with `not_loaded`
 */
export function preload(wasm?: ClientConfig["wasm"]): Promise<void>;

/**
 * Applies the fixes of a check's findings: those of errors, or with `warnings: true` those of all findings. A fix can remove
 * people from the audience, so look at `applied`, and check the fixed draft again.
 *
 * The order of the findings makes no difference, and applying them twice has no further effect. The draft that was given is
 * not changed. If there is nothing to apply, a copy of it is returned, even if it cannot be sent.
 * @example
 * const { findings } = await seax.campaigns.check(draft);
 * const { draft: fixed, applied } = applyFixes(draft, findings);
 * for (const { message } of applied) console.log("fixed:", message);
 * const { findings: left } = await seax.campaigns.check(fixed);
 * @throws {SeaxError} `invalid_argument` if there are fixes and the draft cannot be sent, before or after them; `not_loaded` before the first check or launch, or `preload()`
 */
export function applyFixes<Draft extends CampaignDraft>(
  draft: Draft,
  findings: readonly Finding[],
  options?: FixOptions,
): FixedDraft<Extract<CampaignDraft, Pick<Draft, "type">>>;

/** What `applyFixes` returns. */
export interface FixedDraft<Draft extends CampaignDraft = CampaignDraft> {
  /** The draft with the fixes. */
  draft: Draft;
  /** The findings whose fixes were applied, in the order given. */
  applied: Finding[];
}

/**
 * Returns whether a phone number or a contact can be called at a point in time by the known rules, and when. For an array,
 * returns an array of answers in the same order. Loads its data on first use.
 *
 * This is not legal advice: rules apply to kinds of calls, and were read on a certain day. Each answer names the rule that it
 * is based on.
 * @throws {SeaxError} rejects with `invalid_argument` or `not_loaded`
 */
export function callingHours(contact: string | CallableContact, options?: CallTime): Promise<CallingHours>;
export function callingHours(
  contacts: readonly (string | CallableContact)[],
  options?: CallTime,
): Promise<CallingHours[]>;

/**
 * Corrects a phone number to what was probably meant, in the international form: from full-width digits, blanks, `00` for
 * `+`, or the national form of a country (ISO 3166, such as `TW`). Undefined where that cannot be told.
 * @throws {SeaxError} rejects with `invalid_argument` or `not_loaded`
 */
export function correctNumber(number: string, defaultCountry?: string): Promise<string | undefined>;

/**
 * Estimates how long it takes to call a number of contacts at a draft's pace, in milliseconds. As in a check, every call takes
 * a minute with its ringing, and everybody is called `max_attempts` times.
 * @example
 * const minutes = estimateCallingMs({ max_attempts: 2, max_dialers: 20 }, 1_000) / 60_000;
 * @throws {SeaxError} `invalid_argument`; `not_loaded` before the first check or launch, or `preload()`
 */
export function estimateCallingMs(draft: CampaignDraft | CallPace, contacts: number): number;

/**
 * Renders a draft's message as a contact would hear it.
 *
 * `{name}` and `{phone}` come from the contact; any other `{key}` from the draft's `message_variables`, else from the
 * contact's `contact_field_data`. Case does not matter. A placeholder without a value stays as it is: it is read out
 * literally.
 * @example
 * const { text, missing } = renderMessage({ message: "Hello {name}" }, { name: "Ann", phone: "+12345678900" });
 * @throws {SeaxError} `invalid_argument`; `not_loaded` before the first check or launch, or `preload()`
 */
export function renderMessage(draft: CampaignDraft | MessageTemplate, contact: MergeContact): RenderedMessage;

/**
 * Finds the contacts for which a placeholder of the draft's message has no value, in the order given.
 * @example
 * for (const { contact, missing } of missingMergeFields(draft, contacts)) console.log(contact.name, missing.join());
 * @throws {SeaxError} `invalid_argument`; `not_loaded` before the first check or launch, or `preload()`
 */
export function missingMergeFields<C extends MergeContact = Contact>(
  draft: CampaignDraft | MessageTemplate,
  contacts: readonly C[],
): MissingMergeFields<C>[];

/**
 * Parses a time of the API. Times in replies are UTC but do not say so (`2025-07-08T03:19:39`), and `new Date(time)` would
 * read them as local time. A time with an offset is read with that offset. Text that is not a time gives an invalid `Date`.
 * @example
 * const created = parseApiTime(campaign.created_time);
 */
export function parseApiTime(time: ApiTime): Date;

/** The error of every failure. An aborted call rejects with its signal's own reason instead. */
export class SeaxError extends Error {
  private constructor();
  /** The kind of error. */
  readonly code: ErrorCode;
  /** The HTTP status, if there was an answer. */
  readonly status?: number;
  /** The server's own code for the error, such as an edge's `"token_expired"`. */
  readonly serverCode?: string;
  /** The server's id of the request. */
  readonly requestId?: string;
  /** The details of a 422. */
  readonly issues?: ValidationIssue[];
  /** A JSON pointer into a malformed reply, or the name of an invalid argument. */
  readonly path?: string;
  /** How many requests were sent. For a launch: how often its draft was sent. */
  readonly attempts: number;
  /** How long the server asks to wait, in milliseconds. For an unconfirmed launch: how long until it can be sent again. */
  readonly retryAfterMs?: number;
  /** How many rows an iteration over a list yielded before it failed. */
  readonly rows?: number;
  /** The ticket of a launch, once it exists. After `ticket_not_stored`, it was not stored. */
  readonly ticket?: Ticket;
  /**
   * The campaigns that an unconfirmed launch may have created, but that carry no key to tell: a person has to compare them.
   * Or, with the `campaignState` `"exists"`, those that were created: all, by a launch that was sent more than once, or the one
   * that the ticket names.
   */
  readonly candidates?: CampaignId[];
  /**
   * Whether the campaign of a failed launch exists. `"none"`: no, and no request that was sent can still create it.
   * `"unknown"`: perhaps; keep the ticket or key, and launch with it to find out. `"exists"`: it was created (`candidates`).
   */
  readonly campaignState?: "none" | "unknown" | "exists";
  /** The findings of the check of a launch's draft, errors first. */
  readonly findings?: Finding[];
  /** What `JSON.stringify` writes: the fields above and `message`, without `stack` and `cause`. */
  toJSON(): SeaxErrorJson;
}

/** A `SeaxError` as JSON, which {@link isSeaxError} recognizes. */
export type SeaxErrorJson = Omit<SeaxError, "toJSON" | "stack" | "cause">;

/**
 * Whether something is a `SeaxError`, of this or another copy of this package, or one that was sent to another thread or
 * process as JSON. `instanceof` recognizes the same, but its type promises more than JSON contains.
 * @example
 * if (isSeaxError(error) && error.code === "rate_limited") await sleep(error.retryAfterMs ?? 60_000);
 */
export function isSeaxError(
  value: unknown,
): value is SeaxErrorJson & { stack?: string | undefined; cause?: unknown };
