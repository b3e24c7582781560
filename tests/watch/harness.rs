//! A campaign, a server that serves it, and a client that watches it.

use std::{cell::RefCell, rc::Rc, sync::LazyLock};

use seax_dialer::{
    client::{Client, Config, Millis, Watch, WatchOptions},
    error::Error,
    model::{
        CampaignId, WorkspaceId,
        campaign::Campaign,
        snapshot::{Report, Snapshot},
    },
    progress::{History, report},
    schema::Checked,
};
use serde_json::{Value, json};

use crate::{
    time::{START, Time},
    transport::{Answer, Sent, Wire},
};

/// Returns the campaign from the API's documentation, with these members replaced.
pub fn campaign(changes: Value) -> Value {
    static SAMPLE: LazyLock<Value> =
        LazyLock::new(|| serde_json::from_str(include_str!("../samples/campaign.json")).expect("it is JSON"));
    let mut campaign = SAMPLE.clone();
    let members = campaign.as_object_mut().expect("an object");
    members.extend(changes.as_object().expect("members").clone());
    campaign
}

/// Returns a campaign with these statistics that does not end during the tests.
pub fn calling(statistics: Value) -> Value {
    campaign(json!({"status": "PROCESSING", "end_time": "2026-07-08T00:00:00", "statistics": statistics}))
}

/// The same, with this many results of a total.
pub fn called(results: u64, total: u64) -> Value {
    calling(json!({"human": results, "machine": 0, "unknown": 0, "no_answer": 0, "total": total}))
}

/// Returns the campaign of [`called`], but finished.
pub fn finished(results: u64, total: u64) -> Value {
    let mut campaign = called(results, total);
    campaign["status"] = "FINISHED".into();
    campaign
}

/// Parses and checks a campaign's JSON.
pub fn checked(campaign: &Value) -> Checked<Campaign> {
    Checked::reply(campaign.to_string().into()).expect("a campaign")
}

/// Returns the last snapshot of a campaign with these readings, at milliseconds after the start of virtual time.
pub fn seen(readings: impl IntoIterator<Item = (Millis, Value)>) -> Snapshot {
    let (mut history, mut now) = (History::default(), 0);
    for (at, campaign) in readings {
        now = START + at;
        history.note(checked(&campaign), now);
    }
    history.snapshot(now, None).expect("there was a reading")
}

/// Returns the report on a campaign, at the start of virtual time.
pub fn reported(campaign: &Value) -> Report {
    report(checked(campaign), START)
}

/// Returns a reply with this campaign.
pub fn ok(campaign: &Value) -> Answer {
    Answer::reply(200, campaign.to_string())
}

/// A client with a watch.
pub struct Bench {
    pub time: Time,
    pub wire: Wire,
    pub client: Client<Wire, Time>,
    pub watch: Watch,
}

/// The id of the watched campaign.
pub fn id() -> CampaignId {
    CampaignId::new("448ea794-0368-4604-a56f-f2350229d9e5").expect("an id")
}

/// The default configuration.
pub fn config() -> Config {
    let workspace = WorkspaceId::new("3fa85f64-5717-4562-b3fc-2c963f66afa6").expect("an id");
    Config::new(&workspace, None).expect("the default base URL is good")
}

/// Polls every 1 s to 8 s, and gives up after a minute.
pub fn quick() -> WatchOptions {
    WatchOptions {
        min_interval: Some(1_000),
        max_interval: Some(8_000),
        give_up_after: Some(60_000),
        ..WatchOptions::default()
    }
}

impl Bench {
    /// Creates a watch of what this server returns.
    pub fn with(options: WatchOptions, seed: u64, mut server: impl FnMut(&Sent) -> Answer + 'static) -> Self {
        let (time, mut readings) = (Time::default(), 0);
        let wire = Wire::to(&time, move |request| {
            readings += 1;
            assert!(readings < 10_000, "it never ends");
            server(request)
        });
        let client = Client::new(config(), wire.clone(), time.clone(), None, seed);
        let watch = Watch::new(&id(), options).expect("good options");
        Self { time, wire, client, watch }
    }

    /// Creates a quick watch of a server that answers in this order, and panics on a request beyond the last.
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let mut answers: Vec<_> = answers.into_iter().collect();
        answers.reverse();
        Self::with(quick(), 1, move |request| {
            answers.pop().unwrap_or_else(|| panic!("nobody expected {request:?}"))
        })
    }

    /// Creates a quick watch of a campaign that changes at these times, in milliseconds after the start of virtual time.
    pub fn of(story: impl IntoIterator<Item = (Millis, Value)>) -> Self {
        Self::with(quick(), 1, telling(story))
    }

    /// Returns the next snapshot, and checks that no requests or timers are left behind.
    pub fn next(&mut self) -> Result<Option<Snapshot>, Box<Error>> {
        let next = self.time.run(self.watch.next(&self.client));
        assert_eq!((self.wire.open(), self.time.timers()), (0, 0), "nothing is left behind");
        next
    }

    /// Returns the next snapshot of a watch that has not ended.
    #[track_caller]
    pub fn snapshot(&mut self) -> Snapshot {
        self.next().expect("no failure").expect("it goes on")
    }

    /// Returns the error that ends the watch, and checks that it stays ended.
    #[track_caller]
    pub fn failure(&mut self) -> Box<Error> {
        let error = self.next().err().expect("it fails");
        self.assert_over();
        error
    }

    /// Checks that the watch has ended, and sends no more requests.
    #[track_caller]
    pub fn assert_over(&mut self) {
        let sent = self.wire.sent().len();
        assert!(matches!(self.next(), Ok(None)), "it is over");
        assert_eq!(self.wire.sent().len(), sent, "and asks no more");
    }

    /// Returns the times of all polls, in milliseconds after the start of virtual time.
    pub fn readings(&self) -> Vec<Millis> {
        self.wire.sent().iter().map(|sent| sent.at).collect()
    }

    /// Returns the waits between polls.
    pub fn waits(&self) -> Vec<Millis> {
        self.readings().windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

/// A server with a campaign that changes over time.
pub fn telling(story: impl IntoIterator<Item = (Millis, Value)>) -> impl FnMut(&Sent) -> Answer + 'static {
    let story: Vec<_> = story.into_iter().collect();
    move |request| {
        let present = story.iter().rev().find(|(from, _)| *from <= request.at);
        ok(&present.expect("a story begins at 0").1)
    }
}

/// A campaign that a test changes while it is watched.
#[derive(Clone)]
pub struct Present(Rc<RefCell<Value>>);

impl Present {
    pub fn new(campaign: Value) -> Self {
        Self(Rc::new(RefCell::new(campaign)))
    }

    pub fn set(&self, campaign: Value) {
        *self.0.borrow_mut() = campaign;
    }

    pub fn server(&self) -> impl FnMut(&Sent) -> Answer + 'static {
        let present = self.clone();
        move |_| ok(&present.0.borrow())
    }
}

/// Returns the number of results in a snapshot.
pub fn done(snapshot: &Snapshot) -> u64 {
    snapshot.progress.done.expect("there are statistics")
}
