//! A hundred thousand worlds, each from its own seed, and what must hold in every one of them.
//!
//! `LAUNCH_SEED=n` runs one world alone, `LAUNCH_RUNS=n` another number of them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use crate::{
    caller::{Caller, HORIZON, Tally},
    chance::Chance,
    faults::Network,
    server::{Keeps, Server},
    world::{NAME, World},
};

/// A world with its own mix of faults, and with campaigns that other people make.
fn world(seed: u64, horizon: u64) -> Rc<World> {
    let chance = Chance::new(!seed);
    let keeps = chance.pick(&[Keeps::Everywhere, Keeps::Everywhere, Keeps::InDetail, Keeps::Nowhere]);
    let mut server = Server::new(keeps, chance.pick(&[2, 3, 10, 100]) as usize);
    server.sorts = !chance.percent(10);
    let faults = chance.pick(&[0, 10, 40, 70, 95]);
    let world = World::new(seed, server, Network { faults, horizon, ..Network::calm() });
    world.skew.set(chance.between(0, 40_000_000) as i64 - 20_000_000);

    let now = world.time.now();
    for count in 0..chance.below(12) {
        // Before, during and after the launch; with the same draft, with the name alone, or with neither; with another
        // ticket's key or with none. Some are deleted while the client reads.
        let made = match chance.below(3) {
            0 => now - chance.below(400_000_000),
            _ => now + chance.below(300_000) - 60_000,
        };
        let twin = chance.percent(30);
        let key = format!("0197a5c0-0000-7000-8000-{count:012x}");
        let key = (chance.percent(60) || (twin && chance.percent(70))).then_some(key.as_str());
        let gone = if chance.percent(20) { made + chance.below(600_000) } else { u64::MAX };
        let name = if twin { NAME } else { "Other" };
        world.server.make_until(name, key, made, made + chance.below(10_000), gone);
    }
    world
}

/// Lives through the worlds of these seeds. At the first that fails, its seed is printed.
fn live(seeds: impl Iterator<Item = u64>, horizon: u64, horizon_holds: bool) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let mut caller = Caller::new(world(seed, horizon));
        caller.horizon_holds = horizon_holds;
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| caller.live())) {
            eprintln!("This is the world of seed {seed}. To see it alone: LAUNCH_SEED={seed}");
            std::panic::resume_unwind(panic);
        }
        tally.add(caller.tally);
    }
    tally
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn in_every_world_a_ticket_makes_at_most_one_campaign_and_no_answer_is_wrong() {
    if let Some(seed) = number("LAUNCH_SEED") {
        println!("{:?}", live(seed..=seed, HORIZON, true));
        return;
    }
    let runs = number("LAUNCH_RUNS").unwrap_or(100_000);
    let tally = live(0..runs, HORIZON, true);
    println!("{tally:?}");
    let rarest = [
        tally.created,
        tally.found,
        tally.unconfirmed,
        tally.refused,
        tally.aborted,
        tally.killed,
        tally.again,
    ];
    assert!(
        rarest.iter().all(|count| *count > runs / 100),
        "worlds in which little happens prove little: {tally:?}"
    );
}

#[test]
fn what_comes_after_the_horizon_is_all_that_can_make_two() {
    let tally = live(0..20_000, 4 * HORIZON, false);
    println!("{tally:?}");
    // `created` and `found` are checked here as everywhere: they are true without the assumption.
    assert!(tally.doubled > 0, "at most one campaign is promised only within the horizon: {tally:?}");
    assert!(tally.mistaken > 0, "so is a failure that is final: {tally:?}");
}
