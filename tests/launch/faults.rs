//! Faults of the network and the server. The outcome of a request is drawn when it is sent.

use std::collections::VecDeque;

use crate::{chance::Chance, server::Server, world::NAME};

/// Longer than any timeout of a client.
const NEVER: u64 = 10_000_000;

/// The behavior of a world's network and server.
pub struct Network {
    /// The percentage of requests that fail.
    pub faults: u64,
    /// The maximum time from sending a create until lists show its campaign, in milliseconds.
    pub horizon: u64,
    /// The scripted outcomes of the next creates, before random ones.
    pub script: VecDeque<Create>,
    /// The `Retry-After` values, in seconds, of the 429s that the next reads get.
    pub busy: VecDeque<u64>,
    /// The duration of every read, in milliseconds; random if 0.
    pub slow: u64,
    /// The status of every read; none if 0.
    pub denies: u16,
    /// Whether fetching the credential fails.
    pub locked: bool,
    /// The duration of fetching a credential, in milliseconds; random if 0.
    pub credential_takes: u64,
    /// How long a cache on the way stores and serves lists, in milliseconds.
    pub caches: u64,
    /// The percentage of creates that a gateway sends twice.
    pub doubles: u64,
    /// How long after the reply to the second request the first may still show, in milliseconds. No launch can detect this.
    pub doubles_late: u64,
}

/// The scripted outcome of a create.
#[derive(Debug, Clone, Copy)]
pub enum Create {
    /// The campaign is created, and the reply arrives.
    Good,
    /// The same, but lists show the campaign this many milliseconds later.
    Lagging(u64),
    /// The request is lost.
    Lost,
    /// The campaign is created, and the connection breaks.
    ReplyLost,
    /// The connection breaks, and the campaign is created this many milliseconds later.
    Late(u64),
    /// A reply with this status; nothing is created.
    Status(u16),
    /// A 429 with this `Retry-After`, in seconds; nothing is created.
    Later(u64),
    /// The campaign is created, and no reply ever arrives.
    Silence,
    /// A gateway sends the request twice: two campaigns are created, and the reply is the second's.
    Twice,
    /// The same, but lists show the second campaign a minute later.
    TwiceLagging,
    /// A gateway sends the request twice: only the first creates a campaign, and the reply is the second's, with this status.
    Doubled(u16),
    /// An edge answers that the key belongs to another draft, which has created the campaign of this name, if any.
    Taken(Option<&'static str>),
    /// The campaign is created, and its reply is altered: `from=>to`.
    Odd(&'static str),
}

/// A reply in transit: its delay, and its status, body and `Retry-After`; or `None` if the connection breaks.
pub struct Answer {
    pub after: u64,
    pub what: Option<(u16, String, Option<String>)>,
}

/// The outcome of fetching a credential, and its delay.
pub struct Issue {
    pub after: u64,
    pub fails: bool,
}

/// The outcome of a read, and its delay.
pub struct Read {
    pub after: u64,
    fault: u64,
    busy: Option<u64>,
    denied: u16,
}

impl Network {
    /// A network without faults.
    pub fn calm() -> Self {
        Self {
            faults: 0,
            horizon: 600_000,
            script: VecDeque::new(),
            busy: VecDeque::new(),
            slow: 0,
            denies: 0,
            locked: false,
            credential_takes: 0,
            caches: 0,
            doubles: 0,
            doubles_late: 0,
        }
    }

    pub fn credential(&self, chance: &Chance) -> Issue {
        match chance.below(100) {
            _ if self.locked => Issue { after: 5, fails: true },
            _ if self.credential_takes > 0 => Issue { after: self.credential_takes, fails: false },
            0 if self.faults > 0 => Issue { after: 5, fails: true },
            1..=3 if self.faults > 0 => Issue { after: chance.between(1, 60_000), fails: false },
            _ => Issue { after: 0, fails: false },
        }
    }

    pub fn read(&mut self, chance: &Chance) -> Read {
        let denied = self.denies;
        if self.slow > 0 {
            return Read { after: self.slow, fault: 0, busy: None, denied };
        }
        let busy = self.busy.pop_front();
        if busy.is_some() || !chance.percent(self.faults) {
            return Read { after: chance.between(20, 400), fault: 0, busy, denied };
        }
        Read {
            after: chance.between(20, 60_000 / chance.between(1, 100)),
            fault: chance.between(1, 10),
            busy,
            denied,
        }
    }

    /// Draws whether and when a create takes effect, and, independently unless that would be a false refusal, what the client
    /// receives.
    pub fn create(&mut self, chance: &Chance, server: &Server, key: Option<&str>, now: u64) -> Answer {
        server.creates.set(server.creates.get() + 1);
        if let Some(scripted) = self.script.pop_front() {
            return self.scripted(scripted, server, key, now);
        }
        if chance.percent(self.doubles) {
            return self.doubled(chance, server, key, now);
        }
        let after = match chance.below(20) {
            0 => chance.between(1_000, 100_000),
            _ => chance.between(20, 2_000),
        };
        let made = if chance.percent(55) {
            let made = match chance.below(8) {
                0 => chance.below(self.horizon),
                1 => self.horizon - 1 - chance.below(2_000),
                _ => chance.below(after.min(self.horizon)),
            };
            let lag = if chance.percent(40) { chance.below(self.horizon - made) } else { 0 };
            Some(server.make(NAME, key, now + made, now + made + lag))
        } else {
            None
        };
        let id = made.as_deref();
        if !chance.percent(self.faults) {
            return match id {
                Some(id) => answer(after, 201, server.answer(id)),
                None => refusal(chance, after),
            };
        }
        match chance.below(14) {
            0..=2 => Answer { after, what: None },
            3..=4 => Answer { after: NEVER, what: None },
            5..=7 => answer(after, chance.pick(&[500, 502, 503, 504]), "<html>".into()),
            8 => answer(after, chance.pick(&[0, 302, 303, 307, 408, 409, 425, 499]), "{}".into()),
            9 => answer(
                after,
                201,
                cut(&id.map_or_else(|| server.stranger(NAME), |id| server.answer(id)), chance),
            ),
            10 => answer(after, 201, server.stranger(NAME)),
            11 => answer(
                after,
                chance.pick(&[200, 201, 204]),
                chance.pick(&["", "{}", "<html>", "null"]).into(),
            ),
            _ => match id {
                Some(id) => answer(after, 201, server.answer(id)),
                None => refusal(chance, after),
            },
        }
    }

    /// A create that a gateway sends twice. Its campaigns show in lists up to `doubles_late` milliseconds late.
    fn doubled(&self, chance: &Chance, server: &Server, key: Option<&str>, now: u64) -> Answer {
        let after = chance.between(100, 3_000);
        let late = chance.below(self.doubles_late + 1);
        let make = |at: u64| server.make(NAME, key, now + at, now + at + late);
        let first = make(chance.below(after / 2));
        const STATUSES: [u16; 16] =
            [400, 401, 403, 404, 405, 408, 409, 413, 415, 421, 422, 425, 500, 502, 503, 504];
        match chance.below(10) {
            0..=1 => answer(after, 201, server.answer(&make(after / 2))),
            2 => answer(after, 201, server.answer(&first)),
            3 => Answer { after, what: None },
            4..=5 => busy(chance, after),
            _ => answer(after, chance.pick(&STATUSES), "{\"detail\":\"No\"}".into()),
        }
    }

    fn scripted(&self, fate: Create, server: &Server, key: Option<&str>, now: u64) -> Answer {
        let make = |after: u64| server.make(NAME, key, now + after, now + after);
        match fate {
            Create::Good => answer(100, 201, server.answer(&make(50))),
            Create::Lagging(lag) => {
                answer(100, 201, server.answer(&server.make(NAME, key, now + 50, now + 100 + lag)))
            }
            Create::Lost => Answer { after: 100, what: None },
            Create::Late(after) => {
                make(after);
                Answer { after: 100, what: None }
            }
            Create::ReplyLost => {
                make(50);
                Answer { after: 100, what: None }
            }
            Create::Silence => {
                make(50);
                Answer { after: NEVER, what: None }
            }
            Create::Twice => {
                make(20);
                answer(100, 201, server.answer(&make(50)))
            }
            Create::TwiceLagging => {
                make(20);
                answer(100, 201, server.answer(&server.make(NAME, key, now + 50, now + 60_000)))
            }
            Create::Doubled(status) => {
                make(20);
                answer(100, status, String::new())
            }
            Create::Taken(other) => {
                if let Some(name) = other {
                    server.make(name, key, now + 50, now + 50);
                }
                answer(100, 409, "{\"detail\":\"Nothing was sent.\",\"code\":\"conflict\"}".into())
            }
            Create::Odd(changed) => {
                let (from, to) = changed.split_once("=>").expect("what is changed");
                answer(100, 201, server.answer(&make(50)).replace(from, to))
            }
            Create::Status(status) => answer(100, status, String::new()),
            Create::Later(seconds) => {
                Answer { after: 100, what: Some((429, String::new(), Some(seconds.to_string()))) }
            }
        }
    }
}

impl Read {
    /// Returns the reply to a read: `body` is `None` for a campaign that does not exist.
    pub fn reading(self, body: Option<String>, chance: &Chance) -> Answer {
        let after = self.after - self.after / 2;
        if let Some(seconds) = self.busy {
            return Answer { after, what: Some((429, String::new(), Some(seconds.to_string()))) };
        }
        if self.denied > 0 {
            return answer(after, self.denied, "{\"detail\":\"No\"}".into());
        }
        match (self.fault, body) {
            (0, Some(body)) => answer(after, 200, body),
            (0, None) => answer(after, 404, "{\"detail\":\"Not found\"}".into()),
            (1..=2, _) => Answer { after, what: None },
            (3, _) => Answer { after: NEVER, what: None },
            (4..=5, _) => answer(after, chance.pick(&[500, 502, 503]), String::new()),
            (6, _) => busy(chance, after),
            (7, _) => answer(after, chance.pick(&[401, 403, 302]), String::new()),
            (8, Some(body)) => answer(after, 200, cut(&body, chance)),
            (9, _) => answer(after, 200, chance.pick(&["", "{}", "<html>", "[]"]).into()),
            (_, body) => answer(after, 200, body.unwrap_or_default()),
        }
    }
}

/// A reply that the server sends only if the request had, and will have, no effect.
fn refusal(chance: &Chance, after: u64) -> Answer {
    if chance.percent(50) {
        return busy(chance, after);
    }
    answer(after, chance.pick(&[400, 401, 403, 404, 422]), "{\"detail\":\"No\"}".into())
}

/// A 429 with the wait in its header, in its body, or nowhere.
fn busy(chance: &Chance, after: u64) -> Answer {
    let seconds = chance.between(0, 40);
    let (body, header) = match chance.below(3) {
        0 => (String::new(), Some(seconds.to_string())),
        1 => (format!("{{\"retry_after\":{seconds}}}"), None),
        _ => (String::new(), None),
    };
    Answer { after, what: Some((429, body, header)) }
}

fn answer(after: u64, status: u16, body: String) -> Answer {
    Answer { after, what: Some((status, body, None)) }
}

fn cut(body: &str, chance: &Chance) -> String {
    body.chars().take(chance.below(body.len() as u64) as usize).collect()
}
