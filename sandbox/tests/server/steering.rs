//! Properties of the call engine when a campaign is changed, each over many random plans.

use std::collections::BTreeSet;

use seax_sandbox::{
    engine::{
        plan::{Callee, Conversation, Line, Plan},
        simulation::{CampaignStatus, Hold, Simulation},
        steering::Revision,
    },
    rng::Rng,
    timestamp::Timestamp,
};

const SECOND: u64 = 1_000_000;
const FOREVER: Timestamp = Timestamp::from_micros(10_000_000 * SECOND as i64);

fn everyone(_contact: usize) -> bool {
    true
}

fn at(seconds: u64) -> Timestamp {
    Timestamp::from_micros((seconds * SECOND) as i64)
}

fn callees(count: usize, from: usize) -> Vec<Callee> {
    let callee = |contact: usize| Callee { contact, key: contact as u64 * 7919, line: Line::Good };
    (from..from + count).map(callee).collect()
}

fn plan(number: u64) -> Plan {
    let mut rng = Rng::new(&[number, 5]);
    Plan {
        seed: number,
        campaign: 1,
        conversation: Conversation::AiAgent,
        starts: at(0),
        ends: None,
        max_attempts: rng.between(1, 3) as u32,
        max_dialers: rng.between(1, 6) as u32,
        callees: callees(60, 0),
        lines: 1,
        stays_open: false,
    }
}

/// Returns running simulations, each with its current time.
fn under_way() -> impl Iterator<Item = (Simulation, Timestamp)> {
    (0..200).map(|number| {
        let mut simulation = Simulation::new(plan(number));
        let now = at(Rng::new(&[number, 6]).between(30, 300));
        simulation.advance(now, everyone);
        assert!(simulation.finished().is_none());
        (simulation, now)
    })
}

fn live(simulation: &Simulation, now: Timestamp) -> usize {
    simulation.jobs().iter().filter(|job| !job.is_over(now)).count()
}

#[test]
fn a_pause_places_no_calls_but_lets_running_ones_end() {
    for (mut simulation, now) in under_way() {
        let placed = simulation.jobs().len();
        simulation.hold(Hold::Paused, now);
        let later = at(3_000);
        simulation.advance(later, everyone);
        assert_eq!((simulation.jobs().len(), live(&simulation, later)), (placed, 0));
        assert_eq!(simulation.status(), CampaignStatus::Paused);
        simulation.hold(Hold::Free, later);
        simulation.advance(FOREVER, everyone);
        assert_eq!(simulation.status(), CampaignStatus::Finished);
        let first_again = &simulation.jobs()[placed];
        assert_eq!(first_again.dialed, later, "it goes on at once");
        assert_eq!(simulation.statistics().counted(), 60);
    }
}

#[test]
fn a_pause_only_delays_calls() {
    for (mut paused, now) in under_way() {
        let mut straight = paused.clone();
        paused.hold(Hold::Paused, now);
        paused.hold(Hold::Free, at(5_000));
        straight.advance(FOREVER, everyone);
        paused.advance(FOREVER, everyone);
        let results = |simulation: &Simulation| {
            let jobs = simulation.jobs().iter();
            jobs.map(|job| (job.callee, job.attempt, job.answered_by(FOREVER).map(|who| format!("{who:?}"))))
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(results(&paused), results(&straight));
    }
}

#[test]
fn a_canceled_campaign_never_goes_on() {
    for (mut simulation, now) in under_way() {
        let placed = simulation.jobs().len();
        simulation.hold(Hold::Canceled, now);
        assert_eq!(simulation.status(), CampaignStatus::Canceled);
        simulation.hold(Hold::Free, now);
        simulation.advance(FOREVER, everyone);
        assert_eq!((simulation.jobs().len(), simulation.status()), (placed, CampaignStatus::Canceled));
        assert!(simulation.jobs().iter().all(|job| job.is_over(FOREVER)));
        let called: BTreeSet<usize> = simulation.contacts().into_iter().collect();
        assert!(called.len() < 60 && !called.is_empty());
    }
}

#[test]
fn a_paused_campaign_is_over_at_its_end() {
    let mut simulation = Simulation::new(Plan { ends: Some(at(500)), ..plan(1) });
    simulation.advance(at(100), everyone);
    simulation.hold(Hold::Paused, at(100));
    simulation.advance(at(499), everyone);
    assert_eq!(simulation.status(), CampaignStatus::Paused);
    simulation.advance(at(500), everyone);
    assert_eq!(simulation.status(), CampaignStatus::Finished);
}

#[test]
fn skipped_contacts_without_a_result_leave_the_total() {
    for (mut simulation, now) in under_way() {
        let stays = |contact: usize| !contact.is_multiple_of(3);
        let placed = simulation.jobs().len();
        simulation.advance(FOREVER, stays);
        assert!(simulation.finished().is_some_and(|finished| finished >= now));
        let later = &simulation.jobs()[placed..];
        assert!(later.iter().all(|job| stays(job.callee)));
        let called: BTreeSet<usize> = simulation.jobs().iter().map(|job| job.callee).collect();
        let statistics = simulation.statistics();
        assert_eq!((statistics.counted(), statistics.total), (called.len() as u32, called.len() as u32));
        assert!(statistics.total < 60);
    }
}

#[test]
fn people_who_join_are_called_after_those_who_are_there() {
    for (mut simulation, now) in under_way() {
        simulation.admit(&callees(20, 60), now);
        assert_eq!(simulation.statistics().total, 80);
        simulation.advance(FOREVER, everyone);
        let firsts = simulation.jobs().iter().filter(|job| job.attempt == 1).map(|job| job.callee);
        assert_eq!(firsts.collect::<Vec<_>>(), (0..80).collect::<Vec<_>>());
        assert_eq!(simulation.statistics().counted(), 80);
    }
}

#[test]
fn revised_bounds_apply_from_then_on() {
    for (simulation, now) in under_way() {
        let revision = Revision { ends: None, max_attempts: 1, max_dialers: 20 };
        let placed = simulation.jobs().len();
        let mut revised = simulation.clone();
        revised.revise(revision, now);
        revised.advance(now, everyone);
        assert_eq!(live(&revised, now), 20.min(60 - placed + live(&simulation, now)));
        revised.advance(FOREVER, everyone);
        assert!(revised.jobs()[placed..].iter().all(|job| job.attempt == 1));

        let mut closed = simulation.clone();
        closed.revise(Revision { ends: Some(at(1)), ..revision }, now);
        closed.advance(FOREVER, everyone);
        assert_eq!((closed.jobs().len(), closed.status()), (placed, CampaignStatus::Finished));
    }
}
