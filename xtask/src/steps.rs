//! Steps with a name and a time: one line for each, the whole output of one that fails.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use anyhow::Result;

/// One thing to do. What it gives is shown below its line; mostly that is nothing.
pub struct Step {
    pub name: &'static str,
    pub run: fn() -> Result<String>,
}

/// Runs the step and prints its line.
///
/// # Errors
/// The step's own, already printed.
pub fn run(step: &Step) -> (Duration, Result<()>) {
    let live = io::stdout().is_terminal();
    if live {
        print!("  …   {}", step.name);
        let _ = io::stdout().flush();
    }
    let started = Instant::now();
    let outcome = (step.run)();
    let took = started.elapsed();
    let mark = if outcome.is_ok() { "ok  " } else { "FAIL" };
    let back = if live { "\r" } else { "" };
    println!("{back}{mark}  {:<32} {:>7}", step.name, seconds(took));
    match outcome {
        Ok(report) => {
            for line in report.trim_end().lines() {
                println!("      {line}");
            }
            (took, Ok(()))
        }
        Err(error) => {
            println!("{error:#}\n");
            (took, Err(error))
        }
    }
}

/// Runs all steps, whether or not one fails, and ends with a table and the line
/// `N passed, N failed`. Gives whether all passed.
pub fn run_all(steps: &[&Step]) -> bool {
    let started = Instant::now();
    let results: Vec<_> = steps.iter().map(|step| (step.name, run(step))).collect();
    let failed = results.iter().filter(|(_, (_, outcome))| outcome.is_err()).count();

    println!();
    for (name, (took, outcome)) in &results {
        let mark = if outcome.is_ok() { "ok  " } else { "FAIL" };
        println!("{mark}  {name:<32} {:>7}", seconds(*took));
    }
    println!("      {:<32} {:>7}\n", "all steps", seconds(started.elapsed()));
    println!("{} passed, {failed} failed", results.len() - failed);
    failed == 0
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
