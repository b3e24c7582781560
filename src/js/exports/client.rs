//! The client's methods beyond calls of one request. `pkg/src/client.js` has the methods that callers see.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::{OPERATIONS, Operation},
    error::{Error, Result},
    js::{
        exports::{
            check_options::{CHECK_OPTIONS, CheckOptions, HOURS_OPTIONS},
            config,
            error::{Prepared, to_js},
            hours, import, input,
            js_client::JsClient,
            launch,
            options::{self, Options},
            rows,
            steps::Source,
            watch,
        },
        figures, value,
    },
    model::{CampaignId, JobId},
    preflight,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
declare global {
  // Only the newest TypeScript libraries declare it; with those, this repeats the declaration.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}

/** The client of one workspace. */
export interface SeaxClient {
  /** The workspace. */
  readonly workspaceId: WorkspaceId;
  /** The API's base URL, without a trailing slash. */
  readonly baseUrl: string;
  /** Phone numbers to call from. */
  readonly phones: Phones;
  /** The people to call. */
  readonly contacts: Contacts;
  /** The labels that select an audience. */
  readonly labels: Labels;
  /** AI agents. */
  readonly agents: Agents;
  /** Auto-dialer voice campaigns. */
  readonly campaigns: Campaigns;
  /** Work that the API does in the background, such as an import of contacts. */
  readonly jobs: Jobs;
  /**
   * Closes the client: wipes the API key from the WebAssembly's memory, and rejects every later call with
   * `client_closed`. Requests already sent still complete. The string that you passed belongs to JavaScript, which frees it
   * once nothing references it.
   */
  free(): void;
  /** Calls `free()` at the end of a block: `using seax = await createClient(…)`. */
  [Symbol.dispose](): void;
}
"#;

/// The part of a client that needs more than the core. Arguments that are sent are passed as JSON, which was created when the
/// method was called; `None` if they are not plain data.
#[wasm_bindgen(skip_typescript)]
pub struct Rest(JsClient);

#[wasm_bindgen]
impl Rest {
    /// Creates the rest of the client with this number in the core. `part` has the caller's `fetch`, `auth` and
    /// `onEvent`, and the runtime's traits.
    #[wasm_bindgen(constructor)]
    pub fn new(client: u32, part: &JsValue) -> std::result::Result<Rest, JsValue> {
        config::client(client, part).map(Self).map_err(|error| to_js(&error, &Prepared::take()))
    }

    /// Sets the client's `callingHours`.
    #[wasm_bindgen(js_name = setHours)]
    pub fn set_hours(&self, given: &JsValue) -> std::result::Result<(), JsValue> {
        let settings = hours::given_settings(given).map_err(|error| to_js(&error, &Prepared::take()))?;
        if let Some(settings) = settings.flatten() {
            self.0.set_hours(settings);
        }
        Ok(())
    }

    /// Iterates over every row of a list.
    pub fn rows(&self, name: &str, id: &JsValue, query: Option<String>, options: &JsValue) -> Source {
        let prepared = operation(name).and_then(|operation| {
            let id = if operation.takes_id() { Some(id) } else { None };
            rows::prepare(&self.0, operation, (id, Some(("query", query))), options)
        });
        Source::new(&self.0, prepared)
    }

    /// Sends the request of an operation that the core does not have.
    pub fn ask(
        &self,
        id: &JsValue,
        options: &JsValue,
        argument: Option<String>,
        argument_name: &str,
        name: &str,
    ) -> Promise {
        let checked = operation(name).and_then(|operation| {
            let request =
                input::request(operation, (Some(id), Some((argument_name, argument))), self.0.strictness())?;
            Ok((request, options::read(options)?))
        });
        self.0.settle(Prepared::take(), checked)
    }

    /// Checks a draft.
    pub fn check(&self, draft: Option<String>, options: &JsValue) -> Promise {
        let strictness = self.0.strictness();
        let prepared = input::plain("draft", draft).and_then(|draft| {
            let options = Options::new("options", options, CHECK_OPTIONS)?;
            let everybody = CheckOptions::read(&options)?.everybody == Some(true);
            let hours = hours::settings(&self.0, &options)?;
            Ok(((draft, everybody, hours), options::call(&options)?))
        });
        self.0.run(prepared, async move |client, (draft, everybody, hours), limits| {
            let hours = hours::prepare(hours).await?;
            let preflight = match preflight::read(draft, strictness) {
                Ok(draft) => client.check(&draft, everybody, &hours, limits).await,
                Err(preflight) => preflight,
            };
            value::parse(preflight.as_bytes())
        })
    }

    /// Splits a draft into one for each group of time zones.
    #[wasm_bindgen(js_name = splitByZone)]
    pub fn split_by_zone(&self, draft: Option<String>, options: &JsValue) -> Promise {
        let prepared = input::read_text("draft", draft, self.0.strictness()).and_then(|draft| {
            let options = Options::new("options", options, HOURS_OPTIONS)?;
            if options.get("callingHours")?.is_some_and(|given| given == false) {
                return Err(Error::argument("callingHours", "cannot be false: a split is by calling hours"));
            }
            let hours = hours::settings(&self.0, &options)?.unwrap_or_default();
            Ok(((draft, hours), options::call(&options)?))
        });
        self.0.run(prepared, async |client, (draft, hours), limits| {
            let hours = hours::load(hours).await?;
            let parts = client.split_by_zone(&draft, &hours, limits).await?;
            value::parse(preflight::hours::to_json(&parts).as_bytes())
        })
    }

    /// Launches a campaign: at most one for each ticket.
    pub fn launch(&self, draft: Option<String>, options: &JsValue) -> Promise {
        launch::launch(&self.0, draft, options)
    }

    /// Watches a campaign.
    pub fn watch(&self, id: &JsValue, options: &JsValue) -> Source {
        watch::watch(&self.0, input::id(id, CampaignId::new), options)
    }

    /// Returns a campaign's figures.
    pub fn report(&self, id: &JsValue, options: &JsValue) -> Promise {
        let prepared = input::id(id, CampaignId::new).and_then(|id| Ok((id, options::read(options)?)));
        self.0.run(prepared, async |client, id, limits| {
            let report = client.report(&id, limits).await?;
            figures::to_js(&report)
        })
    }

    /// Checks a CSV file of contacts.
    #[wasm_bindgen(js_name = checkImport)]
    pub fn check_import(&self, file: JsValue, options: &JsValue) -> Promise {
        import::check(&self.0, file, options)
    }

    /// Imports contacts from a CSV file.
    pub fn import(&self, file: JsValue, options: &JsValue, query: Option<String>) -> Promise {
        import::import(&self.0, file, query, options)
    }

    /// Polls a job until it is over.
    pub fn wait(&self, id: &JsValue, options: &JsValue) -> Promise {
        let prepared = input::id(id, JobId::new).and_then(|id| Ok((id, options::read(options)?)));
        self.0.run(prepared, async |client, id, limits| {
            value::parse(client.wait(&id, limits).await?.as_bytes())
        })
    }
}

fn operation(name: &str) -> Result<&'static Operation> {
    let found = OPERATIONS.iter().find(|operation| operation.name == name);
    found.copied().ok_or_else(|| Error::argument(name, "is not an operation"))
}
