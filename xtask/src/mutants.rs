//! `cargo xtask mutants`: breaks the code in many small ways, and lists those that no test notices. It takes hours, so it is
//! not part of the test run.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::{process, tools::Tool, workspace};

const TOOL: Tool = Tool { name: "cargo-mutants", version: "27.1.0" };

#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub struct Args {
    /// Handed on to cargo-mutants; without any, all of the client is mutated. `--file src/csv/*.rs` takes some files
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Installs cargo-mutants, once, and runs it.
///
/// # Errors
/// When it cannot be installed or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut mutants = process::command(TOOL.program()?);
    mutants.args(["mutants", "--package", "seax-dialer", "--output", "target"]).args(&args.arguments);
    // Every mutant runs all tests: with fewer worlds and texts, most are still noticed.
    mutants.env("LAUNCH_RUNS", "2000").env("PROPTEST_CASES", "500");
    let status = process::attached(mutants.current_dir(workspace::root()))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).context("cargo-mutants was stopped")?;
    Ok(ExitCode::from(code))
}
