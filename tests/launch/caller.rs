//! A caller, as its world goes wrong: it stores tickets, is killed, gives up, comes back, and checks every answer.

use std::cell::Cell;
use std::rc::Rc;

use futures_util::future::join;
use seax_dialer::{
    client::{Client, LaunchOptions, Outcome, Receipt},
    error::{Code, Error, Result},
    model::{campaign::Campaign, launch::Ticket},
    schema::{Checked, find_text},
};

use crate::{
    faults::Network,
    server::Keeps,
    time::Run,
    world::{NAME, Watch, Wire, World, draft},
};

/// The longest that an answer may take, whatever happens: sending and each look have the deadline of 120 s, looking
/// begins for 30 s, and a ticket that is sent again needs all that twice.
const LONGEST: u64 = 2 * (2 * 120_000 + 30_000);

/// The horizon that the caller believes in, in milliseconds.
pub const HORIZON: u64 = 600_000;

/// How a caller's story went.
#[derive(Default, Debug, Clone, Copy)]
pub struct Tally {
    pub created: u64,
    pub found: u64,
    pub unconfirmed: u64,
    pub refused: u64,
    pub aborted: u64,
    pub killed: u64,
    /// Creates that were not a ticket's first, those after a 429 included.
    pub again: u64,
    /// Tickets that made more than one campaign.
    pub doubled: u64,
    /// Failures that said "it does not exist" and were wrong.
    pub mistaken: u64,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.created += other.created;
        self.found += other.found;
        self.unconfirmed += other.unconfirmed;
        self.refused += other.refused;
        self.aborted += other.aborted;
        self.killed += other.killed;
        self.again += other.again;
        self.doubled += other.doubled;
        self.mistaken += other.mistaken;
    }
}

/// A caller, and the process it runs in.
pub struct Caller {
    world: Rc<World>,
    client: Client<Wire, Watch>,
    pub tally: Tally,
    /// Whether its world keeps to the horizon. Where it does not, what goes wrong is counted.
    pub horizon_holds: bool,
}

impl Caller {
    pub fn new(world: Rc<World>) -> Self {
        let client = world.client();
        Self { world, client, tally: Tally::default(), horizon_holds: true }
    }

    /// Launches again and again, until the answer is final or it has had enough.
    pub fn live(&mut self) {
        let world = self.world.clone();
        for _ in 0..world.chance.between(1, 5) {
            if self.launch_once() && !world.chance.percent(20) {
                break;
            }
            let waits = [0, 1_000, 60_000, HORIZON, HORIZON + 110_000, HORIZON + 130_000, 90_000_000];
            let wait = match world.stored.borrow().as_ref() {
                // Just before the ticket may be used again.
                Some(ticket) if world.chance.percent(20) => {
                    let closes = ticket.sent_at + 120_000 + HORIZON;
                    closes.saturating_sub(world.clock() + world.chance.below(1_000))
                }
                _ => world.chance.below(world.chance.pick(&waits) + 1),
            };
            world.time.pass(wait);
            if world.chance.percent(10) {
                // Clocks are put back now and then.
                world.skew.set(world.skew.get() - world.chance.below(3_600_000) as i64);
            }
        }
        self.check_the_end();
    }

    /// One launch, perhaps killed, aborted, or made twice at once. Whether its answer settles the matter.
    fn launch_once(&mut self) -> bool {
        let world = self.world.clone();
        let chance = &world.chance;
        let mut options = LaunchOptions::new([0; 10].map(|_: u8| chance.bits() as u8));
        options.ticket = world.stored.borrow().clone();
        options.skip_check = true;
        options.allow_resend = chance.percent(60);
        options.lookup_timeout = chance.pick(&[0, 5_000, 30_000]);
        let kill_at = chance.percent(40).then(|| chance.between(1, 1 << chance.between(1, 7)) as u32);
        let abort_after = chance.percent(15).then(|| chance.below(1 << chance.between(1, 17)));
        let twice = options.ticket.is_some() && chance.percent(20);

        let (begun, storing) = (world.time.now(), Rc::new(Cell::new(0)));
        let draft = draft();
        let launch = |abort_after: Option<u64>| {
            let (world, storing) = (world.clone(), storing.clone());
            let (client, options, draft) = (&self.client, &options, &draft);
            async move {
                let abort = async {
                    match abort_after {
                        Some(span) => world.time.sleep(span).await,
                        None => std::future::pending().await,
                    }
                    Rc::new(()) as Rc<dyn std::any::Any>
                };
                let on_ticket = async |ticket: &Ticket| store(&world, ticket, &storing).await;
                let outcome = client.launch(draft, options, on_ticket, abort).await;
                (outcome, world.time.now())
            }
        };
        let run = if twice {
            let both = async {
                let ((one, at), (other, _)) = join(launch(abort_after), launch(None)).await;
                if abort_after.is_none() {
                    same(&one, &other);
                }
                (one, at, Some(other))
            };
            world.time.run(both, kill_at)
        } else {
            let one = async {
                let (outcome, at) = launch(abort_after).await;
                (outcome, at, None)
            };
            world.time.run(one, kill_at)
        };
        assert!(matches!(run, Run::Killed) || world.time.timers() == 0, "an answer leaves no timer behind");
        let Run::Done((outcome, at, other)) = run else {
            self.tally.killed += 1;
            self.client = world.client();
            return false;
        };
        let took = at - begun;
        assert!(took <= LONGEST + storing.get(), "an answer comes in time, not after {took} ms");
        if let Some(span) = abort_after {
            assert!(took <= span, "an abort ends the launch at once");
        }
        if let Some(other) = other {
            self.judge(&options, other);
        }
        self.judge(&options, outcome)
    }

    /// Checks an answer against the truth. Whether it settles the matter.
    fn judge(&mut self, options: &LaunchOptions, outcome: Result<Receipt>) -> bool {
        let world = &self.world;
        let error = match outcome {
            Ok(receipt) => {
                let ticket = receipt.ticket.expect("a launch has a ticket");
                let made = world.server.made_by(ticket.key.as_str());
                let told = id(&receipt.campaign);
                assert!(made.contains(&told), "{:?} {told} is somebody else's", receipt.outcome);
                match receipt.outcome {
                    Outcome::Created => self.tally.created += 1,
                    Outcome::Found => self.tally.found += 1,
                    Outcome::Draft => panic!("it is no draft"),
                }
                return true;
            }
            Err(error) => error,
        };
        let Some(ticket) = error.ticket.as_ref() else {
            assert!(error.code == Code::Aborted && options.ticket.is_none(), "{error:?} carries the ticket");
            self.tally.aborted += 1;
            return true;
        };
        if error.code == Code::LaunchUnconfirmed {
            self.tally.unconfirmed += 1;
            return false;
        }
        let made = world.server.made_by(ticket.key.as_str());
        if error.code == Code::LaunchedTwice {
            let told = error.candidates.iter().all(|id| made.iter().any(|made| made == id.as_str()));
            assert!(
                told && made.len() > 1 && error.candidates.len() > 1,
                "{error:?} names what the ticket made"
            );
            return true;
        }
        if options.ticket.is_none() || !is_storing(&error) {
            self.tally.mistaken += u64::from(!made.is_empty());
            assert!(
                made.is_empty() || !self.horizon_holds,
                "{error:?} is final, but the ticket made {made:?}"
            );
        }
        if error.code == Code::Aborted {
            self.tally.aborted += 1;
        } else {
            self.tally.refused += 1;
        }
        // The caller forgets a ticket of which nothing came, and nothing will.
        world.stored.take();
        true
    }

    /// When all is calm and the horizon has passed, a ticket's story must have an end.
    fn check_the_end(&mut self) {
        let world = self.world.clone();
        let keys: std::collections::BTreeSet<_> = world.creates.borrow().iter().cloned().collect();
        self.tally.again += (world.creates.borrow().len() - keys.len()) as u64;
        for key in &keys {
            let made = world.server.made_by(key).len();
            self.tally.doubled += u64::from(made > 1);
            assert!(made <= 1 || !self.horizon_holds, "the ticket {key} made {made} campaigns");
        }
        let Some(ticket) = world.stored.borrow().clone() else { return };
        let made = world.server.made_by(ticket.key.as_str());
        world.network.replace(Network::calm());
        world.time.pass(2 * HORIZON + 6 * 3_600_000);
        let mut options = LaunchOptions::new([0; 10]);
        (options.ticket, options.allow_resend, options.skip_check) = (Some(ticket), true, true);
        let on_ticket = async |ticket: &Ticket| store(&world, ticket, &Cell::new(0)).await;
        let draft = draft();
        let launch = world.client();
        world.network.borrow_mut().script.push_back(crate::faults::Create::Good);
        let launch = launch.launch(&draft, &options, on_ticket, std::future::pending());
        match (world.time.finish(launch), made.len()) {
            (Ok(receipt), 0) => assert_eq!(receipt.outcome, Outcome::Created),
            (Ok(receipt), _) => {
                assert!(made.contains(&id(&receipt.campaign)), "it is found, and not made again")
            }
            (Err(error), made) => {
                let kept = world.server.keeps != Keeps::Nowhere;
                let twice = kept && made > 1;
                let expected = if twice { Code::LaunchedTwice } else { Code::LaunchUnconfirmed };
                assert_eq!(error.code, expected, "{error}");
                assert!(!error.candidates.is_empty(), "it names what stands in the way");
                assert!(made != 1 || !kept, "a campaign that carries its key is found: {error:?}");
                let in_doubt = !kept || made > 1 || world.server.has_keyless(NAME);
                assert!(in_doubt, "nothing stands in the way: {error:?}");
            }
        }
    }
}

/// The caller's store: it takes its time, and sometimes fails.
async fn store(world: &World, ticket: &Ticket, storing: &Cell<u64>) -> Result<()> {
    let faulty = world.network.borrow().faults > 0;
    let span = match world.chance.below(40) {
        0 if faulty => world.chance.below(200_000),
        1 if faulty => world.chance.between(115_000, 121_000),
        _ => world.chance.below(300),
    };
    storing.set(storing.get() + span);
    world.time.sleep(span).await;
    if faulty && world.chance.percent(3) {
        return Err(Error::new(Code::InvalidArgument, STORE_FAILED));
    }
    *world.stored.borrow_mut() = Some(ticket.clone());
    Ok(())
}

const STORE_FAILED: &str = "The store failed.";

fn is_storing(error: &Error) -> bool {
    error.message == STORE_FAILED
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
