//! A caller of launches that stores tickets, is killed, aborts, resumes, and checks every answer.

use std::cell::Cell;
use std::rc::Rc;

use futures_util::future::join;
use seax_dialer::{
    client::{Client, LaunchOptions, Outcome, Receipt, TicketStore},
    error::{CampaignState, Code, Error, Result},
    model::{
        CampaignId,
        campaign::Campaign,
        launch::{Ticket, TicketKey},
    },
    schema::{Checked, find_text},
};

use crate::{
    faults::Network,
    tally::Tally,
    time::Run,
    world::{NAME, Watch, Wire, World, draft},
};

/// The maximum time of an answer, in milliseconds: the first read and the send have a deadline of 120 s each, and each of up to
/// four reconciliations begins its last lookup within 30 s.
const LONGEST: u64 = 2 * 240_000 + 4 * 150_000;

/// The `max_commit_delay` of the caller, in milliseconds.
pub const HORIZON: u64 = 600_000;

/// How far apart the clocks of the caller's machines can be, in milliseconds.
const CLOCKS: u64 = 300_000;

/// How a caller keeps the state of its launch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Keeping {
    /// It stores the ticket, and resumes with it.
    Ticket,
    /// It has an idempotency key, and a store shared by two processes.
    Store,
}

/// A caller, and the processes in which it runs.
pub struct Caller {
    world: Rc<World>,
    clients: [Client<Wire, Watch>; 2],
    keeping: Keeping,
    pub tally: Tally,
    /// Whether its world satisfies the launch's assumptions. If not, violations are counted instead of failing.
    pub assumptions_hold: bool,
}

/// A launch's outcome, and its time.
type Answered = (Result<Receipt>, u64);

impl Caller {
    pub fn new(world: Rc<World>, keeping: Keeping) -> Self {
        let clients = [world.client(), world.client()];
        Self { world, clients, keeping, tally: Tally::default(), assumptions_hold: true }
    }

    /// Launches repeatedly, until the outcome is final or it gives up.
    pub fn live(&mut self) {
        let world = self.world.clone();
        // The clock that is furthest behind.
        let mut last = world.skew.get();
        for _ in 0..world.chance.between(1, 5) {
            if self.launch_once() && !world.chance.percent(20) {
                break;
            }
            let closed = HORIZON + CLOCKS;
            let waits = [0, 1_000, 60_000, HORIZON, closed + 110_000, closed + 130_000, 90_000_000];
            let wait = match world.stored.borrow().as_ref() {
                // Immediately before the ticket allows a resend.
                Some(ticket) if world.chance.percent(20) => {
                    let closes = ticket.sent_at + 120_000 + HORIZON + CLOCKS;
                    closes.saturating_sub(world.clock() + world.chance.below(1_000))
                }
                _ => world.chance.below(world.chance.pick(&waits) + 1),
            };
            world.time.pass(wait);
            if world.chance.percent(10) {
                // Sometimes, clocks are set back.
                world.skew.set(world.skew.get() - world.chance.below(3_600_000) as i64);
                last = last.min(world.skew.get());
            } else if world.chance.percent(20) {
                // The next launch is on a machine whose clock is ahead.
                world.skew.set(last + world.chance.below(CLOCKS) as i64);
            }
        }
        self.check_the_end();
    }

    fn options(&self) -> LaunchOptions {
        let world = &self.world;
        let mut options = LaunchOptions::new([0; 10].map(|_: u8| world.chance.bits() as u8));
        (options.skip_check, options.everybody) = (true, true);
        match self.keeping {
            Keeping::Ticket => options.ticket = world.stored.borrow().clone(),
            Keeping::Store => {
                options.key = Some(self.clients[0].key_for("renewals-2026-05").unwrap());
                options.look_back = Some(86_400_000);
            }
        }
        options
    }

    /// Launches once; may be killed, aborted, or run twice concurrently. Returns whether the outcome is final.
    fn launch_once(&mut self) -> bool {
        let world = self.world.clone();
        let chance = &world.chance;
        let mut options = self.options();
        options.allow_resend = chance.percent(60);
        options.lookup_timeout = chance.pick(&[0, 5_000, 30_000]);
        let kill_at = chance.percent(40).then(|| chance.between(1, 1 << chance.between(1, 7)) as u32);
        let abort_after = chance.percent(15).then(|| chance.below(1 << chance.between(1, 17)));
        let is_stored = self.keeping == Keeping::Store;
        let twice = (options.ticket.is_some() || is_stored) && chance.percent(20);
        // With a shared store, the second launch runs in another process. The protocol assumes that only one of them resends.
        let second = LaunchOptions { allow_resend: options.allow_resend && !is_stored, ..options.clone() };

        let (begun, storing) = (world.time.now(), Rc::new(Cell::new(0)));
        let draft = draft();
        let launch = |process: usize, options: LaunchOptions, abort_after: Option<u64>| {
            let (world, shelf) = (world.clone(), Shelf { world: world.clone(), storing: storing.clone() });
            let (client, draft, keeping) = (&self.clients[process], &draft, self.keeping);
            async move {
                let abort = async {
                    match abort_after {
                        Some(span) => world.time.sleep(span).await,
                        None => std::future::pending().await,
                    }
                    Rc::new(()) as Rc<dyn std::any::Any>
                };
                let outcome = match keeping {
                    Keeping::Store => client.launch(draft, &options, &shelf, abort).await,
                    Keeping::Ticket => {
                        let on_ticket = async |ticket: &Ticket| (&shelf).save(ticket).await;
                        client.launch(draft, &options, on_ticket, abort).await
                    }
                };
                (outcome, world.time.now())
            }
        };
        let first = launch(0, options.clone(), abort_after);
        let run: Run<(Answered, Option<Answered>)> = if twice {
            let both = async {
                let (one, other) = join(first, launch(usize::from(is_stored), second, None)).await;
                if abort_after.is_none() && !is_stored {
                    same(&one.0, &other.0);
                }
                (one, Some(other))
            };
            world.time.run(both, kill_at)
        } else {
            world.time.run(async { (first.await, None) }, kill_at)
        };
        assert!(matches!(run, Run::Killed) || world.time.timers() == 0, "an answer leaves no timer behind");
        let Run::Done(((outcome, at), other)) = run else {
            self.tally.killed += 1;
            self.clients = [world.client(), world.client()];
            return false;
        };
        let took = at - begun;
        assert!(took <= LONGEST + storing.get(), "an answer comes in time, not after {took} ms");
        if let Some(span) = abort_after {
            assert!(took <= span, "an abort ends the launch at once");
        }
        // When two processes launch concurrently, one may have looked, and even ended, before the other has sent.
        let alone = !(twice && is_stored);
        let looked = world.looked.get().filter(|_| alone);
        let settled = other.is_none_or(|(other, _)| self.judge(other, looked));
        self.judge(outcome, looked) && settled
    }

    /// Checks an outcome against the truth, and returns whether it is final. `looked` is the time of the last lookup, unless
    /// another process may have acted since.
    fn judge(&mut self, outcome: Result<Receipt>, looked: Option<u64>) -> bool {
        let world = &self.world;
        let error = match outcome {
            Ok(receipt) => {
                let ticket = receipt.ticket.expect("a launch has a ticket");
                let key = ticket.key.as_str();
                let made = world.server.made_by(key);
                let told = id(&receipt.campaign);
                assert!(made.contains(&told), "{:?} {told} is somebody else's", receipt.outcome);
                // A cached list shows an older state.
                let looked = looked.unwrap_or(0).saturating_sub(world.network.borrow().caches);
                let shown = world.server.shown(key, looked);
                assert!(
                    shown <= 1 || !receipt.verified || !self.assumptions_hold,
                    "{key} made {made:?}, and nobody says so"
                );
                match receipt.outcome {
                    Outcome::Created => self.tally.created += 1,
                    Outcome::Found => self.tally.found += 1,
                    Outcome::Draft => panic!("it is no draft"),
                }
                // If there are two, it may name the other one.
                let is_named =
                    ticket.campaign_id.as_ref().is_some_and(|id| made.iter().any(|made| made == id.as_str()));
                assert!(is_named, "{ticket:?} names what {key} made: {made:?}");
                if self.keeping == Keeping::Ticket && world.chance.percent(50) {
                    *world.stored.borrow_mut() = Some(ticket.clone());
                }
                // Once the stored ticket names the campaign, somebody may delete it, or make it a draft again.
                let is_named =
                    world.stored.borrow().as_ref().is_some_and(|stored| stored.campaign_id.is_some());
                let is_taken = is_named && world.chance.percent(30);
                if is_taken {
                    world.server.take(&told, world.time.now(), world.chance.percent(50));
                }
                return !is_taken;
            }
            Err(error) => error,
        };
        let state = error.campaign_state.expect("every error of a launch says whether the campaign exists");
        let Some(ticket) = error.ticket.as_ref() else {
            let is_new = state == CampaignState::None || self.keeping == Keeping::Store;
            assert!(is_new, "{error:?} carries the ticket");
            self.tally.aborted += u64::from(error.code == Code::Aborted);
            return state == CampaignState::None;
        };
        let key = ticket.key.as_str();
        let made = world.server.made_by(key);
        match state {
            CampaignState::Unknown => {
                self.tally.unconfirmed += 1;
                false
            }
            CampaignState::Exists => {
                let told: Vec<_> = error.candidates.iter().map(|id| id.as_str()).collect();
                let ours = told.iter().filter(|id| made.iter().any(|made| made == *id)).count();
                if error.code == Code::LaunchUnconfirmed {
                    let named = ticket.campaign_id.as_ref();
                    assert_eq!(named, error.candidates.first(), "its ticket names it, too: {error:?}");
                    assert_eq!((ours, told.len()), (1, 1), "{error:?} {told:?} is what {key} made: {made:?}");
                    self.tally.unconfirmed += 1;
                    return false;
                }
                if error.code == Code::Conflict {
                    assert_eq!((ours, told.len()), (1, 1), "{error:?} {told:?} is what {key} made: {made:?}");
                    let is_missing = looked.is_none_or(|looked| {
                        told.iter().all(|id| {
                            world.server.get(id, looked).is_none()
                                || world.server.get(id, world.time.now()).is_none()
                        })
                    });
                    assert!(is_missing, "{error:?} {told:?} is there");
                    self.tally.missing += 1;
                    return false;
                }
                assert_eq!(error.code, Code::LaunchedTwice, "{error:?}");
                self.tally.twice += 1;
                let right = match world.server.keeps.shows_own() {
                    true => ours == told.len() && ours > 1,
                    false => ours > 0 && told.iter().all(|id| world.server.is_named(id, NAME)),
                };
                assert!(right, "{error:?} {told:?} names what {key} made: {made:?}");
                true
            }
            CampaignState::None => {
                let mistaken = looked.is_some() && !made.is_empty();
                self.tally.mistaken += u64::from(mistaken);
                assert!(
                    !mistaken || !self.assumptions_hold,
                    "{error:?} is final, but the ticket made {made:?}"
                );
                if error.code == Code::Aborted {
                    self.tally.aborted += 1;
                } else {
                    self.tally.refused += 1;
                }
                // The caller forgets a ticket that created nothing, and never will. With a store, the client has deleted it.
                if self.keeping == Keeping::Ticket {
                    world.stored.take();
                }
                true
            }
        }
    }

    /// After all requests have taken effect, checks the final state of every ticket.
    fn check_the_end(&mut self) {
        let world = self.world.clone();
        let keys: std::collections::BTreeSet<_> = world.creates.borrow().iter().cloned().collect();
        self.tally.again += (world.creates.borrow().len() - keys.len()) as u64;
        for key in &keys {
            let creates = world.server.creates_of(key);
            self.tally.doubled += u64::from(creates > 1);
            assert!(creates <= 1 || !self.assumptions_hold, "{creates} creates of {key} made campaigns");
        }
        let Some(ticket) = world.stored.borrow().clone() else { return };
        let key = ticket.key.as_str();
        let made = world.server.made_by(key);
        world.network.replace(Network::calm());
        world.time.pass(2 * HORIZON + 6 * 3_600_000);
        let options = LaunchOptions { allow_resend: true, ..self.options() };
        let shelf = Shelf { world: world.clone(), storing: Rc::default() };
        let (draft, client) = (draft(), world.client());
        world.network.borrow_mut().script.push_back(crate::faults::Create::Good);
        let launch = client.launch(&draft, &options, &shelf, std::future::pending());
        let shown = world.server.keeps.shows_own();
        match (world.time.finish(launch), made.len()) {
            (Ok(receipt), 0) => assert_eq!(receipt.outcome, Outcome::Created),
            (Ok(receipt), _) => {
                assert!(made.contains(&id(&receipt.campaign)), "it is found, and not made again")
            }
            (Err(error), _) => {
                let is_there = |id: &str| world.server.get(id, world.time.now()).is_some();
                let (listed, there) = (
                    world.server.shown(key, world.time.now()),
                    made.iter().filter(|id| is_there(id)).count(),
                );
                let named = ticket.campaign_id.as_ref().map(CampaignId::as_str);
                let is_missing = named.is_some_and(|id| !is_there(id));
                // One that became a draft can be read, but is not listed.
                let is_twice = shown && (listed > 1 || there > 1 && error.code == Code::LaunchedTwice);
                let expected = match is_missing {
                    _ if is_twice => Code::LaunchedTwice,
                    true => Code::Conflict,
                    false => Code::LaunchUnconfirmed,
                };
                assert_eq!(error.code, expected, "{error}");
                assert!(!error.candidates.is_empty(), "it names what stands in the way");
                assert!(
                    is_twice || listed != 1 || !shown,
                    "a campaign that carries its key is found: {error:?}"
                );
                let in_doubt = !shown || is_twice || is_missing || world.server.has_alike(NAME, key);
                assert!(in_doubt, "nothing stands in the way: {error:?}");
            }
        }
    }
}

/// The caller's store, which takes time, and sometimes fails.
struct Shelf {
    world: Rc<World>,
    storing: Rc<Cell<u64>>,
}

impl Shelf {
    async fn wait(&self) -> Result<()> {
        let world = &self.world;
        let faulty = world.network.borrow().faults > 0;
        let span = match world.chance.below(40) {
            0 if faulty => world.chance.below(200_000),
            1 if faulty => world.chance.between(115_000, 121_000),
            _ => world.chance.below(300),
        };
        self.storing.set(self.storing.get() + span);
        world.time.sleep(span).await;
        if faulty && world.chance.percent(3) {
            return Err(Error::new(Code::TicketNotStored, "The store failed."));
        }
        Ok(())
    }

    fn on_shelf(&self, key: &TicketKey) -> Option<Ticket> {
        self.world.stored.borrow().clone().filter(|ticket| ticket.key == *key)
    }
}

impl TicketStore for &Shelf {
    async fn load(&self, key: &TicketKey) -> Result<Option<Ticket>> {
        self.wait().await?;
        Ok(self.on_shelf(key))
    }

    async fn claim(&self, ticket: &Ticket) -> Result<Option<Ticket>> {
        self.wait().await?;
        let there = self.on_shelf(&ticket.key);
        if there.is_none() {
            *self.world.stored.borrow_mut() = Some(ticket.clone());
        }
        Ok(there)
    }

    async fn save(&self, ticket: &Ticket) -> Result<()> {
        self.wait().await?;
        *self.world.stored.borrow_mut() = Some(ticket.clone());
        Ok(())
    }

    async fn forget(&self, ticket: &Ticket) -> Result<()> {
        self.wait().await?;
        if self.on_shelf(&ticket.key).is_some_and(|stored| stored.sent_at == ticket.sent_at) {
            self.world.stored.take();
        }
        Ok(())
    }
}

fn same(one: &Result<Receipt>, other: &Result<Receipt>) {
    match (one, other) {
        (Ok(one), Ok(other)) => assert_eq!(id(&one.campaign), id(&other.campaign)),
        (Err(one), Err(other)) => assert_eq!(one.message, other.message),
        _ => panic!("two calls at once with one ticket have one outcome"),
    }
}

fn id(campaign: &Checked<Campaign>) -> String {
    let text = std::str::from_utf8(campaign.as_bytes()).expect("campaigns are UTF-8");
    find_text(text, "id").expect("campaigns have ids").to_owned()
}
