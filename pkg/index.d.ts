import type {
  ApiTime,
  CallingHours,
  CallPace,
  CallTime,
  CampaignDraft,
  CampaignId,
  ClientConfig,
  Contact,
  ErrorCode,
  Finding,
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
 * Makes the client of a workspace. Loads the package's WebAssembly first, once for all clients.
 * @throws {SeaxError} rejects with `invalid_argument` or `unsafe_browser_key`
 */
export function createClient(config: ClientConfig): Promise<SeaxClient>;

/**
 * The draft with every `fix` of these findings; findings without one change nothing. The order makes no difference, and
 * twice is the same as once. The draft that was given stays as it is.
 * @throws {SeaxError} `invalid_argument` where a fix is for another type of draft; `not_loaded` before the first client
 */
export function applyFixes<Draft extends CampaignDraft>(
  draft: Draft,
  findings: readonly Finding[],
): Extract<CampaignDraft, Pick<Draft, "type">>;

/**
 * Whether a number, or a contact, can be called at a moment by the rules that are known, and when. For an array, an array of
 * answers in the same order. Loads its data when it is first called.
 *
 * No legal advice: rules are for kinds of calls, and were read on a day. Each answer says which rule it goes by.
 * @throws {SeaxError} rejects with `invalid_argument` or `not_loaded`; throws `not_loaded` before the first client
 */
export function callingHours(contact: string | MergeContact, options?: CallTime): Promise<CallingHours>;
export function callingHours(
  contacts: readonly (string | MergeContact)[],
  options?: CallTime,
): Promise<CallingHours[]>;

/**
 * What a phone number was probably meant to be, in the international form: with digits of full width, blanks, `00` for `+`, or
 * in the national form of a country (ISO 3166, such as `TW`). Undefined where that cannot be told.
 * @throws {SeaxError} rejects with `invalid_argument` or `not_loaded`; throws `not_loaded` before the first client
 */
export function correctNumber(number: string, defaultCountry?: string): Promise<string | undefined>;

/**
 * How long it can take to call so many contacts at a draft's pace, in milliseconds: as a check reckons, with a minute for each
 * call and its ringing, and everybody dialled as often as may be.
 * @throws {SeaxError} `invalid_argument`; `not_loaded` before the first client
 */
export function estimateCallingMs(draft: CampaignDraft | CallPace, contacts: number): number;

/**
 * The message of a draft as a contact would hear it.
 *
 * `{name}` and `{phone}` come from the contact; any other `{key}` from the draft's `message_variables`, else from the
 * contact's `contact_field_data`. Upper and lower case are the same. A placeholder without a value stays as it is: it is
 * read aloud.
 * @throws {SeaxError} `invalid_argument`; `not_loaded` before the first client
 */
export function renderMessage(draft: CampaignDraft | MessageTemplate, contact: MergeContact): RenderedMessage;

/**
 * Those contacts that would hear a placeholder of the draft's message read aloud, in the order given.
 * @throws {SeaxError} `invalid_argument`; `not_loaded` before the first client
 */
export function missingMergeFields<C extends MergeContact = Contact>(
  draft: CampaignDraft | MessageTemplate,
  contacts: readonly C[],
): MissingMergeFields<C>[];

/**
 * A time of the API's as a `Date`. Times in replies are UTC but do not say so (`2025-07-08T03:19:39`), and `new Date(time)`
 * would read them as local time. A time with an offset is read as it says. Text that is no time gives an invalid `Date`, as
 * `new Date` does.
 */
export function parseApiTime(time: ApiTime): Date;

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
  /** How many requests were sent. For a launch: how often its draft was. */
  readonly attempts: number;
  /** How long the server asks to wait, in milliseconds. For an unconfirmed launch: until it can be sent again. */
  readonly retryAfterMs?: number;
  /** How many rows a walk over a list had given before it failed, where they came as one reply. */
  readonly rows?: number;
  /** The ticket of a launch, from when `onTicket` was given it. */
  readonly ticket?: Ticket;
  /**
   * The campaigns that an unconfirmed launch may have made, but that carry no key to tell: a person has to. Or all those that
   * were made by one that was sent twice on its way.
   */
  readonly candidates?: CampaignId[];
  /** What was found wrong with the draft of a launch, errors first. */
  readonly findings?: Finding[];
}
