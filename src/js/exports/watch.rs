//! Implements `client.campaigns.watch`: by polling, or with the snapshots that an edge pushes.

use std::pin::pin;

use futures_util::future::{Either, select};
use js_sys::Promise;
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;

use crate::{
    client::{Clock, MAX_PUSHED, Millis, Pushed, Transport, Watch, WatchOptions},
    error::Result,
    js::{
        call_options::CALL_OPTIONS,
        clock::SystemClock,
        exports::{
            abort::Signal,
            input,
            js_client::JsClient,
            options::{self, Options},
            steps::{Source, Step, Steps},
        },
        figures,
        object::set,
        option_set::options,
        untrusted::get,
        value,
    },
    model::{
        CampaignId,
        snapshot::{Forecast, Snapshot},
    },
    progress::OpenHours,
    schema::Strictness,
};

options! {
    /// Options of a watch.
    Given, NAMES: "WatchOptions extends CallOptions", with CALL_OPTIONS;
    /// The shortest time between two polls, in milliseconds, while the campaign moves; 2 000 if left out.
    min_interval = span "minIntervalMs",
    /// The longest time between two polls, in milliseconds, while nothing happens; 30 000 if left out.
    max_interval = span "maxIntervalMs",
    /// How long polls may fail before the watch gives up with the last failure, in milliseconds; 300 000 if left out.
    give_up_after = span "giveUpAfterMs",
    /// The calling hours from a check (`audience.hours`): the forecast then counts only the times at which contacts can be
    /// called. With it, the client polls the campaign even if an edge would push its snapshots.
    hours = get "hours" as "HoursSummary",
}

#[wasm_bindgen(raw_module = "../src/live.js")]
extern "C" {
    type Live;
    fn follow(url: &str, token: &str) -> Option<Live>;
    #[wasm_bindgen(method)]
    fn next(this: &Live) -> Promise;
    #[wasm_bindgen(method)]
    fn waited(this: &Live) -> f64;
    #[wasm_bindgen(method)]
    fn close(this: &Live);
}

/// Returns the source of a campaign's snapshots.
pub fn watch(client: &JsClient, id: Result<CampaignId>, options: &JsValue) -> Source {
    let prepared = id.and_then(|id| {
        let (watch, signal, hours) = read(&id, options)?;
        // The snapshots that an edge pushes do not account for these hours.
        let only_polls = hours.is_some();
        let watch = watch.with_hours(hours);
        let following: Box<dyn Steps> =
            Box::new(Following { watch, id, known: None, live: None, pushed: None, only_polls, over: false });
        Ok((following, signal))
    });
    Source::new(client, prepared)
}

fn read(id: &CampaignId, options: &JsValue) -> Result<(Watch, Option<Signal>, Option<OpenHours>)> {
    let given = Options::new("options", options, NAMES)?;
    let (call, signal) = options::call(&given)?;
    let Given { min_interval, max_interval, give_up_after, hours } = Given::read(&given)?;
    let options = WatchOptions { min_interval, max_interval, give_up_after, call };
    let hours = match hours {
        // The check of a newer version of this package may say more.
        Some(hours) => OpenHours::read(&input::read("hours", &hours, Strictness::OpenInput)?),
        None => None,
    };
    Ok((Watch::new(id, options)?, signal, hours))
}

/// A campaign that is being watched.
struct Following {
    watch: Watch,
    id: CampaignId,
    /// What the latest poll told, until an edge has caught up with it.
    known: Option<Told>,
    /// The edge's socket, as long as the edge pushes snapshots.
    live: Option<Live>,
    /// The latest snapshot that was pushed, and when, by both clocks, until a poll succeeds.
    pushed: Option<(JsValue, (Millis, Millis))>,
    /// Whether no further socket is tried: nothing came through the last one, or the watch accounts for calling hours.
    only_polls: bool,
    /// Whether the latest pushed snapshot was the final one.
    over: bool,
}

/// Each step is a snapshot.
impl Steps for Following {
    fn step<'a>(&'a mut self, client: &'a JsClient) -> Step<'a> {
        Box::pin(async {
            if self.over {
                return Ok(None);
            }
            if self.live.is_none() && self.known.is_some() {
                self.live = self.open(client).await;
                self.only_polls = true;
            }
            if let Some((news, pushed)) = self.pushed(client).await {
                // One that is older than the poll has only added the speed.
                let age = pushed.age_ms.min(self.watch.asked_ago(client.client()));
                self.watch.overtake(pushed.campaign, SystemClock.now().saturating_sub(age));
                self.pushed = Some((news.clone(), (SystemClock.now(), SystemClock.steady())));
                return Ok(Some(news));
            }
            self.hang_up();
            let Some(snapshot) = self.watch.next(client.client()).await? else { return Ok(None) };
            match (snapshot.last_error_code, &self.pushed) {
                // A poll that fails shows what is known last, which the edge has pushed.
                (Some(code), Some((pushed, at))) => return Ok(Some(failing(pushed, *at, code))),
                _ => self.pushed = None,
            }
            let (over, snapshot) = (snapshot.terminal, figures::to_js(&snapshot)?);
            if !over && !self.only_polls && client.client().transport().meets_edge() {
                self.known = told(&snapshot);
            }
            Ok(Some(snapshot))
        })
    }
}

/// The campaign of a snapshot, as JSON, and whether calls are being made: all but what time alone changes.
type Told = (String, bool);

fn told(snapshot: &JsValue) -> Option<Told> {
    let campaign = js_sys::JSON::stringify(&get(snapshot, Snapshot::CAMPAIGN).ok()?).ok()?.as_string()?;
    Some((campaign, number(snapshot, Snapshot::CALLS_PER_MINUTE).is_some_and(|speed| speed > 0.0)))
}

/// Returns a snapshot that was pushed at this time, with its current age and the code of a failure.
fn failing(pushed: &JsValue, at: (Millis, Millis), code: &str) -> JsValue {
    let now = js_sys::Object::assign(&js_sys::Object::new(), pushed.unchecked_ref());
    let age = number(pushed, Snapshot::AGE_MS).unwrap_or_default() + SystemClock.ago(at) as f64;
    set(&now, Snapshot::AGE_MS, &age.into());
    set(&now, Snapshot::LAST_ERROR_CODE, &code.into());
    let end =
        get(pushed, Snapshot::FORECAST).ok().and_then(|forecast| number(&forecast, Forecast::END_AT_MS));
    // An end in the past is not a forecast.
    if end.is_some_and(|end| end < js_sys::Date::now()) {
        let _ = js_sys::Reflect::delete_property(&now, &Snapshot::FORECAST.into());
    }
    now.into()
}

fn number(object: &JsValue, key: &str) -> Option<f64> {
    get(object, key).ok()?.as_f64()
}

impl Following {
    /// Opens the edge's socket. `None` if the caller's `auth` fails, or does not settle in time.
    async fn open(&self, client: &JsClient) -> Option<Live> {
        let credential = pin!(client.client().transport().credential());
        let timer = pin!(SystemClock.sleep(self.watch.timeout(client.client())));
        let Either::Left((credential, _)) = select(credential, timer).await else { return None };
        let credential = credential.ok()?;
        let token = credential.value.strip_prefix("Bearer ")?;
        follow(&self.watch.live_url(client.client()), token)
    }

    /// Returns the next snapshot that an edge pushes. `None` if the client has to poll instead: nothing or something else is
    /// pushed, or the edge reports a failed reading that is older than the latest poll.
    async fn pushed(&mut self, client: &JsClient) -> Option<(JsValue, Pushed)> {
        loop {
            let live = self.live.as_ref()?;
            let text = JsFuture::from(live.next()).await.ok()?;
            let waited = live.waited();
            if text.dyn_ref::<js_sys::JsString>()?.length() as usize > MAX_PUSHED {
                return None;
            }
            let text = text.as_string()?;
            let pushed = Pushed::read(&text, &self.id, waited as Millis)?;
            // The edge pushes, even if this is no news yet.
            self.only_polls = false;
            let news = value::parse(text.as_bytes()).ok()?;
            set(&news, Snapshot::AGE_MS, &(pushed.age_ms as f64).into());
            if let Some((campaign, calling)) = &self.known {
                let (pushed_campaign, pushed_calling) = told(&news)?;
                let is_same = *campaign == pushed_campaign;
                // The edge polls more often, so it may already have a rate.
                let adds_speed = !pushed.failed && is_same && pushed_calling && !calling;
                // The first snapshots may be the one that was polled, or older ones: except for the speed, a watch never goes back
                // in time.
                if !adds_speed && pushed.is_before(self.watch.asked_ago(client.client())) {
                    if pushed.failed {
                        return None;
                    }
                    continue;
                }
                let is_news = pushed.failed || !is_same || pushed_calling != *calling;
                // After this one, all that the edge pushes is news, even of the same campaign: its calls have come to a standstill.
                self.known = None;
                if !is_news {
                    continue;
                }
            }
            self.over = pushed.terminal;
            return Some((news, pushed));
        }
    }

    fn hang_up(&mut self) {
        self.known = None;
        if let Some(live) = self.live.take() {
            live.close();
        }
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.hang_up();
    }
}
