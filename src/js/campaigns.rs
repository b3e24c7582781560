//! `client.campaigns`

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::campaigns,
    error::{Error, Result},
    js::{core::Core, figures, input, launch, options, rows, value, watch},
    model::CampaignId,
    plan,
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
  ): Promise<Page<Pick<Campaign, Field>>>;
  /**
   * Walks every campaign that the query matches, as one reply: each comes while the rest is still on its way, and none is
   * read before you have time for it. With `batch: true`, they come as arrays.
   *
   * With a `limit`, it goes by pages of that size instead. `offset` is the first row. Unless `order_by` says otherwise, the oldest campaign comes first.
   * @throws {SeaxError} the step that fails rejects with one; the campaigns before it are good, and `rows` counts them
   */
  each<Field extends keyof Campaign = keyof Campaign>(
    query: CampaignQuery | undefined,
    options: EachOptions<Field> & { batch: true },
  ): AsyncGenerator<Pick<Campaign, Field>[], void, undefined>;
  each<Field extends keyof Campaign = keyof Campaign>(
    query?: CampaignQuery,
    options?: EachOptions<Field> & { batch?: false },
  ): AsyncGenerator<Pick<Campaign, Field>, void, undefined>;
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
  check(draft: CampaignDraft, options?: CallOptions): Promise<Preflight>;
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
}
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
        let call = input::read("draft", draft).and_then(|draft| campaigns::create(&draft));
        self.0.promise(call, options)
    }

    /// Lists campaigns.
    pub fn list(&self, query: &JsValue, options: &JsValue) -> Promise {
        self.0.page(input::read("query", query).map(|query| campaigns::list(&query)), options)
    }

    /// Walks every campaign that the query matches.
    pub fn each(&self, query: &JsValue, options: &JsValue) -> JsValue {
        rows::walk(&self.0, input::read("query", query).map(|query| campaigns::each(&query)), options)
    }

    /// Reads one campaign.
    pub fn get(&self, id: &JsValue, options: &JsValue) -> Promise {
        self.0.promise(campaign_id(id).map(|id| campaigns::get(&id)), options)
    }

    /// Finds what is wrong with a draft.
    pub fn check(&self, draft: &JsValue, options: &JsValue) -> Promise {
        let prepared = input::json("draft", draft).and_then(|draft| Ok((draft, options::read(options)?)));
        self.0.run(prepared, async |client, draft, limits| {
            let preflight = match plan::read(draft) {
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
}

fn campaign_id(id: &JsValue) -> Result<CampaignId> {
    let id = input::text("id", id)?;
    CampaignId::new(id).ok_or_else(|| Error::argument("id", "must be an id of 8-4-4-4-12 hexadecimal digits"))
}
