//! `cargo xtask bench`: measures this package and other clients on the same jobs, side by side in one run.

use std::path::{Path, PathBuf, absolute};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::steps;
use crate::{chromium, edge, package, process, sandbox, setup, widget};

const SCRIPT: &str = "bench/run.mjs";

const EDGE_SCRIPT: &str = "bench/edge/run.mjs";

const LAUNCHER_SCRIPT: &str = "bench/launcher.mjs";

/// What can be measured instead of the client.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Subject {
    /// The edge Worker: its cost and its guarantees
    Edge,
    /// The launcher: how soon it can be used, and how smoothly its longest list scrolls
    Launcher,
}

#[derive(clap::Args)]
pub struct Args {
    /// What to measure; by default the client and others like it
    subject: Option<Subject>,
    /// Write all figures to this JSON file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Draw a chart of the main figures to this SVG file
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
    /// Run only these jobs, separated by commas
    #[arg(long, value_name = "JOBS")]
    only: Option<String>,
    /// Run only in these runtimes, separated by commas: node, chromium
    #[arg(long = "in", value_name = "RUNTIMES")]
    runtimes: Option<String>,
    /// Use fewer rounds and shorter lists, to see that everything runs
    #[arg(long)]
    quick: bool,
}

/// Builds the package and runs the benchmark. The exit code does not depend on the measured times.
///
/// # Errors
/// When the benchmark cannot be started, or there is no browser for it.
pub fn run(args: &Args) -> Result<ExitCode> {
    match args.subject {
        Some(Subject::Edge) => return run_edge(args.quick),
        Some(Subject::Launcher) => return run_launcher(),
        None => {}
    }
    if !steps::run_until_failure(&[setup::RUST_TARGET, setup::NPM_PACKAGES, package::BUILD]) {
        return Ok(ExitCode::FAILURE);
    }
    let status = process::attached(&mut script(args)?)?;
    Ok(process::exit_code(status.success()))
}

/// Measures the edge. The exit code depends on its guarantees, not on its times.
fn run_edge(quick: bool) -> Result<ExitCode> {
    if !steps::run_until_failure(&[setup::RUST_TARGET, setup::NPM_PACKAGES, edge::BUILD, sandbox::BUILD]) {
        return Ok(ExitCode::FAILURE);
    }
    let mut node = process::command("node");
    node.arg(EDGE_SCRIPT).env("SEAX_SANDBOX", sandbox::build()?);
    if quick {
        node.arg("--quick");
    }
    let status = process::attached(&mut node)?;
    Ok(process::exit_code(status.success()))
}

/// Measures the launcher. The exit code does not depend on the measured times.
fn run_launcher() -> Result<ExitCode> {
    if !steps::run_until_failure(&[
        setup::RUST_TARGET,
        setup::NPM_PACKAGES,
        widget::BUILD,
        edge::BUILD,
        sandbox::BUILD,
    ]) {
        return Ok(ExitCode::FAILURE);
    }
    let mut node = process::command("node");
    node.arg(LAUNCHER_SCRIPT).env("SEAX_SANDBOX", sandbox::build()?).env("CHROMIUM", chromium::program()?);
    let status = process::attached(&mut node)?;
    Ok(process::exit_code(status.success()))
}

fn script(args: &Args) -> Result<Command> {
    let mut node = process::command("node");
    node.arg(SCRIPT);
    if args.quick {
        node.arg("--quick");
    }
    for (option, list) in [("--only", &args.only), ("--in", &args.runtimes)] {
        if let Some(list) = list {
            node.args([option, list]);
        }
    }
    for (option, file) in [("--json", &args.json), ("--chart", &args.chart)] {
        if let Some(file) = file {
            node.arg(option).arg(from_here(file)?);
        }
    }
    if args.runtimes.as_ref().is_none_or(|list| list.contains("chromium")) {
        node.env("CHROMIUM", chromium::program()?);
    }
    Ok(node)
}

/// Returns the absolute path of a file: the script runs in the root of the checkout, not in the caller's directory.
fn from_here(file: &Path) -> Result<PathBuf> {
    absolute(file).with_context(|| format!("finding {}", file.display()))
}
