//! `cargo xtask matrix`: the package in each bundler, as a table.

use std::process::ExitCode;

use anyhow::Result;

use crate::steps;
use crate::{chromium, package, process, setup};

#[derive(clap::Args)]
pub struct Args {
    /// Bundlers by the start of their names, such as `vite`; without any, all of them
    bundlers: Vec<String>,
}

/// Builds with every bundler, runs what they make, and prints the results.
///
/// # Errors
/// When the package cannot be built, or there is no browser.
pub fn run(args: &Args) -> Result<ExitCode> {
    for step in [setup::RUST_TARGET, setup::NPM_PACKAGES, package::BUILD, setup::BUNDLERS] {
        if steps::run(&step).1.is_err() {
            return Ok(ExitCode::FAILURE);
        }
    }
    let mut node = process::command("node");
    node.arg("tests/matrix/run.mjs").args(&args.bundlers).env("CHROMIUM", chromium::program()?);
    Ok(if process::attached(&mut node)?.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
