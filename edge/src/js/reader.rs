//! One campaign, followed for all who watch it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use seax_dialer::{
    client::{Client, Watch, WatchOptions},
    error::Result,
    js::{clock::SystemClock, fetch::Fetch, figures, object::object},
    model::{CampaignId, WorkspaceId},
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{
    config::EdgeConfig,
    js::{client, once, refused, thrown},
    refusal::Refusal,
};

/// A campaign that does not move is read so many times more seldom.
const SLOWEST: u64 = 5;

/// A campaign, and what is known of its past.
#[wasm_bindgen(skip_typescript)]
pub struct CampaignReader {
    client: Rc<Client<Fetch, SystemClock>>,
    /// Taken out while a reading is under way: there is one at a time.
    watch: Rc<RefCell<Option<Watch>>>,
}

impl CampaignReader {
    pub(super) fn new(config: &EdgeConfig, workspace: &WorkspaceId, key: &str, id: &str) -> Result<Self> {
        let client = client(workspace, &config.upstream, key, &config.limits)?;
        let id = CampaignId::new(id)
            .ok_or_else(|| seax_dialer::error::Error::argument("id", "must be a campaign's id"))?;
        let (min_interval, max_interval) =
            (Some(config.limits.poll_ms), Some(config.limits.poll_ms.saturating_mul(SLOWEST)));
        let watch = Watch::new(
            &id,
            WatchOptions { min_interval, max_interval, call: once(), ..WatchOptions::default() },
        )?;
        Ok(Self { client, watch: Rc::new(RefCell::new(Some(watch))) })
    }
}

#[wasm_bindgen]
impl CampaignReader {
    /// Reads the campaign once: `snapshot` if there is news, `over` if there is nothing more to come, and `dueMs` until the
    /// next reading; or a refusal, with which the room ends.
    pub fn read(&self) -> Promise {
        let (client, place) = (self.client.clone(), self.watch.clone());
        future_to_promise(async move {
            let Some(mut watch) = place.take() else { return Err(thrown("a reading is under way")) };
            let outcome = watch.read(&client).await;
            let due = watch.due_in(&client).map(|due| due as f64);
            place.replace(Some(watch));
            match outcome {
                Ok(snapshot) => {
                    let snapshot = snapshot.map(|snapshot| figures::snapshot(&snapshot)).transpose();
                    let snapshot = snapshot.map_err(|error| thrown(&error.message))?;
                    Ok(object(&[
                        ("snapshot", snapshot.into()),
                        ("over", due.is_none().into()),
                        ("dueMs", due.into()),
                    ]))
                }
                Err(error) => {
                    let status = match error.status {
                        Some(status @ (403 | 404 | 429)) => status,
                        Some(401) => 403,
                        _ => 502,
                    };
                    Ok(refused(&Refusal::new(status, error.code.as_str(), error.message)))
                }
            }
        })
    }
}
