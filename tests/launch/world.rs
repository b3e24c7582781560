//! A world: a virtual time, a server, and a network between it and the client.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use seax_dialer::{
    api::{Content, Method, Request},
    client::{Client, Clock, Config, Credential, Failure, HttpReply, Observer, Transport, TransportError},
    model::{WorkspaceId, draft::CampaignDraft, launch::Ticket},
    schema::Checked,
};

use crate::{chance::Chance, faults::Network, server::Server, time::Time};

pub const NAME: &str = " Ren\u{e9}wals  in May";

/// The environment of a client.
pub struct World {
    pub time: Time,
    pub chance: Chance,
    pub server: Server,
    pub network: RefCell<Network>,
    /// How far the client's clock is ahead of the server's, in milliseconds.
    pub skew: Cell<i64>,
    /// The ticket that the caller has stored.
    pub stored: RefCell<Option<Ticket>>,
    /// The key of every create that was sent.
    pub creates: RefCell<Vec<String>>,
    /// The unrelated campaigns that every create named to an edge.
    pub unrelated: RefCell<Vec<String>>,
    /// When each list was requested, in milliseconds since the Unix epoch.
    pub lists: RefCell<Vec<u64>>,
    /// When the last lookup began, in milliseconds since the Unix epoch.
    pub looked: Cell<Option<u64>>,
    /// The lists in a cache on the way, by query, with the time since when they are cached.
    cached: RefCell<BTreeMap<String, (u64, String)>>,
}

impl World {
    pub fn new(seed: u64, server: Server, network: Network) -> Rc<Self> {
        Rc::new(Self {
            time: Time::at(1_782_000_000_000 + seed % 100_000_000),
            chance: Chance::new(seed),
            server,
            network: RefCell::new(network),
            skew: Cell::new(0),
            stored: RefCell::default(),
            creates: RefCell::default(),
            unrelated: RefCell::default(),
            lists: RefCell::default(),
            looked: Cell::default(),
            cached: RefCell::default(),
        })
    }

    /// Returns the time of the client's clock.
    pub fn clock(&self) -> u64 {
        self.time.now().saturating_add_signed(self.skew.get())
    }

    /// Returns a new client, as after a restart of its process.
    pub fn client(self: &Rc<Self>) -> Client<Wire, Watch> {
        self.watched(None)
    }

    /// The same, with an observer of its events.
    pub fn watched(self: &Rc<Self>, observer: Option<Observer>) -> Client<Wire, Watch> {
        let workspace = WorkspaceId::new("3fa85f64-5717-4562-b3fc-2c963f66afa6").unwrap();
        let config = Config::new(&workspace, None).unwrap();
        Client::new(config, Wire(self.clone()), Watch(self.clone()), observer, self.chance.bits())
    }

    /// Returns the body of a list: the server's, or a cached one.
    fn list(&self, query: &str) -> String {
        let (now, lasts) = (self.time.now(), self.network.borrow().caches);
        let mut cached = self.cached.borrow_mut();
        cached.retain(|_, (since, _)| now < *since + lasts);
        cached.entry(query.into()).or_insert_with(|| (now, self.server.list(query, now))).1.clone()
    }

    fn create(&self, body: &[u8]) -> Option<String> {
        let body: serde_json::Value = serde_json::from_slice(body).unwrap();
        let name = body["draft_name"].as_str().map(str::to_owned);
        if body["stage"] == "DRAFT" {
            return name;
        }
        let key = name.expect("every create carries a key");
        let stored = self.stored.borrow();
        let stored = stored.as_ref().expect("nothing leaves before its ticket is stored");
        assert_eq!(stored.key.as_str(), key, "what leaves is what was stored");
        assert!(self.clock().saturating_sub(stored.sent_at) <= 120_000, "it leaves in time, or never");
        self.creates.borrow_mut().push(key.clone());
        Some(key)
    }
}

/// Returns the draft that is launched.
pub fn draft() -> Checked<CampaignDraft> {
    draft_with("")
}

/// Returns the same draft with more members.
pub fn draft_with(members: &str) -> Checked<CampaignDraft> {
    let text = [
        "{",
        members,
        r#""type":"VOICE_DROP","name":""#,
        NAME,
        r#"","phone_ids":["020086f5-fb0e-4a0c-920a-bbdd04f4381c"],"message":"Hello {name}","#,
        r#""tts_language":"","start_time":"2026-07-08T11:06:09.5+08:00","end_time":"2026-07-08T03:15:00Z"}"#,
    ];
    Checked::input(text.concat()).unwrap()
}

/// The client's clock.
pub struct Watch(Rc<World>);

impl Clock for Watch {
    fn now(&self) -> u64 {
        self.0.clock()
    }

    fn steady(&self) -> u64 {
        self.0.time.now()
    }

    async fn sleep(&self, span: u64) {
        self.0.time.sleep(span).await;
    }
}

/// The client's side of the network.
pub struct Wire(Rc<World>);

impl Transport for Wire {
    async fn credential(&self) -> Result<Credential, TransportError> {
        let world = &self.0;
        let fate = world.network.borrow().credential(&world.chance);
        world.time.sleep(fate.after).await;
        match fate.fails {
            true => Err(Failure::Credential("The token could not be had.".into()).into()),
            false => Ok(Credential { header: "X-API-KEY".into(), value: String::from("secret").into() }),
        }
    }

    /// No failure of this world has a cause.
    fn redact_cause(&self, cause: Rc<dyn Any>, _: &str) -> Rc<dyn Any> {
        cause
    }

    async fn send(&self, request: &Request, url: &str, _: &Credential) -> Result<HttpReply, TransportError> {
        let world = &self.0;
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let id = path.rsplit('/').next().filter(|last| *last != "auto_dialer_campaigns");
        let answer = match (request.operation.method, &request.content) {
            (Method::Post, Some(Content::Json(body))) => {
                let key = world.create(body);
                world.unrelated.borrow_mut().push(request.unrelated.clone());
                let (chance, server) = (&world.chance, &world.server);
                world.network.borrow_mut().create(chance, server, key.as_deref(), world.time.now())
            }
            _ => {
                world.lists.borrow_mut().push(world.time.now());
                if query.contains("offset=0&") {
                    world.looked.set(Some(world.time.now()));
                }
                let fate = world.network.borrow_mut().read(&world.chance);
                world.time.sleep(fate.after / 2).await;
                let body = match id {
                    Some(id) => world.server.get(id, world.time.now()),
                    None => Some(world.list(query)),
                };
                fate.reading(body, &world.chance)
            }
        };
        world.time.sleep(answer.after).await;
        match answer.what {
            Some((status, body, retry_after)) => {
                let mut reply = HttpReply::new(status, body.into_bytes());
                reply.head.retry_after = retry_after;
                Ok(reply)
            }
            None => Err(Failure::Network("The connection broke.".into()).into()),
        }
    }
}
