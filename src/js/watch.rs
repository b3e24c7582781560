//! `client.campaigns.watch`

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::future::{AbortHandle, abortable};
use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    client::{Watch, WatchOptions},
    error::Result,
    js::{
        abort::{self, Signal},
        core::{Core, promise},
        error::to_js,
        figures,
        options::{self, Options},
    },
    model::CampaignId,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** How to follow a campaign. */
export interface WatchOptions extends CallOptions {
  /** How long to wait at least between two readings, in milliseconds: so long while the campaign moves; 2 000 if left out. */
  minIntervalMs?: number;
  /** How long to wait at most between two readings, in milliseconds: so long while nothing happens; 30 000 if left out. */
  maxIntervalMs?: number;
  /** How long readings may fail before the watch gives up with the last failure, in milliseconds; 300 000 if left out. */
  giveUpAfterMs?: number;
}
"#;

const KEYS: [&str; 7] =
    ["signal", "timeoutMs", "deadlineMs", "maxRetries", "minIntervalMs", "maxIntervalMs", "giveUpAfterMs"];

#[wasm_bindgen(raw_module = "../iterate.js")]
extern "C" {
    /// An async generator over the source's snapshots.
    fn snapshots(source: SnapshotSource) -> JsValue;
}

/// Where the generator gets its snapshots from.
#[wasm_bindgen(skip_typescript)]
pub struct SnapshotSource {
    view: Rc<View>,
}

struct View {
    core: Core,
    signal: Option<Signal>,
    /// The watch. It is taken out while a reading is awaited: the generator asks for one at a time.
    watch: RefCell<Result<Option<Watch>>>,
    /// Ends the reading that is awaited.
    handle: Cell<Option<AbortHandle>>,
}

/// The async iterator over a campaign's snapshots. What is wrong with the arguments is thrown at its first step.
pub fn watch(core: &Core, id: Result<CampaignId>, options: &JsValue) -> JsValue {
    let prepared = id.and_then(|id| read(&id, options));
    let (watch, signal) = match prepared {
        Ok((watch, signal)) => (Ok(Some(watch)), signal),
        Err(error) => (Err(error), None),
    };
    let (core, watch, handle) = (core.clone(), RefCell::new(watch), Cell::new(None));
    snapshots(SnapshotSource { view: Rc::new(View { core, signal, watch, handle }) })
}

fn read(id: &CampaignId, options: &JsValue) -> Result<(Watch, Option<Signal>)> {
    let given = Options::new("options", options, &KEYS)?;
    let (call, signal) = options::call(&given)?;
    let options = WatchOptions {
        min_interval: given.span("minIntervalMs")?,
        max_interval: given.span("maxIntervalMs")?,
        give_up_after: given.span("giveUpAfterMs")?,
        call,
    };
    Ok((Watch::new(id, options)?, signal))
}

#[wasm_bindgen]
impl SnapshotSource {
    /// The next snapshot; undefined at the end.
    pub fn next(&self) -> Promise {
        let view = self.view.clone();
        let (step, handle) = abortable(async move { view.next().await });
        self.view.handle.set(Some(handle));
        promise(async move { step.await.unwrap_or(Ok(JsValue::UNDEFINED)) })
    }

    /// Nobody wants more: lets go of what is awaited.
    pub fn close(&self) {
        if let Some(handle) = self.view.handle.take() {
            handle.abort();
        }
        *self.view.watch.borrow_mut() = Ok(None);
    }
}

impl View {
    async fn next(&self) -> std::result::Result<JsValue, JsValue> {
        let taken = self.watch.replace(Ok(None)).map_err(|error| to_js(&error))?;
        let Some(mut watch) = taken else { return Ok(JsValue::UNDEFINED) };
        let next = abort::or(self.signal.clone(), watch.next(self.core.client())).await?;
        match next.map_err(|error| to_js(&error))? {
            Some(snapshot) => {
                *self.watch.borrow_mut() = Ok(Some(watch));
                figures::snapshot(&snapshot).map_err(|error| to_js(&error))
            }
            None => Ok(JsValue::UNDEFINED),
        }
    }
}
