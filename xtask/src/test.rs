//! `cargo xtask test`: runs all checks and tests, step by step.

use std::env;
use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::steps::{self, Step};
use crate::{
    cargo, check, chromium, demo, edge, engines, matrix, package, process, sandbox, setup, site, tarball,
    testing, widget, workspace,
};

/// Builds on top of the package, for the tests in Node and in browsers.
const BUILDS: [Step; 2] = [widget::BUILD, edge::BUILD];

/// The tests in Rust.
const RUST: Step = Step { name: "rust", run: rust };

/// The tests of what was built, the slowest first. Each step builds what it needs, so that it can run alone.
const BUILT: [Step; 14] = [
    Step { name: "browser", run: browser },
    Step { name: "runtimes", run: runtimes },
    Step { name: "site", run: built_site },
    Step { name: "package", run: installed_package },
    Step { name: "edge", run: edge_worker },
    Step { name: "cli", run: program },
    Step { name: "testing", run: sandbox_in_process },
    Step { name: "quickstarts", run: quickstarts },
    Step { name: "runners", run: test_runners },
    Step { name: "docs", run: docs },
    Step { name: "bench", run: bench },
    matrix::STEP,
    demo::STEP,
    Step { name: "size", run: size },
];

const SIZE_TEST: &str = "size.test.mjs";

#[derive(clap::Args)]
pub struct Args {
    /// Steps to run; by default all of them
    steps: Vec<String>,
}

/// Runs the steps and prints a table of them.
///
/// # Errors
/// When there is no step of a given name. Failing steps print themselves and give a failing exit code.
pub fn run(args: &Args) -> Result<ExitCode> {
    // The lanes run in parallel, because the slowest builds end with a phase of a single thread, and tests wait for pages and
    // servers. What was built is tested by whichever lane is free: the last one does nothing else. The longest come first.
    let compiled: Vec<&Step> = [&sandbox::BUILD, &RUST].into_iter().chain(&check::COMPILED).collect();
    let scripts: Vec<&Step> =
        setup::STEPS.iter().chain([&package::BUILD]).chain(&BUILDS).chain(&check::SCRIPTS).collect();
    let lanes = [compiled, scripts, vec![&testing::BUILD], vec![]];
    let built: Vec<&Step> = BUILT.iter().collect();
    if args.steps.is_empty() {
        return Ok(process::exit_code(steps::run_lanes(&lanes, &built)));
    }
    let all = [lanes.concat(), built].concat();
    let mut chosen = Vec::new();
    for name in &args.steps {
        let Some(step) = all.iter().find(|step| step.name == name) else {
            let names: Vec<_> = all.iter().map(|step| step.name).collect();
            bail!("there is no step `{name}`: the steps are {}", names.join(", "));
        };
        chosen.push(*step);
    }
    Ok(process::exit_code(steps::run_all(&chosen)))
}

fn rust() -> Result<String> {
    let output =
        process::captured(cargo::command().args(["test", "--quiet", "--no-fail-fast"]).args(cargo::PRODUCT))?;
    // This tool's own tests run separately: see `cargo::PRODUCT`.
    let own = process::captured(cargo::command().args(["test", "--quiet", "--package", "xtask"]))?;
    Ok(passed(&[output, own].concat(), "test result: ok. "))
}

/// Checks the size budget of what a browser downloads, and prints the sizes.
fn size() -> Result<String> {
    package::ready()?;
    process::captured(&mut node_tests("tests/package", |name| name == SIZE_TEST)?)?;
    process::captured(process::command("node").arg("tests/package/sizes.mjs"))
}

/// Tests the packed package as users install it: import, require, bundlers and linters.
fn installed_package() -> Result<String> {
    setup::compilers()?;
    let mut tests = node_tests("tests/package", |name| name != SIZE_TEST)?;
    tests.env(tarball::VARIABLE, tarball::ready()?).env("CHROMIUM", chromium::program()?);
    Ok(report(&process::captured(&mut tests)?))
}

/// Runs one suite in every runtime, or in those that the variable `SEAX_RUNTIMES` names.
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

/// Tests the edge Worker in Cloudflare's runtime (workerd), in front of a sandbox server.
fn edge_worker() -> Result<String> {
    edge::ready()?;
    let mut tests = node_tests("tests/edge", |_| true)?;
    Ok(report(&process::captured(tests.env("SEAX_SANDBOX", sandbox::build()?))?))
}

/// Tests the sandbox as WebAssembly: in every runtime, and against the sandbox server.
fn sandbox_in_process() -> Result<String> {
    testing::ready()?;
    let (sandbox, browser) = (sandbox::build()?, chromium::program()?);
    let mut tests = node_tests("tests/testing", |_| true)?;
    tests.env("SEAX_SANDBOX", sandbox).env("CHROMIUM", browser);
    Ok(report(&process::captured(&mut tests)?))
}

/// Tests `npx seax-dialer`, from the packed package and as a process.
fn program() -> Result<String> {
    let mut tests = node_tests("tests/cli", |_| true)?;
    Ok(report(&process::captured(tests.env(tarball::VARIABLE, tarball::ready()?))?))
}

/// Tests the packed package in common test runners.
fn test_runners() -> Result<String> {
    let mut tests = node_tests("tests/runners", |_| true)?;
    Ok(report(&process::captured(tests.env(tarball::VARIABLE, tarball::ready()?))?))
}

/// Tests the launcher in a browser: what operators do with it, and what pages do to it.
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

/// Tests the documents: their links, tables and examples.
fn docs() -> Result<String> {
    edge::ready()?;
    widget::ready()?;
    testing::ready()?;
    let (sandbox, browser) = (sandbox::build()?, chromium::program()?);
    let mut tests = node_tests("tests/docs", |_| true)?;
    tests.env("SEAX_SANDBOX", sandbox).env("CHROMIUM", browser);
    Ok(report(&process::captured(&mut tests)?))
}

/// Tests the documentation site: its links, and every example that runs in it.
fn built_site() -> Result<String> {
    site::ready()?;
    let mut tests = node_tests("tests/site", |_| true)?;
    Ok(report(&process::captured(tests.env("CHROMIUM", chromium::program()?))?))
}

/// Tests each quick start as a separate project with the packed package.
fn quickstarts() -> Result<String> {
    let mut tests = node_tests("tests/quickstart", |_| true)?;
    tests.env(tarball::VARIABLE, tarball::ready()?).env("CHROMIUM", chromium::program()?);
    Ok(report(&process::captured(&mut tests)?))
}

/// Tests that the benchmark runs, and that its clients do the same work. It checks no times.
fn bench() -> Result<String> {
    testing::ready()?;
    Ok(report(&process::captured(&mut node_tests("bench", |_| true)?)?))
}

/// Summarizes the output of Node's test runner: how many tests passed, and which were skipped, with the reasons.
fn report(output: &str) -> String {
    let skipped = output.lines().filter_map(|line| {
        let line = line.trim_start().strip_prefix("\u{fe63} ")?;
        let (name, reason) = line.split_once(" # ").unwrap_or((line, "no reason given"));
        let name = name.rsplit_once(" (").map_or(name, |(name, _)| name);
        Some(format!("SKIPPED {name}: {reason}"))
    });
    [passed(output, "pass ")].into_iter().chain(skipped).collect::<Vec<_>>().join("\n")
}

/// Returns how many tests have passed, according to a test runner: the sum of the numbers after `label`.
fn passed(output: &str, label: &str) -> String {
    let counts =
        output.lines().filter_map(|line| line.split_once(label)?.1.split(' ').next()?.parse::<u32>().ok());
    format!("{} tests", counts.sum::<u32>())
}

/// Returns a command for Node's test runner with a folder's test files whose names are `wanted`. The
/// files are listed here because Node 20 and later versions read folders and patterns differently.
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
    // Test files wait more than they compute, so two run at once even on few cores.
    node.args(["--test", "--test-reporter=spec", "--test-timeout=3600000", "--test-concurrency=2"])
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
