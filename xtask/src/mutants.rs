//! `cargo xtask mutants`: changes the code in many small ways with cargo-mutants, and lists the changes that no test catches.
//! It takes hours, so it is not part of the test run.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::{process, tools::Tool, workspace};

const TOOL: Tool = Tool { name: "cargo-mutants", version: "27.1.0" };

#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub struct Args {
    /// Arguments for cargo-mutants, such as `--file src/csv/*.rs`; by default the whole client is mutated
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Installs cargo-mutants if it is missing, and runs it.
///
/// # Errors
/// When it cannot be installed or started, or was stopped by a signal.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut mutants = process::command(TOOL.program()?);
    mutants.args(["mutants", "--package", "seax-dialer", "--output", "target"]).args(&args.arguments);
    // Each mutant is compiled with all tests, which run only once: optimizing them would take longer than it saves.
    mutants.arg("--cargo-arg=--config=profile.dev.package.seax-dialer.opt-level=0");
    // With fewer simulations and random texts, most mutants are still caught.
    mutants.env("LAUNCH_RUNS", "500").env("PROPTEST_CASES", "100").env("CARGO_INCREMENTAL", "1");
    let status = process::attached(mutants.current_dir(workspace::root()))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).context("cargo-mutants was stopped")?;
    Ok(ExitCode::from(code))
}
