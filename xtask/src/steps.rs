//! Runs named steps, and prints a line with the time of each, and the whole output of those that fail.

use std::io::{self, IsTerminal, Write};
use std::iter;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

/// A step. The text that `run` returns, if any, is printed below the step's line.
pub struct Step {
    pub name: &'static str,
    pub run: fn() -> Result<String>,
}

/// Runs the step, prints its line, and returns its duration and outcome.
///
/// # Errors
/// Returns the error of the step, which has been printed.
pub fn run(step: &Step) -> (Duration, Result<()>) {
    let live = io::stdout().is_terminal();
    if live {
        print!("  …   {}", step.name);
        let _ = io::stdout().flush();
    }
    run_quietly(step, if live { "\r" } else { "" })
}

/// Runs the steps in order until one fails, and returns whether all passed.
pub fn run_until_failure(steps: &[Step]) -> bool {
    steps.iter().all(|step| run(step).1.is_ok())
}

/// Runs the step, and prints its line only at the end, because other steps may run meanwhile.
fn run_quietly(step: &Step, back: &str) -> (Duration, Result<()>) {
    let started = Instant::now();
    let outcome = (step.run)();
    let took = started.elapsed();
    let mark = if outcome.is_ok() { "ok  " } else { "FAIL" };
    let mut text = format!("{back}{mark}  {:<32} {:>7}\n", step.name, seconds(took));
    match &outcome {
        Ok(report) => text.extend(report.trim_end().lines().map(|line| format!("      {line}\n"))),
        Err(error) => text.push_str(&format!("{error:#}\n\n")),
    }
    print!("{text}");
    let _ = io::stdout().flush();
    (took, outcome.map(drop))
}

/// A step's name, duration and outcome.
type Ran = (&'static str, (Duration, Result<()>));

/// Runs the steps in order, even after one fails. Prints a table and the line `N passed, N failed`. Returns whether all passed.
pub fn run_all(steps: &[&Step]) -> bool {
    let started = Instant::now();
    let ran: Vec<Ran> = steps.iter().map(|step| (step.name, run(step))).collect();
    summarize(&ran, steps.len(), started)
}

/// Runs the lanes in parallel, and the steps of each lane in order, even after one fails. A lane that is done goes on with the
/// first of the `shared` steps that no other lane has taken. Prints and returns the same as [`run_all`].
pub fn run_lanes(lanes: &[Vec<&Step>], shared: &[&Step]) -> bool {
    let started = Instant::now();
    let rest = Mutex::new(shared.iter().copied());
    let take = || rest.lock().unwrap_or_else(PoisonError::into_inner).next();
    let ran: Vec<Ran> = thread::scope(|scope| {
        let start = |lane| scope.spawn(move || run_each(Iterator::chain(lane, iter::from_fn(take))));
        let lanes: Vec<_> = lanes.iter().map(|lane| start(lane.iter().copied())).collect();
        // A lane that panics has no results: its steps count as failed.
        lanes.into_iter().flat_map(|lane| lane.join().unwrap_or_default()).collect()
    });
    summarize(&ran, lanes.iter().map(Vec::len).sum::<usize>() + shared.len(), started)
}

fn run_each<'a>(steps: impl Iterator<Item = &'a Step>) -> Vec<Ran> {
    steps.map(|step| (step.name, run_quietly(step, ""))).collect()
}

fn summarize(ran: &[Ran], expected: usize, started: Instant) -> bool {
    let passed = ran.iter().filter(|(_, (_, outcome))| outcome.is_ok()).count();
    println!();
    for (name, (took, outcome)) in ran {
        let mark = if outcome.is_ok() { "ok  " } else { "FAIL" };
        println!("{mark}  {name:<32} {:>7}", seconds(*took));
    }
    println!("      {:<32} {:>7}\n", "all steps", seconds(started.elapsed()));
    println!("{passed} passed, {} failed", expected - passed);
    passed == expected
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn each_shared_step_runs_once_whatever_fails() {
        static RUNS: AtomicUsize = AtomicUsize::new(0);
        fn count() -> Result<String> {
            RUNS.fetch_add(1, Ordering::Relaxed);
            Ok(String::new())
        }
        const COUNTED: Step = Step { name: "counted", run: count };
        const FAILING: Step = Step { name: "failing", run: || anyhow::bail!("as it should") };
        let lanes = [vec![&COUNTED], vec![&FAILING]];
        assert!(!run_lanes(&lanes, &[&COUNTED; 5]));
        assert_eq!(RUNS.load(Ordering::Relaxed), 6);
        assert!(run_lanes(&lanes[..1], &[]));
    }
}
