//! TypeScript declarations of `client.campaigns`. The core makes its calls of one request, [`Rest`](super::client::Rest) the
//! others.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** Options of a split by time zones. */
export interface SplitOptions extends CallOptions {
  /**
   * Replaces the client's `callingHours` for this campaign. If neither is given, a split is by the hours for sales calls. It cannot
   * be `false`: a split is by calling hours.
   */
  callingHours?: CallingHoursOptions | undefined;
}

/** Auto-dialer voice campaigns. */
export interface Campaigns {
  /**
   * Prefer `launch`, which creates at most one campaign, whatever fails: this is the plain request.
   *
   * Creates a campaign, which calls people: `POST /auto_dialer_campaigns`. The draft is validated first, and nothing is sent if it
   * is invalid. It is sent once: retried only after a 429. After any other failure the campaign may exist, and the message says
   * so.
   * @example
   * const campaign = await seax.campaigns.create(draft);
   * @throws {SeaxError} rejects with `invalid_argument` for an invalid draft, or with the errors of any request
   */
  create(draft: CampaignDraft, options?: CallOptions): Promise<Campaign>;
  /**
   * Lists campaigns: `GET /auto_dialer_campaigns`. Await the call for one page, or iterate it for every row; no request is sent before that.
   * Retried after transient failures.
   * @example
   * const { data: over } = await seax.campaigns.list({ statuses: ["FINISHED"], order_by: "created_time:desc" });
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, or with the errors of any request
   */
  list<Field extends keyof Campaign = keyof Campaign>(
    query?: CampaignQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<Campaign, Field>>;
  /**
   * Reads a campaign: `GET /auto_dialer_campaigns/{id}`. Retried after transient failures.
   * @example
   * const { status, statistics } = await seax.campaigns.get(id);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, or with the errors of any request
   */
  get(id: CampaignId, options?: CallOptions): Promise<Campaign>;
  /**
   * Checks a draft, and counts the contacts that it would call. Nothing is created, and nobody is called.
   *
   * Reads the phones, agents, labels and contacts that the draft names, with as few requests as possible. What cannot be read, and
   * a draft that cannot be sent at all, are findings too.
   * @example
   * const { findings, audience } = await seax.campaigns.check(draft);
   * for (const { severity, message } of findings) console.log(severity, message);
   * console.log(audience?.callable, "people would be called");
   * @throws {SeaxError} rejects with `invalid_argument` if the draft is not plain data
   */
  check(draft: CampaignDraft, options?: CheckOptions): Promise<CheckResult>;
  /**
   * Splits a draft into one for each group of time zones. Each part has a window in which all of its contacts can be called, and
   * excludes the contacts of the other parts. Together they have the whole audience, and nobody is in two of them. Nothing is
   * created: launch each part with its own `idempotencyKey` or ticket.
   *
   * Launch them soon: a contact that gets a selected label after the split is excluded by none of the parts, and called by each.
   * @throws {SeaxError} rejects with `invalid_argument` if the draft cannot be split, or with the errors of any request
   */
  splitByZone(draft: CampaignDraft, options?: SplitOptions): Promise<CampaignPart[]>;
  /**
   * Creates a campaign, which calls people: at most one for each ticket, whatever fails on the way. For an `idempotencyKey`, give
   * `tickets` too: without a store, the key is looked for in the list only, 24 hours back (`keyLifetimeMs`).
   *
   * Looks for an earlier launch with the same key first. Checks the draft, and does not send it if there are errors. Stores the
   * ticket, sends the draft once with the ticket's key in it, and verifies the reply with one look at the list. Without a reply,
   * looks for the campaign by that key. A draft of the stage `DRAFT`, which calls nobody, is just sent.
   * @example
   * const { campaign } = await seax.campaigns.launch(draft, { idempotencyKey: "survey-2026-11-28" });
   * @throws {SeaxError} `error.campaignState` says whether the campaign exists. `"none"`: no, and it never will.
   * `"unknown"`: perhaps; launch again with the same key or the error's `ticket`. `"exists"`: it was created, see `candidates`
   */
  launch(draft: CampaignDraft, options?: LaunchOptions): Promise<LaunchReceipt>;
  /**
   * Follows a campaign: yields a snapshot at once, then one whenever something changes, the last one when it is over.
   *
   * A failed read does not end it: the snapshot's `lastErrorCode` and `ageMs` show it. It reads only while you wait for the next
   * snapshot; `break` and `return()` end it and leave no timer behind. `timeoutMs`, `deadlineMs` and `maxRetries` are for each
   * read; after the first snapshot, a read is retried only if `maxRetries` is given here.
   * @example
   * for await (const { campaign, progress } of seax.campaigns.watch(id)) console.log(campaign.status, progress.done, progress.of);
   * @throws {SeaxError} the failing step rejects: the first read like any request, a later one if retrying cannot help or reads
   * have failed for `giveUpAfterMs`
   */
  watch(id: CampaignId, options?: WatchOptions): AsyncGenerator<CampaignSnapshot, void, undefined>;
  /**
   * Returns a campaign's figures, final or so far: `GET /auto_dialer_campaigns/{id}`. Retried after transient failures.
   * @example
   * const { rates, duration } = await seax.campaigns.report(id);
   * console.log(rates.human?.share, duration?.seconds);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, or with the errors of any request
   */
  report(id: CampaignId, options?: CallOptions): Promise<CampaignReport>;
  /**
   * Changes a campaign: `PATCH /auto_dialer_campaigns/{id}`. Fields that are left out stay as they are. The API does not document
   * which changes it accepts at which status.
   *
   * Retried after transient failures if it stops the campaign (`status`), makes it a `DRAFT` (`stage`) or changes its `name`; with
   * any other field, only after a 429: a late repeat could undo what someone has changed meanwhile.
   * @example
   * await seax.campaigns.update(id, { end_time: "2026-07-08T18:00:00+08:00" });
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, or with the errors of any request
   */
  update(id: CampaignId, change: CampaignUpdate, options?: CallOptions): Promise<Campaign>;
  /**
   * Sets a campaign's status to `PAUSED`. The API does not document whether calls in progress go on, or when the last one
   * starts: use the returned `status`. Retried after transient failures.
   * @example
   * await seax.campaigns.pause(id);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, or with the errors of any request
   */
  pause(id: CampaignId, options?: CallOptions): Promise<Campaign>;
  /**
   * Resumes a campaign that was paused: a change to the status `STARTED`. Retried only after a 429: a late retry would undo a
   * later pause.
   * @example
   * await seax.campaigns.resume(id);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, or with the errors of any request
   */
  resume(id: CampaignId, options?: CallOptions): Promise<Campaign>;
  /**
   * Sets a campaign's status to `CANCELED`. The API does not document whether calls in progress go on, or whether it can be
   * restarted. Retried after transient failures.
   * @example
   * await seax.campaigns.cancel(id);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, or with the errors of any request
   */
  cancel(id: CampaignId, options?: CallOptions): Promise<Campaign>;
  /**
   * Deletes a campaign: `DELETE /auto_dialer_campaigns/{id}`. Retried after transient failures: if the campaign is gone by then,
   * the call succeeds.
   * @example
   * await seax.campaigns.delete(id);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, or with the errors of any request
   */
  delete(id: CampaignId, options?: CallOptions): Promise<void>;
  /**
   * Rings a real phone: calls one number at once, as a campaign would. Use your own. The API calls it a dry run:
   * `POST /auto_dialer_campaigns/dry_run`. Retried only after a 429.
   * @example
   * await seax.campaigns.testCall({ type: "VOICE_DROP", message: "Hello", phone_ids: [phone.id], dial_to: "+12345678900" });
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong number, or with the errors of any request
   */
  testCall(call: TestCall, options?: CallOptions): Promise<void>;
  /**
   * Adds contacts to a campaign of the mode `WEBHOOK`: `POST /auto_dialer_campaigns/{id}/webhooks`. Retried only after a 429.
   * @example
   * await seax.campaigns.addContacts(id, { contacts: [{ name: "Ann", phone: "+12345678900" }] });
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, or with the errors of any request
   */
  addContacts(id: CampaignId, contacts: WebhookContacts, options?: CallOptions): Promise<void>;
  /**
   * Estimates how long a campaign plays: `POST /auto_dialer_campaigns/{id}/validate`. Nothing is changed. Retried after transient
   * failures.
   * @example
   * const { estimated_duration } = await seax.campaigns.estimatePlayTime(id, { option: "PLAY_TIME_DURATION", start_time, end_time });
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, or with the errors of any request
   */
  estimatePlayTime(id: CampaignId, window: CampaignValidation, options?: CallOptions): Promise<PlayTime>;
  /**
   * Lists a campaign's calls with the contact, the call, the campaign and the conversation: `GET /auto_dialer_campaigns/{id}/logs`. Await the call for one page, or iterate it for every row; no request is sent before that.
   * Retried after transient failures.
   * @example
   * for await (const { contact, call } of seax.campaigns.logs(id)) console.log(contact?.name, call?.status);
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, or with the errors of any request
   */
  logs<Field extends keyof CampaignLog = keyof CampaignLog>(
    id: CampaignId,
    query?: CallQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<CampaignLog, Field>>;
  /**
   * Lists the results of a campaign's calls: keys, labels, summaries and extracted fields: `GET /auto_dialer_campaigns/{id}/results`. Await the call for one page, or iterate it for every row; no request is sent before that.
   * Retried after transient failures.
   *
   * Results have no ids. If calls are added while you iterate with a `limit`, a row can come twice.
   * @example
   * for await (const { contact_name, key_press } of seax.campaigns.results(id)) console.log(contact_name, key_press);
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, or with the errors of any request
   */
  results<Field extends keyof CallResult = keyof CallResult>(
    id: CampaignId,
    query?: CallQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<CallResult, Field>, CampaignResultsOf<Field>>;
  /**
   * Lists a campaign's call attempts. With `include_detail: true`, each has its contact and its call: `GET /auto_dialer_campaigns/{id}/jobs`. Await the call for one page, or iterate it for every row; no request is sent before that.
   * Retried after transient failures.
   * @example
   * const { data } = await seax.campaigns.attempts(id, { statuses: ["FAILED"], include_detail: true });
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, or with the errors of any request
   */
  attempts<Detail extends boolean = false, Field extends keyof CampaignAttemptOf<Detail> & string = keyof CampaignAttemptOf<Detail> & string>(
    id: CampaignId,
    query?: CampaignAttemptQueryOf<Detail>,
    options?: ListOptions<Field>,
  ): ListCall<Pick<CampaignAttemptOf<Detail>, Field>>;
  /**
   * Downloads a campaign's logs as a `File` with its name: `GET /auto_dialer_campaigns/{id}/download_logs`. For a large file, raise
   * both limits: `timeoutMs` is the longest wait for the next part of it, `deadlineMs` is for the whole download. Retried after
   * transient failures.
   * @example
   * const file = await seax.campaigns.downloadLogs(id, { timeoutMs: 300_000, deadlineMs: 900_000 });
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, or with the errors of any request
   */
  downloadLogs(id: CampaignId, options?: CallOptions): Promise<File>;
  /**
   * Downloads the template of a campaign's contact file, as a `File` with its name:
   * `GET /auto_dialer_campaigns/{id}/download_contact_template`. Retried after transient failures.
   * @example
   * const template = await seax.campaigns.downloadContactTemplate(id);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, or with the errors of any request
   */
  downloadContactTemplate(id: CampaignId, options?: CallOptions): Promise<File>;
  /**
   * Reads the contacts in a file that was uploaded: `POST /auto_dialer_campaigns/{id}/validate_contact_file`. Nothing is changed.
   * Retried after transient failures.
   * @example
   * const { data: contacts } = await seax.campaigns.validateContactFile(id, { url: "https://example.com/contacts.csv" });
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, or with the errors of any request
   */
  validateContactFile(id: CampaignId, file: ContactFile, options?: CallOptions): Promise<Page<FileContact>>;
}

/** A row of `campaigns.attempts`: with its contact and its call, or without. */
export type CampaignAttemptOf<Detail extends boolean> = Detail extends true ? CampaignAttemptDetail : CampaignAttempt;

/** The query of `campaigns.attempts`; `include_detail` determines the type of the rows. */
export type CampaignAttemptQueryOf<Detail extends boolean> = Omit<CampaignAttemptQuery, "include_detail"> &
  (false extends Detail ? { include_detail?: Detail | undefined } : { include_detail: Detail });

/** The reply of `campaigns.results` with only the selected fields in each row. */
export type CampaignResultsOf<Field extends keyof CallResult> = Omit<CampaignResults, "campaign_results"> & {
  campaign_results: Pick<CallResult, Field>[];
};

/**
 * A draft of any type without some of its fields, such as `DraftTemplate<"start_time" | "end_time">`, to be filled in for each
 * campaign. `Omit<CampaignDraft, ...>` would lose the fields that only one type has.
 * @example
 * function tomorrow(template: DraftTemplate<"start_time" | "end_time">): CampaignDraft {
 *   return { ...template, start_time, end_time };
 * }
 */
export type DraftTemplate<
  Field extends keyof DraftFields,
  Draft extends CampaignDraft = CampaignDraft,
> = Draft extends CampaignDraft ? Omit<Draft, Field> : never;
"#;
