//! Reads one campaign for all of its watchers.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use seax_dialer::{
    client::{CallOptions, Client, Watch, WatchOptions},
    error::{Error, Result},
    js::{clock::SystemClock, fetch::Fetch, figures, object::object},
    model::CampaignId,
    schema::Checked,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{
    config::{EdgeConfig, Workspace},
    js::{client, key_rejected, refused, thrown},
    redact::Redactor,
};

/// The poll interval of a campaign that does not change, or cannot be read, grows up to this factor.
pub(super) const MAX_SLOWDOWN: u64 = 5;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What the scripts need of a snapshot. */
export type Snapshot = Pick<CampaignSnapshot, "campaign" | "callsPerMinute" | "forecast" | "ageMs"> & {
  lastErrorCode?: string;
};

/** What a reading brought. Times in milliseconds. */
export interface Reading {
  /** The snapshot, if something changed, and from the first reading. */
  snapshot?: Snapshot;
  /** Whether the campaign has ended. */
  over: boolean;
  /** The time until the next reading. */
  dueMs?: number;
}
"#;

/// A campaign and the state of its watch.
#[wasm_bindgen]
pub struct CampaignReader {
    client: Rc<Client<Fetch, SystemClock>>,
    redactor: Rc<Redactor>,
    /// Taken out during a reading, since only one may run at a time.
    watch: Rc<RefCell<Option<Watch>>>,
}

impl CampaignReader {
    /// `last` is the campaign (JSON) as an earlier reader read it at `at`, in milliseconds since 1970; without one, it is empty.
    pub(super) fn new(
        config: &EdgeConfig,
        workspace: &Workspace,
        redactor: &Rc<Redactor>,
        id: &str,
        (last, at): (String, f64),
    ) -> Result<Self> {
        let client = client(config, workspace)?;
        let id = CampaignId::new(id).ok_or_else(|| Error::argument("id", "must be a campaign's id"))?;
        let poll = config.limits.poll_ms;
        let options = WatchOptions {
            min_interval: Some(poll),
            max_interval: Some(poll.saturating_mul(MAX_SLOWDOWN)),
            // A failed reading ends the watch: the room decides when the next one follows.
            give_up_after: Some(0),
            call: CallOptions { max_retries: Some(0), ..CallOptions::default() },
        };
        let mut watch = Watch::new(&id, options)?;
        if let Ok(last) = Checked::reply(last.into_bytes()) {
            watch.overtake(last, at as u64);
        }
        Ok(Self { client, redactor: redactor.clone(), watch: Rc::new(RefCell::new(Some(watch))) })
    }
}

#[wasm_bindgen]
impl CampaignReader {
    /// Reads the campaign once. Resolves to a refusal if the campaign cannot be watched.
    #[wasm_bindgen(unchecked_return_type = "Promise<Reading | Refusal>")]
    pub fn read(&self) -> Promise {
        let (client, redactor, place) = (self.client.clone(), self.redactor.clone(), self.watch.clone());
        future_to_promise(async move {
            let Some(mut watch) = place.take() else { return Err(thrown("another reading is under way")) };
            let outcome = watch.read(&client).await;
            let due = watch.due_in(&client).map(|due| due as f64);
            place.replace(Some(watch));
            match outcome {
                Ok(snapshot) => {
                    let snapshot = snapshot.map(|snapshot| figures::to_js(&snapshot)).transpose();
                    let snapshot = snapshot.map_err(|error| thrown(&error.message))?;
                    Ok(object(&[
                        ("snapshot", snapshot.into()),
                        ("over", due.is_none().into()),
                        ("dueMs", due.into()),
                    ]))
                }
                Err(error) => {
                    let status = match error.status {
                        Some(401) => return Ok(refused(&key_rejected())),
                        Some(status @ (403 | 404 | 429)) => status,
                        _ => 502,
                    };
                    Ok(object(&[
                        ("status", status.into()),
                        ("code", error.code.as_str().into()),
                        ("message", redactor.message(&error.message).into()),
                        ("retryAfterMs", error.retry_after_ms.map(|wait| wait as f64).into()),
                    ]))
                }
            }
        })
    }
}
