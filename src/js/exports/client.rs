//! The client object.

use wasm_bindgen::prelude::*;

use crate::js::exports::{
    agents::Agents,
    campaigns::Campaigns,
    config,
    contacts::Contacts,
    core::Core,
    error::{Prepared, to_js},
    jobs::Jobs,
    labels::Labels,
    phones::Phones,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** The client of one workspace. */
export interface SeaxClient {
  /** The workspace. */
  readonly workspaceId: WorkspaceId;
  /** The API's base URL, without a slash at its end. */
  readonly baseUrl: string;
  /** Phone numbers to call from. */
  readonly phones: Phones;
  /** The people to call. */
  readonly contacts: Contacts;
  /** The labels that an audience is chosen by. */
  readonly labels: Labels;
  /** AI agents. */
  readonly agents: Agents;
  /** Auto-dialer voice campaigns. */
  readonly campaigns: Campaigns;
  /** Work that the API does in the background, such as an import of contacts. */
  readonly jobs: Jobs;
  /**
   * Closes the client: wipes the API key from the WebAssembly's memory, and rejects every later call with
   * `client_closed`. A request that was sent already is still answered. The string that you gave is JavaScript's: it is
   * freed when nothing holds it any more.
   */
  free(): void;
  /** The same, at the end of a block: `using seax = await createClient(…)`. */
  [Symbol.dispose](): void;
}
"#;

/// The client of one workspace.
#[wasm_bindgen(skip_typescript)]
pub struct SeaxClient {
    core: Core,
    phones: JsValue,
    contacts: JsValue,
    labels: JsValue,
    agents: JsValue,
    campaigns: JsValue,
    jobs: JsValue,
}

#[wasm_bindgen]
impl SeaxClient {
    /// Makes a client of `createClient`'s argument.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue) -> Result<SeaxClient, JsValue> {
        let core = config::client(config).map_err(|error| to_js(&error, &Prepared::take()))?;
        Ok(Self {
            phones: Phones::new(core.clone()).into(),
            contacts: Contacts::new(core.clone()).into(),
            labels: Labels::new(core.clone()).into(),
            agents: Agents::new(core.clone()).into(),
            campaigns: Campaigns::new(core.clone()).into(),
            jobs: Jobs::new(core.clone()).into(),
            core,
        })
    }

    /// Closes the client. wasm-bindgen's own `free`, which this one replaces, would leave an object whose every use throws;
    /// its memory is freed with the object.
    #[wasm_bindgen(js_name = free)]
    pub fn close(&self) {
        self.core.close();
    }

    /// The workspace.
    #[wasm_bindgen(getter, js_name = workspaceId)]
    pub fn workspace_id(&self) -> String {
        self.core.client().workspace_id().into()
    }

    /// Where requests go.
    #[wasm_bindgen(getter, js_name = baseUrl)]
    pub fn base_url(&self) -> String {
        self.core.client().base_url().into()
    }

    /// Phone numbers to call from.
    #[wasm_bindgen(getter)]
    pub fn phones(&self) -> JsValue {
        self.phones.clone()
    }

    /// The people to call.
    #[wasm_bindgen(getter)]
    pub fn contacts(&self) -> JsValue {
        self.contacts.clone()
    }

    /// The labels that an audience is chosen by.
    #[wasm_bindgen(getter)]
    pub fn labels(&self) -> JsValue {
        self.labels.clone()
    }

    /// AI agents.
    #[wasm_bindgen(getter)]
    pub fn agents(&self) -> JsValue {
        self.agents.clone()
    }

    /// Auto-dialer voice campaigns.
    #[wasm_bindgen(getter)]
    pub fn campaigns(&self) -> JsValue {
        self.campaigns.clone()
    }

    /// Work that the API does in the background.
    #[wasm_bindgen(getter)]
    pub fn jobs(&self) -> JsValue {
        self.jobs.clone()
    }
}
