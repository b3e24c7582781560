//! `cargo xtask matrix`: the package in bundlers, frameworks, test runners and package managers, as a table.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::steps::{self, Step};
use crate::{chromium, edge, package, process, setup, testing, widget};

#[derive(clap::Args)]
pub struct Args {
    /// Projects of tests/matrix/projects by the start of their names, such as `vite`; without any, all of them, and their table is
    /// written into docs/runtimes.md
    projects: Vec<String>,
}

/// A few projects that stand for the others, for `cargo xtask test`.
pub const STEP: Step = Step { name: "matrix", run: few };

/// Builds each project, runs what it makes, and prints the results.
///
/// # Errors
/// When there is no browser. A failing build prints itself and gives a failing exit code.
pub fn run(args: &Args) -> Result<ExitCode> {
    let builds =
        [setup::RUST_TARGET, setup::NPM_PACKAGES, package::BUILD, widget::BUILD, edge::BUILD, testing::BUILD];
    for step in builds {
        if steps::run(&step).1.is_err() {
            return Ok(ExitCode::FAILURE);
        }
    }
    let mut node = node()?;
    Ok(if process::attached(node.args(&args.projects))?.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn few() -> Result<String> {
    widget::ready()?;
    edge::ready()?;
    testing::ready()?;
    process::captured(node()?.arg("--few"))
}

fn node() -> Result<Command> {
    let mut node = process::command("node");
    node.arg("tests/matrix/run.mjs").env("CHROMIUM", chromium::program()?);
    Ok(node)
}
