//! `cargo xtask matrix`: tests the package in bundlers, frameworks, test runners and package managers, and writes a table.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::steps::{self, Step};
use crate::{chromium, edge, package, process, setup, tarball, testing, widget};

#[derive(clap::Args)]
pub struct Args {
    /// Prefixes of projects in tests/matrix/projects; by default all, which also writes the table in docs/runtimes.md
    projects: Vec<String>,
}

/// A few representative projects, for `cargo xtask test`.
pub const STEP: Step = Step { name: "matrix", run: few };

/// Builds each project, runs the result, and prints a table.
///
/// # Errors
/// When there is no browser, or Node cannot be started. A failing build prints itself and gives a failing exit code.
pub fn run(args: &Args) -> Result<ExitCode> {
    let builds =
        [setup::RUST_TARGET, setup::NPM_PACKAGES, package::BUILD, widget::BUILD, edge::BUILD, testing::BUILD];
    if !steps::run_until_failure(&builds) {
        return Ok(ExitCode::FAILURE);
    }
    let status = process::attached(node()?.args(&args.projects))?;
    Ok(process::exit_code(status.success()))
}

fn few() -> Result<String> {
    process::captured(node()?.arg("--few"))
}

fn node() -> Result<Command> {
    let mut node = process::command("node");
    node.arg("tests/matrix/run.mjs").env("CHROMIUM", chromium::program()?);
    node.env(tarball::VARIABLE, tarball::ready()?);
    Ok(node)
}
