//! `client.campaigns`

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::campaigns,
    error::Result,
    js::{
        exports::{
            core::Core,
            hours, input, launch,
            options::{self, Options},
            rows, watch,
        },
        figures, value,
    },
    model::CampaignId,
    preflight,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** Auto-dialer voice campaigns. */
export interface Campaigns {
  /**
   * Prefer `launch`, which makes at most one campaign whatever fails: this is the bare request.
   *
   * Creates a campaign, which calls people: `POST /auto_dialer_campaigns`. The draft is validated first, and nothing is sent if it
   * is invalid. It is sent once: retried only after a 429. After any other failure the campaign may exist, and the message says
   * so.
   * @example
   * const campaign = await seax.campaigns.create(draft);
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong draft, and as every request does
   */
  create(draft: CampaignDraft, options?: CallOptions): Promise<Campaign>;
  /**
   * Lists campaigns: `GET /auto_dialer_campaigns`. Await the call for one page, or iterate it for every row; nothing is sent before.
   * Retried after transient failures.
   * @example
   * const { data: over } = await seax.campaigns.list({ statuses: ["FINISHED"], order_by: "created_time:desc" });
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, and as every request does
   */
  list<Field extends keyof Campaign = keyof Campaign>(
    query?: CampaignQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<Campaign, Field>>;
  /**
   * Reads a campaign: `GET /auto_dialer_campaigns/{id}`. Retried after transient failures.
   * @example
   * const { status, statistics } = await seax.campaigns.get(id);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, and as every request does
   */
  get(id: CampaignId, options?: CallOptions): Promise<Campaign>;
  /**
   * Checks a draft, and counts whom it would call. Nothing is created, and nobody is called.
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
   * The draft as one for each group of time zones: each with a window in which all of its contacts can be called, and with its
   * part of the audience, by the contacts that are left out. Together they have the whole audience, and nobody is in two of them.
   * Nothing is created: launch each part with an `idempotencyKey` or a ticket of its own.
   *
   * Launch them soon: somebody who is given a chosen label afterwards is left out of none, and would be called by each.
   * @throws {SeaxError} rejects with one
   */
  splitByZone(draft: CampaignDraft, options?: HoursOptions): Promise<CampaignPart[]>;
  /**
   * Creates a campaign, which calls people: at most one for each `idempotencyKey` or ticket, whatever fails on the way.
   *
   * An earlier launch with the same key is looked for first. The draft is checked, and not sent if there are errors. The
   * ticket is stored, the draft is sent once with the ticket's key on it, and one look at the list verifies the answer. If
   * there is none, the campaign is looked for by that key. A draft of the stage `DRAFT`, which calls nobody, is sent plainly.
   * @example
   * const { campaign } = await seax.campaigns.launch(draft, { idempotencyKey: "survey-2026-11-28" });
   * @throws {SeaxError} `error.campaignState` says whether the campaign exists. `"none"`: no, and it never will.
   * `"unknown"`: perhaps; launch again with the same key or the error's `ticket`. `"exists"`: yes, see `candidates`
   */
  launch(draft: CampaignDraft, options?: LaunchOptions): Promise<LaunchReceipt>;
  /**
   * Follows a campaign: yields a snapshot at once, then one whenever something changes, the last one when it is over.
   *
   * A reading that fails does not end it: the snapshot's `lastErrorCode` and `ageMs` tell of it. It reads only while you wait for
   * the next snapshot; `break` and `return()` end it and leave no timer behind.
   * @example
   * for await (const { campaign, progress } of seax.campaigns.watch(id)) console.log(campaign.status, progress.done, progress.of);
   * @throws {SeaxError} the step that fails rejects: the first reading as any request does, a later one if retrying cannot help or
   * has lasted for `giveUpAfterMs`
   */
  watch(id: CampaignId, options?: WatchOptions): AsyncGenerator<CampaignSnapshot, void, undefined>;
  /**
   * The figures of a campaign that is over, or those so far: `GET /auto_dialer_campaigns/{id}`. Retried after transient failures.
   * @example
   * const { rates, duration } = await seax.campaigns.report(id);
   * console.log(rates.human?.share, duration?.seconds);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, and as every request does
   */
  report(id: CampaignId, options?: CallOptions): Promise<CampaignReport>;
  /**
   * Changes a campaign: `PATCH /auto_dialer_campaigns/{id}`. Fields that are left out stay as they are. The API does not document
   * which changes it accepts at which status.
   *
   * Retried after transient failures; but a change that could let calls go out, by its `status` or by the stage `INSTANCE`, only
   * after a 429.
   * @example
   * await seax.campaigns.update(id, { end_time: "2026-07-08T18:00:00+08:00" });
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, and as every request does
   */
  update(id: CampaignId, change: CampaignUpdate, options?: CallOptions): Promise<Campaign>;
  /**
   * Pauses a campaign: no more calls start, calls in progress go on. A change to the status `PAUSED`. Retried after transient
   * failures.
   * @example
   * await seax.campaigns.pause(id);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, and as every request does
   */
  pause(id: CampaignId, options?: CallOptions): Promise<Campaign>;
  /**
   * Resumes a campaign that was paused: a change to the status `STARTED`. Retried only after a 429: a late one would undo a pause
   * that came after it.
   * @example
   * await seax.campaigns.resume(id);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, and as every request does
   */
  resume(id: CampaignId, options?: CallOptions): Promise<Campaign>;
  /**
   * Cancels a campaign for good: a change to the status `CANCELED`. Retried after transient failures.
   * @example
   * await seax.campaigns.cancel(id);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, and as every request does
   */
  cancel(id: CampaignId, options?: CallOptions): Promise<Campaign>;
  /**
   * Deletes a campaign: `DELETE /auto_dialer_campaigns/{id}`. Retried after transient failures: if the campaign is gone by then,
   * the call succeeds.
   * @example
   * await seax.campaigns.delete(id);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, and as every request does
   */
  delete(id: CampaignId, options?: CallOptions): Promise<void>;
  /**
   * Rings a real phone: calls one number at once, as a campaign would. Give your own. The API calls it a dry run:
   * `POST /auto_dialer_campaigns/dry_run`. Retried only after a 429.
   * @example
   * await seax.campaigns.testCall({ type: "VOICE_DROP", message: "Hello", phone_ids: [phone.id], dial_to: "+12345678900" });
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong number, and as every request does
   */
  testCall(call: TestCall, options?: CallOptions): Promise<void>;
  /**
   * Adds contacts to a campaign of the mode `WEBHOOK`: `POST /auto_dialer_campaigns/{id}/webhooks`. Retried only after a 429.
   * @example
   * await seax.campaigns.addContacts(id, { contacts: [{ name: "Ann", phone: "+12345678900" }] });
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, and as every request does
   */
  addContacts(id: CampaignId, contacts: WebhookContacts, options?: CallOptions): Promise<void>;
  /**
   * Estimates how long a campaign plays: `POST /auto_dialer_campaigns/{id}/validate`. Nothing is changed. Retried after transient
   * failures.
   * @example
   * const { estimated_duration } = await seax.campaigns.estimatePlayTime(id, { option: "PLAY_TIME_DURATION", start_time, end_time });
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, and as every request does
   */
  estimatePlayTime(id: CampaignId, window: CampaignValidation, options?: CallOptions): Promise<PlayTime>;
  /**
   * Lists a campaign's calls with the contact, the call, the campaign and the conversation: `GET /auto_dialer_campaigns/{id}/logs`. Await the call for one page, or iterate it for every row; nothing is sent before.
   * Retried after transient failures.
   * @example
   * for await (const { contact, call } of seax.campaigns.logs(id)) console.log(contact?.name, call?.status);
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, and as every request does
   */
  logs<Field extends keyof CampaignLog = keyof CampaignLog>(
    id: CampaignId,
    query?: CallQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<CampaignLog, Field>>;
  /**
   * Lists the results of a campaign's calls: keys, labels, summaries and extracted fields: `GET /auto_dialer_campaigns/{id}/results`. Await the call for one page, or iterate it for every row; nothing is sent before.
   * Retried after transient failures.
   *
   * Results have no ids. If calls are added while you iterate with a `limit`, a row can come twice.
   * @example
   * for await (const { contact_name, key_press } of seax.campaigns.results(id)) console.log(contact_name, key_press);
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, and as every request does
   */
  results<Field extends keyof CallResult = keyof CallResult>(
    id: CampaignId,
    query?: CallQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<CallResult, Field>, CampaignResultsOf<Field>>;
  /**
   * Lists a campaign's call attempts. With `include_detail: true`, each has its contact and its call: `GET /auto_dialer_campaigns/{id}/jobs`. Await the call for one page, or iterate it for every row; nothing is sent before.
   * Retried after transient failures.
   * @example
   * const { data } = await seax.campaigns.attempts(id, { statuses: ["FAILED"], include_detail: true });
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, and as every request does
   */
  attempts<Detail extends boolean = false, Field extends keyof CampaignAttemptOf<Detail> & string = keyof CampaignAttemptOf<Detail> & string>(
    id: CampaignId,
    query?: CampaignAttemptQueryOf<Detail>,
    options?: ListOptions<Field>,
  ): ListCall<Pick<CampaignAttemptOf<Detail>, Field>>;
  /**
   * Downloads a campaign's logs as a `File` with its name: `GET /auto_dialer_campaigns/{id}/download_logs`. `timeoutMs` is for the
   * whole download. Retried after transient failures.
   * @example
   * const file = await seax.campaigns.downloadLogs(id, { timeoutMs: 300_000 });
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, and as every request does
   */
  downloadLogs(id: CampaignId, options?: CallOptions): Promise<File>;
  /**
   * Downloads the file to fill a campaign's contacts into, as a `File` with its name:
   * `GET /auto_dialer_campaigns/{id}/download_contact_template`. Retried after transient failures.
   * @example
   * const template = await seax.campaigns.downloadContactTemplate(id);
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, and as every request does
   */
  downloadContactTemplate(id: CampaignId, options?: CallOptions): Promise<File>;
  /**
   * Reads the contacts in a file that was uploaded: `POST /auto_dialer_campaigns/{id}/validate_contact_file`. Nothing is changed.
   * Retried after transient failures.
   * @example
   * const { data: contacts } = await seax.campaigns.validateContactFile(id, { url: "https://example.com/contacts.csv" });
   * @throws {SeaxError} rejects with `not_found` if there is no such campaign, and as every request does
   */
  validateContactFile(id: CampaignId, file: ContactFile, options?: CallOptions): Promise<Page<FileContact>>;
}

/** A row of `campaigns.attempts`: with its contact and its call, or without. */
export type CampaignAttemptOf<Detail extends boolean> = Detail extends true ? CampaignAttemptDetail : CampaignAttempt;

/** What to ask of `campaigns.attempts`; `include_detail` says which rows come. */
export type CampaignAttemptQueryOf<Detail extends boolean> = Omit<CampaignAttemptQuery, "include_detail"> &
  (false extends Detail ? { include_detail?: Detail | undefined } : { include_detail: Detail });

/** What `campaigns.results` gives, where each row has only some fields. */
export type CampaignResultsOf<Field extends keyof CallResult> = Omit<CampaignResults, "campaign_results"> & {
  campaign_results: Pick<CallResult, Field>[];
};
"#;

const CHECK: [&str; 6] = ["signal", "timeoutMs", "deadlineMs", "maxRetries", "everybody", "callingHours"];
const SPLIT: [&str; 5] = ["signal", "timeoutMs", "deadlineMs", "maxRetries", "callingHours"];

/// Auto-dialer voice campaigns.
#[wasm_bindgen(skip_typescript)]
pub struct Campaigns(Core);

impl Campaigns {
    pub(super) fn new(core: Core) -> Self {
        Self(core)
    }
}

#[wasm_bindgen]
impl Campaigns {
    /// Makes a campaign.
    pub fn create(&self, draft: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::CREATE, (None, Some(("draft", draft))), options)
    }

    /// Lists campaigns.
    pub fn list(&self, query: &JsValue, options: &JsValue) -> JsValue {
        rows::list(&self.0, &campaigns::LIST, (None, Some(("query", query))), options)
    }

    /// Reads one campaign.
    pub fn get(&self, id: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::GET, (Some(id), None), options)
    }

    /// Finds what is wrong with a draft.
    pub fn check(&self, draft: &JsValue, options: &JsValue) -> Promise {
        let strictness = self.0.strictness();
        let prepared = input::json("draft", draft).and_then(|draft| {
            let options = Options::new("options", options, &CHECK)?;
            let everybody = options.flag("everybody")? == Some(true);
            let hours = hours::settings(Some(&self.0), &options)?;
            Ok(((draft, everybody, hours), options::call(&options)?))
        });
        self.0.run(prepared, async move |client, (draft, everybody, hours), limits| {
            let hours = hours::prepare(hours).await;
            let preflight = match preflight::read(draft, strictness) {
                Ok(draft) => client.check(&draft, everybody, &hours, limits).await,
                Err(preflight) => preflight,
            };
            value::parse(preflight.as_bytes())
        })
    }

    /// A draft as one for each group of time zones.
    #[wasm_bindgen(js_name = splitByZone)]
    pub fn split_by_zone(&self, draft: &JsValue, options: &JsValue) -> Promise {
        let prepared = input::read("draft", draft, self.0.strictness()).and_then(|draft| {
            let options = Options::new("options", options, &SPLIT)?;
            let hours = hours::settings(Some(&self.0), &options)?.unwrap_or_default();
            Ok(((draft, hours), options::call(&options)?))
        });
        self.0.run(prepared, async |client, (draft, hours), limits| {
            let hours = hours::load(hours).await?;
            let parts = client.split_by_zone(&draft, hours, limits).await?;
            value::parse(preflight::hours::to_json(&parts).as_bytes())
        })
    }

    /// Makes a campaign: at most one for each ticket.
    pub fn launch(&self, draft: &JsValue, options: &JsValue) -> Promise {
        launch::launch(&self.0, draft, options)
    }

    /// Follows a campaign.
    pub fn watch(&self, id: &JsValue, options: &JsValue) -> JsValue {
        watch::watch(&self.0, campaign_id(id), options)
    }

    /// A campaign's figures.
    pub fn report(&self, id: &JsValue, options: &JsValue) -> Promise {
        let prepared = campaign_id(id).and_then(|id| Ok((id, options::read(options)?)));
        self.0.run(prepared, async |client, id, limits| {
            let report = client.report(&id, limits).await?;
            figures::report(&report)
        })
    }
    /// Changes a campaign.
    pub fn update(&self, id: &JsValue, change: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::UPDATE, (Some(id), Some(("change", change))), options)
    }

    /// Lets no more calls go out, for now.
    pub fn pause(&self, id: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::PAUSE, (Some(id), None), options)
    }

    /// Lets calls go out again.
    pub fn resume(&self, id: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::RESUME, (Some(id), None), options)
    }

    /// Lets no more calls go out, for ever.
    pub fn cancel(&self, id: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::CANCEL, (Some(id), None), options)
    }

    /// Removes a campaign.
    pub fn delete(&self, id: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::DELETE, (Some(id), None), options)
    }

    /// Estimates how long it plays.
    #[wasm_bindgen(js_name = estimatePlayTime)]
    pub fn estimate_play_time(&self, id: &JsValue, window: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::ESTIMATE_PLAY_TIME, (Some(id), Some(("window", window))), options)
    }

    /// Adds contacts to it.
    #[wasm_bindgen(js_name = addContacts)]
    pub fn add_contacts(&self, id: &JsValue, contacts: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::ADD_CONTACTS, (Some(id), Some(("contacts", contacts))), options)
    }

    /// Its logs as a file.
    #[wasm_bindgen(js_name = downloadLogs)]
    pub fn download_logs(&self, id: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::DOWNLOAD_LOGS, (Some(id), None), options)
    }

    /// The file that its contacts can be filled into.
    #[wasm_bindgen(js_name = downloadContactTemplate)]
    pub fn download_contact_template(&self, id: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::DOWNLOAD_CONTACT_TEMPLATE, (Some(id), None), options)
    }

    /// The contacts in a file that was uploaded.
    #[wasm_bindgen(js_name = validateContactFile)]
    pub fn validate_contact_file(&self, id: &JsValue, file: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::VALIDATE_CONTACT_FILE, (Some(id), Some(("file", file))), options)
    }

    /// Calls one number.
    #[wasm_bindgen(js_name = testCall)]
    pub fn test_call(&self, call: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&campaigns::TEST_CALL, (None, Some(("call", call))), options)
    }

    /// Lists its calls with all that belongs to them.
    pub fn logs(&self, id: &JsValue, query: &JsValue, options: &JsValue) -> JsValue {
        rows::list(&self.0, &campaigns::LOGS, (Some(id), Some(("query", query))), options)
    }

    /// Lists what came of its calls.
    pub fn results(&self, id: &JsValue, query: &JsValue, options: &JsValue) -> JsValue {
        rows::list(&self.0, &campaigns::RESULTS, (Some(id), Some(("query", query))), options)
    }

    /// Lists its calls as the dialer sees them.
    pub fn attempts(&self, id: &JsValue, query: &JsValue, options: &JsValue) -> JsValue {
        rows::list(&self.0, &campaigns::ATTEMPTS, (Some(id), Some(("query", query))), options)
    }
}

fn campaign_id(id: &JsValue) -> Result<CampaignId> {
    input::id(id, CampaignId::new)
}
