//! `client.campaigns.watch`

use wasm_bindgen::prelude::*;

use crate::{
    client::{Watch, WatchOptions},
    error::Result,
    js::{
        abort::Signal,
        core::Core,
        figures,
        options::{self, Options},
        steps::{Source, Step, Steps},
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
    fn snapshots(source: Source) -> JsValue;
}

/// The async iterator over a campaign's snapshots.
pub fn watch(core: &Core, id: Result<CampaignId>, options: &JsValue) -> JsValue {
    let prepared = id.and_then(|id| {
        let (watch, signal) = read(&id, options)?;
        let watch: Box<dyn Steps> = Box::new(watch);
        Ok((watch, signal))
    });
    snapshots(Source::new(core, prepared))
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

/// A step is a snapshot.
impl Steps for Watch {
    fn step<'a>(&'a mut self, core: &'a Core) -> Step<'a> {
        Box::pin(async {
            match self.next(core.client()).await? {
                Some(snapshot) => figures::snapshot(&snapshot).map(Some),
                None => Ok(None),
            }
        })
    }
}
