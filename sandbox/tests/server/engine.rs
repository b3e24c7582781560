//! Properties of the call engine, each over many random plans.

use std::collections::HashMap;

use seax_sandbox::{
    engine::{
        plan::{Callee, Conversation, Line, Plan},
        simulation::{CampaignStatus, Simulation},
        statistics::Statistics,
    },
    rng::Rng,
    timestamp::Timestamp,
};

const SECOND: i64 = 1_000_000;

/// Long after the end of every plan below.
const FOREVER: Timestamp = Timestamp::from_micros(1_000_000 * SECOND);

/// A `may_call` that skips no contact.
fn everyone(_contact: usize) -> bool {
    true
}

fn random_plan(number: u64) -> Plan {
    let mut rng = Rng::new(&[number]);
    let lines = [Line::Good, Line::Good, Line::Good, Line::Poor, Line::Dead];
    let conversations =
        [Conversation::AiAgent, Conversation::HumanAgent, Conversation::Recording { seconds: 12 }];
    let callees = (0..rng.below(120)).map(|contact| Callee {
        contact: contact as usize,
        key: rng.next_u64(),
        line: rng.pick(&lines),
    });
    let callees = callees.collect();
    let ends = rng.chance(50).then(|| Timestamp::from_micros(rng.between(5, 3_000) as i64 * SECOND));
    Plan {
        seed: rng.next_u64(),
        campaign: number,
        conversation: rng.pick(&conversations),
        starts: Timestamp::from_micros(rng.below(100) as i64 * SECOND),
        ends,
        max_attempts: rng.between(1, 4) as u32,
        max_dialers: rng.between(1, 30) as u32,
        callees,
        lines: rng.between(1, 3) as u32,
        stays_open: false,
    }
}

fn plans() -> impl Iterator<Item = Plan> {
    (0..300).map(random_plan)
}

fn finished(plan: Plan) -> Simulation {
    let mut simulation = Simulation::new(plan);
    simulation.advance(FOREVER, everyone);
    assert_eq!(simulation.status(), CampaignStatus::Finished);
    simulation
}

/// Returns times in random steps, ending with [`FOREVER`].
fn instants(number: u64) -> Vec<Timestamp> {
    let mut rng = Rng::new(&[number, 99]);
    let mut at = 0;
    let mut instants = Vec::new();
    while at < 20_000 * SECOND {
        instants.push(Timestamp::from_micros(at));
        at += rng.between(1, 400 * SECOND as u64) as i64;
    }
    instants.push(FOREVER);
    instants
}

#[test]
fn there_are_never_more_calls_at_a_time_than_dialers() {
    let mut busiest = 0;
    for plan in plans() {
        let max_dialers = plan.max_dialers as usize;
        let simulation = finished(plan);
        for job in simulation.jobs() {
            let live = simulation.jobs().iter();
            let live = live.filter(|other| other.dialed <= job.dialed && job.dialed < other.ended).count();
            assert!(live <= max_dialers, "{live} calls by {max_dialers} dialers");
            busiest = busiest.max(live);
        }
    }
    assert!(busiest > 20, "no plan kept its dialers busy");
}

#[test]
fn all_contacts_have_a_result_at_the_end_unless_time_runs_out() {
    for plan in plans().map(|plan| Plan { ends: None, ..plan }) {
        let total = plan.callees.len() as u32;
        let statistics = finished(plan).statistics();
        assert_eq!((statistics.counted(), statistics.total), (total, total));
    }
}

#[test]
fn one_long_step_leads_to_the_same_state_as_many_short_ones() {
    for (number, plan) in plans().enumerate() {
        let mut patient = Simulation::new(plan.clone());
        for at in instants(number as u64) {
            patient.advance(at, everyone);
            let mut hasty = Simulation::new(plan.clone());
            hasty.advance(at, everyone);
            assert_eq!(patient.statistics(), hasty.statistics());
            assert_eq!(patient.status(), hasty.status());
            assert_eq!(patient.jobs(), hasty.jobs());
            assert_eq!(patient.finished(), hasty.finished());
        }
    }
}

#[test]
fn results_only_grow_in_sum_and_never_exceed_the_total() {
    for (number, plan) in plans().enumerate() {
        let mut simulation = Simulation::new(plan);
        let mut counted = 0;
        let mut rank = 0;
        for at in instants(number as u64) {
            simulation.advance(at, everyone);
            let statistics = simulation.statistics();
            assert!(statistics.counted() >= counted && statistics.counted() <= statistics.total);
            counted = statistics.counted();
            let order = [
                CampaignStatus::Pending,
                CampaignStatus::Started,
                CampaignStatus::Processing,
                CampaignStatus::Finished,
            ];
            let reached = order.iter().position(|status| *status == simulation.status()).unwrap();
            assert!(reached >= rank, "a campaign never goes back");
            rank = reached;
        }
    }
}

#[test]
fn statistics_are_the_latest_results_of_the_jobs() {
    for plan in plans() {
        let simulation = finished(plan);
        let mut latest = HashMap::new();
        for job in simulation.jobs() {
            latest.insert(job.callee, job.answered_by(FOREVER).unwrap().bucket());
        }
        let mut expected = Statistics { total: simulation.statistics().total, ..Statistics::default() };
        latest.into_values().for_each(|bucket| expected.count(None, bucket));
        assert_eq!(simulation.statistics(), expected);
    }
}

#[test]
fn people_are_called_again_only_after_a_pause_and_not_too_often() {
    let mut again = 0;
    for plan in plans() {
        let max_attempts = plan.max_attempts;
        let simulation = finished(plan);
        let mut earlier = HashMap::new();
        for job in simulation.jobs() {
            assert!(job.attempt <= max_attempts);
            if let Some((attempt, ended)) = earlier.insert(job.callee, (job.attempt, job.ended)) {
                assert_eq!(job.attempt, attempt + 1);
                assert!(job.dialed.micros_since(ended) >= 5 * 60 * SECOND);
                again += 1;
            } else {
                assert_eq!(job.attempt, 1);
            }
        }
    }
    assert!(again > 1_000, "hardly anybody was called again");
}

#[test]
fn contacts_that_answered_are_not_called_again() {
    use seax_sandbox::engine::call::AnsweredBy;
    for plan in plans() {
        let simulation = finished(plan);
        let mut reached = std::collections::HashSet::new();
        for job in simulation.jobs() {
            assert!(!reached.contains(&job.callee));
            if job.answered_by(FOREVER) == Some(AnsweredBy::Human) {
                reached.insert(job.callee);
            }
        }
    }
}

#[test]
fn calls_start_within_the_window() {
    let mut cut_short = 0;
    for plan in plans() {
        let (starts, ends) = (plan.starts, plan.ends);
        let simulation = finished(plan);
        for job in simulation.jobs() {
            assert!(job.dialed >= starts && ends.is_none_or(|ends| job.dialed < ends));
        }
        let statistics = simulation.statistics();
        cut_short += u32::from(statistics.counted() < statistics.total);
        let last = simulation.jobs().iter().map(|job| job.ended).max();
        assert!(last.is_none_or(|last| simulation.finished().unwrap() >= last), "live calls end first");
    }
    assert!(cut_short > 10, "no plan ran out of time");
}

#[test]
fn a_running_call_does_not_reveal_its_result() {
    for plan in plans() {
        let simulation = finished(plan);
        for job in simulation.jobs() {
            let just_before = Timestamp::from_micros(job.ended.micros() - 1);
            assert_eq!(job.answered_by(just_before), None);
            assert!(job.answered_by(job.ended).is_some());
            assert!(job.dialed < job.answered && job.answered <= job.ended);
        }
    }
}

#[test]
fn numbers_take_turns_and_sequences_count_up() {
    for plan in plans() {
        let lines = plan.lines;
        for (index, job) in finished(plan).jobs().iter().enumerate() {
            assert_eq!(job.sequence as usize, index + 1);
            assert_eq!(job.line, index as u32 % lines);
        }
    }
}

#[test]
fn a_campaign_without_a_number_to_call_from_fails() {
    let mut simulation = Simulation::new(Plan { lines: 0, ..random_plan(1) });
    simulation.advance(FOREVER, everyone);
    assert_eq!(simulation.status(), CampaignStatus::Failed);
    assert!(simulation.jobs().is_empty());
}

#[test]
fn a_campaign_that_stays_open_waits_for_its_end() {
    let plan = Plan {
        callees: Vec::new(),
        stays_open: true,
        starts: Timestamp::from_micros(0),
        ends: Some(Timestamp::from_micros(60 * SECOND)),
        ..random_plan(1)
    };
    let mut simulation = Simulation::new(plan);
    simulation.advance(Timestamp::from_micros(59 * SECOND), everyone);
    assert_eq!(simulation.status(), CampaignStatus::Started);
    simulation.advance(Timestamp::from_micros(60 * SECOND), everyone);
    assert_eq!(simulation.status(), CampaignStatus::Finished);
}
