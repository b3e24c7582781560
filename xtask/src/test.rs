//! `cargo xtask test`: every check and every test, step by step.

use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::steps::{self, Step};
use crate::{cargo, check, chromium, demo, package, process, sandbox, setup};

/// Every test, in the order in which they run after the checks. Each step makes what it needs, so
/// that any one can run alone.
const TESTS: [Step; 6] = [
    Step { name: "rust", run: rust },
    package::BUILD,
    Step { name: "size", run: size },
    Step { name: "package", run: installed_package },
    Step { name: "runtimes", run: runtimes },
    demo::STEP,
];

#[derive(clap::Args)]
pub struct Args {
    /// Steps to run; without any, all of them
    steps: Vec<String>,
}

/// Runs the steps and prints a table of them.
///
/// # Errors
/// When a named step does not exist. Failing steps print themselves and give a failing exit code.
pub fn run(args: &Args) -> Result<ExitCode> {
    let all: Vec<&Step> = setup::STEPS.iter().chain(&check::STEPS).chain(&TESTS).collect();
    let mut chosen = Vec::new();
    for name in &args.steps {
        let Some(step) = all.iter().find(|step| step.name == name) else {
            let names: Vec<_> = all.iter().map(|step| step.name).collect();
            bail!("there is no step `{name}`: the steps are {}", names.join(", "));
        };
        chosen.push(*step);
    }
    let steps = if chosen.is_empty() { all } else { chosen };
    Ok(if steps::run_all(&steps) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn rust() -> Result<String> {
    process::captured(cargo::command().args(["test", "--quiet"]).args(cargo::PRODUCT))?;
    Ok(String::new())
}

/// The budget for what a browser downloads.
fn size() -> Result<String> {
    package::ready()?;
    process::captured(node_test().arg("tests/package/size.test.mjs"))?;
    process::captured(process::command("node").arg("tests/package/sizes.mjs"))
}

/// The packed package as users install it: import, require, bundlers, and what linters say of it.
fn installed_package() -> Result<String> {
    package::ready()?;
    let browser = chromium::program()?;
    process::captured(node_test().arg("tests/package/").env("CHROMIUM", browser))?;
    Ok(String::new())
}

/// One scenario in every runtime.
fn runtimes() -> Result<String> {
    package::ready()?;
    let browser = chromium::program()?;
    let sandbox = sandbox::build()?;
    let mut node = process::command("node");
    node.arg("tests/runtimes/run.mjs").env("CHROMIUM", browser).env("SEAX_SANDBOX", sandbox);
    process::captured(&mut node)
}

fn node_test() -> Command {
    let mut node = process::command("node");
    node.args(["--test", "--test-reporter=spec"]);
    node
}
