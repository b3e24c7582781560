//! `client.campaigns`

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::campaigns,
    error::{Error, Result},
    js::{core::Core, input},
    model::CampaignId,
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
  list(query?: CampaignQuery, options?: CallOptions): Promise<Page<Campaign>>;
  /**
   * Reads one campaign: `GET /auto_dialer_campaigns/{id}`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  get(id: CampaignId, options?: CallOptions): Promise<Campaign>;
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
        self.0.promise(input::read("query", query).map(|query| campaigns::list(&query)), options)
    }

    /// Reads one campaign.
    pub fn get(&self, id: &JsValue, options: &JsValue) -> Promise {
        self.0.promise(campaign_id(id).map(|id| campaigns::get(&id)), options)
    }
}

fn campaign_id(id: &JsValue) -> Result<CampaignId> {
    let id = input::text("id", id)?;
    CampaignId::new(id).ok_or_else(|| Error::argument("id", "must be an id of 8-4-4-4-12 hexadecimal digits"))
}
