//! Simulates a hundred thousand worlds, each from its own seed, and checks the invariants in each.
//!
//! `LAUNCH_SEED=n` runs one world only; `LAUNCH_RUNS=n` sets the number of worlds.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use crate::{
    caller::{Caller, HORIZON, Keeping},
    chance::Chance,
    faults::Network,
    server::{Keeps, Server, Tidies, Times},
    tally::Tally,
    world::{NAME, World},
};

/// The common settings of a run's worlds.
#[derive(Clone, Copy)]
struct Setting {
    keeping: Keeping,
    /// How late a request can take effect, in milliseconds.
    horizon: u64,
    /// How late the first of two duplicated requests can show after the reply to the second, in milliseconds.
    doubles_late: u64,
    assumptions_hold: bool,
}

const SETTING: Setting =
    Setting { keeping: Keeping::Ticket, horizon: HORIZON, doubles_late: 0, assumptions_hold: true };

/// A world with its own mix of faults, and with campaigns by others.
fn world(seed: u64, setting: Setting) -> Rc<World> {
    let chance = Chance::new(!seed);
    let mut server = Server::new(chance.pick(&Keeps::ALL), chance.pick(&[2, 3, 10, 100]) as usize);
    server.sorts = !chance.percent(10);
    server.tidies = chance.pick(&Tidies::ALL);
    server.times = chance.pick(&Times::ALL);
    // Cached lists show campaigns late, and so do late requests. Both together must stay within the horizon. The campaign of a
    // duplicated request must show immediately, so it excludes caches.
    let doubles = chance.pick(&[0, 0, 20, 60]);
    let caches = if doubles == 0 && chance.percent(15) { chance.below(120_000) } else { 0 };
    let network = Network {
        faults: chance.pick(&[0, 10, 40, 70, 95]),
        horizon: setting.horizon - caches,
        doubles_late: setting.doubles_late,
        caches,
        doubles,
        ..Network::calm()
    };
    let world = World::new(seed, server, network);
    world.skew.set(chance.between(0, 40_000_000) as i64 - 20_000_000);

    let now = world.time.now();
    for count in 0..chance.below(12) {
        // Created before, during or after the launch; with the same draft, with the name alone, or with neither; with another
        // ticket's key or with none. Some are deleted while the client reads.
        let made = match chance.below(3) {
            0 => now - chance.below(400_000_000),
            _ => now + chance.below(300_000) - 60_000,
        };
        let twin = chance.percent(30);
        // A key of version 7 contains its time; a derived one, of version 8, does not.
        let version = if chance.percent(80) { 7 } else { 8 };
        let time = format!("{:012x}", made.saturating_add_signed(world.skew.get()));
        let (high, low) = time.split_at(8);
        let key = format!("{high}-{low}-{version}000-8000-{count:012x}");
        let key = (chance.percent(60) || (twin && chance.percent(70))).then_some(key.as_str());
        let gone = if chance.percent(20) { made + chance.below(600_000) } else { u64::MAX };
        let name = if twin { NAME } else { "Other" };
        world.server.make_until(name, key, made, made + chance.below(10_000), gone);
    }
    world
}

/// Runs the worlds of these seeds. Prints the seed of the first that fails.
fn live(seeds: impl Iterator<Item = u64>, setting: Setting) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let mut caller = Caller::new(world(seed, setting), setting.keeping);
        caller.assumptions_hold = setting.assumptions_hold;
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| caller.live())) {
            eprintln!("This is the world of seed {seed}. To see it alone: LAUNCH_SEED={seed}");
            std::panic::resume_unwind(panic);
        }
        tally.add(caller.tally);
    }
    println!("{tally:?}");
    tally
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Runs many worlds, in which every outcome must occur sometimes.
fn many(setting: Setting, runs: u64) {
    if let Some(seed) = number("LAUNCH_SEED") {
        let world = world(seed, setting);
        println!("{:?} {:?} {:?}", world.server.keeps, world.server.tidies, world.server.times);
        live(seed..=seed, setting);
        return;
    }
    let runs = number("LAUNCH_RUNS").unwrap_or(runs);
    let tally = live(0..runs, setting);
    assert!(tally.rarest() > runs / 200, "worlds in which little happens prove little: {tally:?}");
}

#[test]
fn in_every_world_a_ticket_makes_at_most_one_campaign_and_no_answer_is_wrong() {
    many(SETTING, 100_000);
}

#[test]
fn in_every_world_two_processes_with_one_key_and_one_store_make_at_most_one_campaign() {
    many(Setting { keeping: Keeping::Store, ..SETTING }, 50_000);
}

#[test]
fn what_takes_effect_later_than_assumed_is_all_that_can_make_two() {
    let tally = live(0..20_000, Setting { horizon: 4 * HORIZON, assumptions_hold: false, ..SETTING });
    // `created` and `found` are checked here, too: they hold without the assumption.
    assert!(tally.doubled > 0, "at most one campaign is promised only within the delay: {tally:?}");
    assert!(tally.mistaken > 0, "so is a failure that is final: {tally:?}");
}

#[test]
fn what_a_repeated_request_made_has_to_show_for_a_refusal_to_be_final() {
    let tally = live(0..20_000, Setting { doubles_late: 60_000, assumptions_hold: false, ..SETTING });
    assert!(tally.mistaken > 0, "a refusal is final only if what was repeated shows at once: {tally:?}");
}
