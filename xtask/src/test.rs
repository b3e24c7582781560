//! `cargo xtask test`: every check and every test, step by step.

use std::env;
use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::steps::{self, Step};
use crate::{
    cargo, check, chromium, demo, edge, engines, matrix, package, process, sandbox, setup, site, testing,
    widget, workspace,
};

/// What is built from the package, for the tests in Node and in browsers.
const BUILDS: [Step; 2] = [widget::BUILD, edge::BUILD];

/// The tests in Rust.
const RUST: Step = Step { name: "rust", run: rust };

/// The tests in Node and in browsers, in the order in which they run. Each step makes what it needs, so that any one can run
/// alone.
const TESTS: [Step; 4] = [
    Step { name: "size", run: size },
    Step { name: "package", run: installed_package },
    Step { name: "edge", run: edge_worker },
    Step { name: "browser", run: browser },
];

/// What people read and type, and the sandbox in their tests; then one scenario in every runtime, so that this lane takes as
/// long as the others, which run beside it.
const GUIDES: [Step; 10] = [
    Step { name: "testing", run: sandbox_in_process },
    Step { name: "cli", run: program },
    Step { name: "runners", run: test_runners },
    demo::STEP,
    Step { name: "docs", run: docs },
    Step { name: "site", run: built_site },
    Step { name: "quickstarts", run: quickstarts },
    matrix::STEP,
    Step { name: "bench", run: bench },
    Step { name: "runtimes", run: runtimes },
];

const SIZE_TEST: &str = "size.test.mjs";

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
    // The compiler works while npm unpacks, and while the other tests wait, for pages and for servers. The slowest builds end
    // in one thread each.
    let compiled: Vec<&Step> = [&sandbox::BUILD].into_iter().chain(&check::COMPILED).chain([&RUST]).collect();
    let scripts: Vec<&Step> = setup::STEPS
        .iter()
        .chain([&package::BUILD])
        .chain(&BUILDS)
        .chain(&check::SCRIPTS)
        .chain(&TESTS)
        .collect();
    let guides: Vec<&Step> = [&testing::BUILD].into_iter().chain(&GUIDES).collect();
    let lanes = [compiled, scripts, guides];
    if args.steps.is_empty() {
        return Ok(exit(steps::run_all(&lanes)));
    }
    let all = lanes.concat();
    let mut chosen = Vec::new();
    for name in &args.steps {
        let Some(step) = all.iter().find(|step| step.name == name) else {
            let names: Vec<_> = all.iter().map(|step| step.name).collect();
            bail!("there is no step `{name}`: the steps are {}", names.join(", "));
        };
        chosen.push(*step);
    }
    Ok(exit(steps::run_all(&[chosen])))
}

fn exit(passed: bool) -> ExitCode {
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn rust() -> Result<String> {
    let output =
        process::captured(cargo::command().args(["test", "--quiet", "--no-fail-fast"]).args(cargo::PRODUCT))?;
    // This tool's own, by themselves: see `cargo::PRODUCT`.
    let own = process::captured(cargo::command().args(["test", "--quiet", "--package", "xtask"]))?;
    Ok(passed(&[output, own].concat(), "test result: ok. "))
}

/// The budget for what a browser downloads.
fn size() -> Result<String> {
    package::ready()?;
    process::captured(&mut node_tests("tests/package", |name| name == SIZE_TEST)?)?;
    process::captured(process::command("node").arg("tests/package/sizes.mjs"))
}

/// The packed package as users install it: import, require, bundlers, and what linters say of it.
fn installed_package() -> Result<String> {
    setup::compilers()?;
    edge::ready()?;
    widget::ready()?;
    testing::ready()?;
    let browser = chromium::program()?;
    let mut tests = node_tests("tests/package", |name| name != SIZE_TEST)?;
    Ok(report(&process::captured(tests.env("CHROMIUM", browser))?))
}

/// One scenario in every runtime, or in those that the variable `SEAX_RUNTIMES` names.
fn runtimes() -> Result<String> {
    package::ready()?;
    let sandbox = sandbox::build()?;
    let mut node = process::command("node");
    node.arg("tests/runtimes/run.mjs").env("SEAX_SANDBOX", sandbox);
    let chosen = env::var("SEAX_RUNTIMES").ok();
    if let Some(names) = &chosen {
        node.arg(format!("--in={names}"));
    }
    let wants = |name: &str| chosen.as_ref().is_none_or(|names| names.contains(name));
    if wants("chromium") {
        node.env("CHROMIUM", chromium::program()?);
    }
    if wants("firefox") || wants("webkit") {
        engines::ready()?;
    }
    process::captured(&mut node)
}

/// The edge Worker in Cloudflare's own runtime, before a real sandbox.
fn edge_worker() -> Result<String> {
    edge::ready()?;
    let mut tests = node_tests("tests/edge", |_| true)?;
    Ok(report(&process::captured(tests.env("SEAX_SANDBOX", sandbox::build()?))?))
}

/// The sandbox as WebAssembly, in every runtime, and against the server.
fn sandbox_in_process() -> Result<String> {
    testing::ready()?;
    let (sandbox, browser) = (sandbox::build()?, chromium::program()?);
    let mut tests = node_tests("tests/testing", |_| true)?;
    tests.env("SEAX_SANDBOX", sandbox).env("CHROMIUM", browser);
    Ok(report(&process::captured(&mut tests)?))
}

/// `npx seax-dialer`, from the packed package and as a process.
fn program() -> Result<String> {
    testing::ready()?;
    Ok(report(&process::captured(&mut node_tests("tests/cli", |_| true)?)?))
}

/// The packed package in the test runners that its users have.
fn test_runners() -> Result<String> {
    testing::ready()?;
    Ok(report(&process::captured(&mut node_tests("tests/runners", |_| true)?)?))
}

/// The widget in a real browser: what operators do with it, and what pages do to it.
fn browser() -> Result<String> {
    widget::ready()?;
    edge::ready()?;
    engines::ready()?;
    let (sandbox, browser) = (sandbox::build()?, chromium::program()?);
    let mut tests = node_tests("tests/browser", |_| true)?;
    tests.env("SEAX_SANDBOX", sandbox).env("CHROMIUM", browser);
    let output = process::captured(&mut tests)?;
    let figures = output.lines().filter_map(|line| Some(line.split_once("figure: ")?.1.to_owned()));
    Ok([report(&output)].into_iter().chain(figures).collect::<Vec<_>>().join("\n"))
}

/// What the documents say: their links, tables and examples.
fn docs() -> Result<String> {
    edge::ready()?;
    widget::ready()?;
    testing::ready()?;
    let (sandbox, browser) = (sandbox::build()?, chromium::program()?);
    let mut tests = node_tests("tests/docs", |_| true)?;
    tests.env("SEAX_SANDBOX", sandbox).env("CHROMIUM", browser);
    Ok(report(&process::captured(&mut tests)?))
}

/// The documents as a site: its links, and every example that runs in it.
fn built_site() -> Result<String> {
    site::ready()?;
    let mut tests = node_tests("tests/site", |_| true)?;
    Ok(report(&process::captured(tests.env("CHROMIUM", chromium::program()?))?))
}

/// The quick starts as projects of their own, with the packed package.
fn quickstarts() -> Result<String> {
    edge::ready()?;
    widget::ready()?;
    testing::ready()?;
    let mut tests = node_tests("tests/quickstart", |_| true)?;
    Ok(report(&process::captured(tests.env("CHROMIUM", chromium::program()?))?))
}

/// That the benchmark runs, and compares like with like. How fast anything is is not its business.
fn bench() -> Result<String> {
    testing::ready()?;
    Ok(report(&process::captured(&mut node_tests("bench", |_| true)?)?))
}

/// What Node's test runner says: how many tests have passed, and each that was skipped, with the reason.
fn report(output: &str) -> String {
    let skipped = output.lines().filter_map(|line| {
        let line = line.trim_start().strip_prefix("\u{fe63} ")?;
        let (name, reason) = line.split_once(" # ").unwrap_or((line, "no reason given"));
        let name = name.rsplit_once(" (").map_or(name, |(name, _)| name);
        Some(format!("SKIPPED {name}: {reason}"))
    });
    [passed(output, "pass ")].into_iter().chain(skipped).collect::<Vec<_>>().join("\n")
}

/// How many tests a test runner says have passed: the sum of the numbers after `label`.
fn passed(output: &str, label: &str) -> String {
    let counts =
        output.lines().filter_map(|line| line.split_once(label)?.1.split(' ').next()?.parse::<u32>().ok());
    format!("{} tests", counts.sum::<u32>())
}

/// Node's test runner, with those test files of a folder whose names are wanted. They are listed
/// here because Node 20 and its successors read folders and patterns differently.
fn node_tests(folder: &str, wanted: fn(&str) -> bool) -> Result<Command> {
    let mut files = Vec::new();
    for entry in fs::read_dir(workspace::root().join(folder))? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if name.ends_with(".test.mjs") && wanted(&name) {
            files.push(format!("{folder}/{name}"));
        }
    }
    if files.is_empty() {
        bail!("{folder} has no tests");
    }
    files.sort();
    let mut node = process::command("node");
    // They wait more than they compute: even two cores take several at once.
    node.args(["--test", "--test-reporter=spec", "--test-timeout=900000", "--test-concurrency=2"])
        .args(files);
    Ok(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_what_was_skipped() {
        let output =
            "\u{2714} here (1.2ms)\n  \u{fe63} firefox (0.9ms) # there is no firefox-esr\n\u{2139} pass 7\n";
        assert_eq!(report(output), "7 tests\nSKIPPED firefox: there is no firefox-esr");
    }
}
