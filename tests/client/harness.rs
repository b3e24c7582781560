//! Sets up a client with its server and its clock.

use std::{cell::RefCell, rc::Rc};

use seax_dialer::{
    api::{PreparedCall, campaigns, phones},
    client::{CallOptions, Client, Config, Event, Millis},
    error::{Code, Error, Result},
    model::{Page, WorkspaceId, campaign::Campaign, phone::Phone},
    schema::{Checked, HasSchema},
};
use serde_json::Value;

use crate::{
    time::Time,
    transport::{Answer, Sent, Wire},
};

/// A valid reply to phones.list.
pub const PHONES: &str = include_str!("../samples/phones.json");
/// A valid reply to campaigns.create.
pub const CAMPAIGN: &str = include_str!("../samples/campaign.json");

/// A client with its server, its clock and its events.
pub struct Bench {
    pub time: Time,
    pub wire: Wire,
    pub client: Client<Wire, Time>,
    events: Rc<RefCell<Vec<Value>>>,
}

/// A server that returns these replies in order, and panics on a request beyond the last.
pub fn script(answers: Vec<Answer>) -> impl FnMut(&Sent) -> Answer {
    let mut answers = answers.into_iter();
    move |request| answers.next().unwrap_or_else(|| panic!("nobody expected {request:?}"))
}

/// The default configuration.
pub fn config() -> Config {
    let workspace = WorkspaceId::new("3fa85f64-5717-4562-b3fc-2c963f66afa6").expect("an id");
    Config::new(&workspace, None).expect("the default base URL is good")
}

impl Bench {
    /// Creates a client with the default configuration and these replies.
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers: Vec<_> = answers.into_iter().collect();
        Self::with(config(), 0x1234_5678_9ABC_DEF1, script(answers))
    }

    /// Creates a client with this configuration, seed and server.
    pub fn with(config: Config, seed: u64, server: impl FnMut(&Sent) -> Answer + 'static) -> Self {
        Self::at(Time::default(), config, seed, server)
    }

    /// Creates a client with this clock, configuration, seed and server.
    pub fn at(time: Time, config: Config, seed: u64, server: impl FnMut(&Sent) -> Answer + 'static) -> Self {
        let events = Rc::<RefCell<Vec<Value>>>::default();
        let wire = Wire::to(&time, server);
        let seen = events.clone();
        let observer = Box::new(move |event: &Event<'_>| {
            seen.borrow_mut().push(serde_json::from_str(&event.to_json()).expect("it is JSON"));
        });
        let client = Client::new(config, wire.clone(), time.clone(), Some(observer), seed);
        Self { time, wire, client, events }
    }

    /// Runs a call to completion, and checks that it leaves no requests or timers behind.
    pub fn call<R: HasSchema>(&self, call: &PreparedCall<R>, options: CallOptions) -> Result<Checked<R>> {
        let result = self.time.run(self.client.call(call, options));
        assert_eq!((self.wire.open(), self.time.timers()), (0, 0), "a call leaves nothing behind");
        if let Err(error) = &result {
            assert_eq!(error.attempts as usize, self.wire.sent().len(), "`attempts` counts what was sent");
        }
        result
    }

    /// Makes a read.
    pub fn list(&self) -> Result<Checked<Page<Phone>>> {
        self.list_with(CallOptions::default())
    }

    /// Makes a read with options.
    pub fn list_with(&self, options: CallOptions) -> Result<Checked<Page<Phone>>> {
        self.call(&list_call(), options)
    }

    /// Makes a create.
    pub fn create(&self) -> Result<Checked<Campaign>> {
        self.call(&create_call(), CallOptions::default())
    }

    /// Returns the client's events.
    pub fn events(&self) -> Vec<Value> {
        self.events.borrow().clone()
    }

    /// Returns the waits before the second and all further requests, for servers that reply immediately.
    pub fn waits(&self) -> Vec<Millis> {
        self.wire.sent().windows(2).map(|pair| pair[1].at - pair[0].at).collect()
    }
}

/// A call that only reads.
pub fn list_call() -> PreparedCall<Page<Phone>> {
    phones::list(&Checked::input("{}".into()).expect("a query"))
}

/// A call that creates a campaign.
pub fn create_call() -> PreparedCall<Campaign> {
    let draft = Checked::input(include_str!("../samples/draft.json").into()).expect("a draft");
    campaigns::create(&draft).expect("it can be sent")
}

/// Returns the error of a call that must fail with this code and status.
#[track_caller]
pub fn failure<T>(result: Result<T>, code: Code, status: Option<u16>) -> Box<Error> {
    let error = result.err().expect("it must fail");
    assert_eq!((error.code, error.status), (code, status), "{}", error.message);
    error
}
