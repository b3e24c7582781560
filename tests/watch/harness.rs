//! A campaign, a server that serves it, and a client that watches.

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

/// The campaign of the API's own documentation, with these members instead of its own.
pub fn campaign(changes: Value) -> Value {
    static SAMPLE: LazyLock<Value> =
        LazyLock::new(|| serde_json::from_str(include_str!("../samples/campaign.json")).expect("it is JSON"));
    let mut campaign = SAMPLE.clone();
    let members = campaign.as_object_mut().expect("an object");
    members.extend(changes.as_object().expect("members").clone());
    campaign
}

/// A campaign that calls until long after these tests, with these statistics.
pub fn calling(statistics: Value) -> Value {
    campaign(json!({"status": "PROCESSING", "end_time": "2026-07-08T00:00:00", "statistics": statistics}))
}

/// The same, with so many results of so many.
pub fn called(results: u64, total: u64) -> Value {
    calling(json!({"human": results, "machine": 0, "unknown": 0, "no_answer": 0, "total": total}))
}

/// The campaign of [`called`], over.
pub fn finished(results: u64, total: u64) -> Value {
    let mut campaign = called(results, total);
    campaign["status"] = "FINISHED".into();
    campaign
}

/// What the client makes of a campaign's JSON.
pub fn checked(campaign: &Value) -> Checked<Campaign> {
    Checked::reply(campaign.to_string().into()).expect("a campaign")
}

/// The last snapshot of a campaign that was read at these times, in milliseconds since the beginning.
pub fn seen(readings: impl IntoIterator<Item = (Millis, Value)>) -> Snapshot {
    let (mut history, mut now) = (History::default(), 0);
    for (at, campaign) in readings {
        now = START + at;
        history.note(checked(&campaign), now);
    }
    history.snapshot(now, None).expect("there was a reading")
}

/// The report on a campaign, at the beginning of virtual time.
pub fn reported(campaign: &Value) -> Report {
    report(checked(campaign), START)
}

/// A reply with this campaign.
pub fn ok(campaign: &Value) -> Answer {
    Answer::reply(200, campaign.to_string())
}

/// A client and a watch.
pub struct Bench {
    pub time: Time,
    pub wire: Wire,
    pub client: Client<Wire, Time>,
    pub watch: Watch,
}

/// The id of the campaign that is watched.
pub fn id() -> CampaignId {
    CampaignId::new("448ea794-0368-4604-a56f-f2350229d9e5").expect("an id")
}

/// The set-up that nobody changed.
pub fn config() -> Config {
    let workspace = WorkspaceId::new("3fa85f64-5717-4562-b3fc-2c963f66afa6").expect("an id");
    Config::new(&workspace, None).expect("the default base URL is good")
}

/// Readings 1 s to 8 s apart, and a minute's patience.
pub fn quick() -> WatchOptions {
    WatchOptions {
        min_interval: Some(1_000),
        max_interval: Some(8_000),
        give_up_after: Some(60_000),
        ..WatchOptions::default()
    }
}

impl Bench {
    /// A watch on what this server tells.
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

    /// A quick watch on a server that answers in this order. A request beyond the last is a fault of the client.
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let mut answers: Vec<_> = answers.into_iter().collect();
        answers.reverse();
        Self::with(quick(), 1, move |request| {
            answers.pop().unwrap_or_else(|| panic!("nobody expected {request:?}"))
        })
    }

    /// A quick watch on a campaign that changes at these times, in milliseconds since the beginning.
    pub fn of(story: impl IntoIterator<Item = (Millis, Value)>) -> Self {
        Self::with(quick(), 1, telling(story))
    }

    /// The next snapshot. Between snapshots nothing is left open.
    pub fn next(&mut self) -> Result<Option<Snapshot>, Box<Error>> {
        let next = self.time.run(self.watch.next(&self.client));
        assert_eq!((self.wire.open(), self.time.timers()), (0, 0), "nothing is left behind");
        next
    }

    /// The next snapshot of a watch that has not ended.
    #[track_caller]
    pub fn snapshot(&mut self) -> Snapshot {
        self.next().expect("no failure").expect("it goes on")
    }

    /// The failure that ends the watch, for good.
    #[track_caller]
    pub fn failure(&mut self) -> Box<Error> {
        let error = self.next().err().expect("it fails");
        self.assert_over();
        error
    }

    /// The watch has ended, and stays so.
    #[track_caller]
    pub fn assert_over(&mut self) {
        let sent = self.wire.sent().len();
        assert!(matches!(self.next(), Ok(None)), "it is over");
        assert_eq!(self.wire.sent().len(), sent, "and asks no more");
    }

    /// When readings left, in milliseconds since the beginning.
    pub fn readings(&self) -> Vec<Millis> {
        self.wire.sent().iter().map(|sent| sent.at).collect()
    }

    /// The waits between readings.
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

/// The number of results in a snapshot.
pub fn done(snapshot: &Snapshot) -> u64 {
    snapshot.progress.done.expect("there are statistics")
}
