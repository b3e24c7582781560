//! Runs named steps, and prints a line with the time of each, and the whole output of those that fail.

use std::io::{self, IsTerminal, Write};
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

/// Runs the lanes in parallel, and the steps of each lane in order, even after one fails. Prints a table and the line
/// `N passed, N failed`. Returns whether all steps passed.
pub fn run_all(lanes: &[Vec<&Step>]) -> bool {
    let started = Instant::now();
    let results: Vec<_> = match lanes {
        [only] => only.iter().map(|step| (step.name, run(step))).collect(),
        _ => thread::scope(|scope| {
            let run_lane = |lane: &[&Step]| -> Vec<_> {
                lane.iter().map(|step| (step.name, run_quietly(step, ""))).collect()
            };
            let lanes: Vec<_> = lanes.iter().map(|lane| scope.spawn(move || run_lane(lane))).collect();
            lanes.into_iter().flat_map(|lane| lane.join().unwrap_or_default()).collect()
        }),
    };
    let expected: usize = lanes.iter().map(Vec::len).sum();
    let failed = expected - results.iter().filter(|(_, (_, outcome))| outcome.is_ok()).count();

    println!();
    for (name, (took, outcome)) in &results {
        let mark = if outcome.is_ok() { "ok  " } else { "FAIL" };
        println!("{mark}  {name:<32} {:>7}", seconds(*took));
    }
    println!("      {:<32} {:>7}\n", "all steps", seconds(started.elapsed()));
    println!("{} passed, {failed} failed", expected - failed);
    failed == 0
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
