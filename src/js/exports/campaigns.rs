//! `client.campaigns`

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::campaigns,
    error::Result,
    js::{
        exports::{core::Core, input, launch, options, rows, watch},
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
   * Makes a campaign, which calls people: `POST /auto_dialer_campaigns`.
   *
   * The draft is checked first; nothing is sent if it cannot be. It is sent once: again only after a 429, which is a
   * refusal. After any other failure the campaign may exist all the same, and the error says so.
   * @throws {SeaxError} rejects with one
   */
  create(draft: CampaignDraft, options?: CallOptions): Promise<Campaign>;
  /**
   * Lists campaigns: `GET /auto_dialer_campaigns`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  list<Field extends keyof Campaign = keyof Campaign>(
    query?: CampaignQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<Campaign, Field>>;
  /**
   * Reads one campaign: `GET /auto_dialer_campaigns/{id}`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  get(id: CampaignId, options?: CallOptions): Promise<Campaign>;
  /**
   * Finds what is wrong with a draft, and whom it would call. Nothing is made, and nobody is called.
   *
   * Reads the phones, the agents, the labels and the audience, each only where the draft has to do with it, with as few
   * requests as there can be. What cannot be read, and a draft that cannot be sent at all, are findings too.
   * @throws {SeaxError} rejects with `invalid_argument` for a draft that is no plain data
   */
  check(draft: CampaignDraft, options?: CallOptions): Promise<CheckResult>;
  /**
   * Makes a campaign, which calls people: at most one for each ticket, whatever fails on the way.
   *
   * The draft is checked first, and not sent if there are errors. Then `onTicket` stores the ticket, the draft is sent
   * once, and if its answer is lost, the campaign is looked for by the ticket's key. A draft of the stage `DRAFT`, which
   * calls nobody, is sent plainly.
   * @throws {SeaxError} rejects with `launch_unconfirmed` if it is not known whether the campaign was made: go on with the
   * error's `ticket`. After every other error it was not made, and never will be
   */
  launch(draft: CampaignDraft, options?: LaunchOptions): Promise<LaunchReceipt>;
  /**
   * Follows a campaign: a snapshot at once, then one whenever there is news, the last one when it is over.
   *
   * Readings that fail are ridden out: the snapshot's `failure` and `ageMs` tell of them. It reads only while somebody
   * waits for the next snapshot; `break` and `return()` end it and leave no timer behind.
   * @throws {SeaxError} the step that fails rejects with one: the first reading as any call does, a later one only if it
   * cannot pass, or has lasted for `giveUpAfterMs`
   */
  watch(id: CampaignId, options?: WatchOptions): AsyncGenerator<CampaignSnapshot, void, undefined>;
  /**
   * The figures of a campaign that is over, or those so far: `GET /auto_dialer_campaigns/{id}`. Sent again after failures
   * that may pass.
   * @throws {SeaxError} rejects with one
   */
  report(id: CampaignId, options?: CallOptions): Promise<CampaignReport>;
  /**
   * Changes a campaign: `PATCH /auto_dialer_campaigns/{id}`. What is left out stays as it is. Which changes the API takes at
   * which status, it does not say.
   *
   * Sent again after failures that may pass; but a change that could let calls go out, by its `status` or by the stage
   * `INSTANCE`, only after a 429.
   * @throws {SeaxError} rejects with one
   */
  update(id: CampaignId, change: CampaignUpdate, options?: CallOptions): Promise<Campaign>;
  /**
   * Lets no more calls go out, for now: a change to the status `PAUSED`. Calls under way go on. Sent again after failures
   * that may pass.
   * @throws {SeaxError} rejects with one
   */
  pause(id: CampaignId, options?: CallOptions): Promise<Campaign>;
  /**
   * Lets calls go out again: a change to the status `STARTED`. Sent again only after a 429: late, it would undo a pause
   * that came after it.
   * @throws {SeaxError} rejects with one
   */
  resume(id: CampaignId, options?: CallOptions): Promise<Campaign>;
  /**
   * Lets no more calls go out, for ever: a change to the status `CANCELED`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  cancel(id: CampaignId, options?: CallOptions): Promise<Campaign>;
  /**
   * Removes a campaign: `DELETE /auto_dialer_campaigns/{id}`. Sent again after failures that may pass; if the campaign is
   * gone by then, an attempt before has removed it.
   * @throws {SeaxError} rejects with one
   */
  delete(id: CampaignId, options?: CallOptions): Promise<void>;
  /**
   * Calls one number at once, as a campaign would: `POST /auto_dialer_campaigns/dry_run`. For a rehearsal to your own phone.
   * Sent again only after a 429.
   * @throws {SeaxError} rejects with one
   */
  testCall(call: TestCall, options?: CallOptions): Promise<void>;
  /**
   * Adds contacts to a campaign of the mode `WEBHOOK`: `POST /auto_dialer_campaigns/{id}/webhooks`. Sent again only after
   * a 429.
   * @throws {SeaxError} rejects with one
   */
  addContacts(id: CampaignId, contacts: WebhookContacts, options?: CallOptions): Promise<void>;
  /**
   * Estimates how long a campaign plays: `POST /auto_dialer_campaigns/{id}/validate`. Sent again after failures that may
   * pass.
   * @throws {SeaxError} rejects with one
   */
  estimatePlayTime(id: CampaignId, window: CampaignValidation, options?: CallOptions): Promise<PlayTime>;
  /**
   * Lists a campaign's calls with all that belongs to them: `GET /auto_dialer_campaigns/{id}/logs`. Sent again after failures
   * that may pass.
   * @throws {SeaxError} rejects with one
   */
  logs<Field extends keyof CampaignLog = keyof CampaignLog>(
    id: CampaignId,
    query?: CallQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<CampaignLog, Field>>;
  /**
   * Lists what came of a campaign's calls: keys, labels, summaries and what was looked for:
   * `GET /auto_dialer_campaigns/{id}/results`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  results<Field extends keyof CallResult = keyof CallResult>(
    id: CampaignId,
    query?: CallQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<CallResult, Field>, CampaignResultsOf<Field>>;
  /**
   * Lists a campaign's calls as the dialer sees them: `GET /auto_dialer_campaigns/{id}/jobs`. With `include_detail: true`,
   * each has its contact and its call. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  attempts<Detail extends boolean = false, Field extends keyof CampaignAttemptOf<Detail> & string = keyof CampaignAttemptOf<Detail> & string>(
    id: CampaignId,
    query?: CampaignAttemptQueryOf<Detail>,
    options?: ListOptions<Field>,
  ): ListCall<Pick<CampaignAttemptOf<Detail>, Field>>;
  /**
   * A campaign's logs as a file with its name: `GET /auto_dialer_campaigns/{id}/download_logs`. `timeoutMs` is for all of it.
   * Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  downloadLogs(id: CampaignId, options?: CallOptions): Promise<File>;
  /**
   * The file that a campaign's contacts can be filled into, with its name:
   * `GET /auto_dialer_campaigns/{id}/download_contact_template`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  downloadContactTemplate(id: CampaignId, options?: CallOptions): Promise<File>;
  /**
   * Reads the contacts in a file that was uploaded: `POST /auto_dialer_campaigns/{id}/validate_contact_file`. Sent again
   * after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  validateContactFile(id: CampaignId, file: ContactFile, options?: CallOptions): Promise<Page<FileContact>>;
}

/** A row of `campaigns.attempts`: with its contact and its call, or without. */
export type CampaignAttemptOf<Detail extends boolean> = Detail extends true ? CampaignAttemptDetail : CampaignAttempt;

/** What to ask of `campaigns.attempts`; `include_detail` says which rows come. */
export type CampaignAttemptQueryOf<Detail extends boolean> = Omit<CampaignAttemptQuery, "include_detail"> &
  (false extends Detail ? { include_detail?: Detail } : { include_detail: Detail });

/** What `campaigns.results` gives, where each row has only some fields. */
export type CampaignResultsOf<Field extends keyof CallResult> = Omit<CampaignResults, "campaign_results"> & {
  campaign_results: Pick<CallResult, Field>[];
};
"#;

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
        let prepared = input::json("draft", draft).and_then(|draft| Ok((draft, options::read(options)?)));
        self.0.run(prepared, async |client, draft, limits| {
            let preflight = match preflight::read(draft) {
                Ok(draft) => client.check(&draft, limits).await,
                Err(preflight) => preflight,
            };
            value::parse(preflight.as_bytes())
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
