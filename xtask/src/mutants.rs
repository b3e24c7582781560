//! `cargo xtask mutants`: breaks the code in many small ways, and tells which of them no test notices. It takes hours, and is no
//! part of the test run.

use std::process::ExitCode;

use anyhow::{Context, Result, ensure};

use crate::{cargo, process, workspace};

/// The version of cargo-mutants.
const VERSION: &str = "27.1.0";

#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub struct Args {
    /// Handed on to cargo-mutants; without any, all of the client is mutated. `--file src/csv/*.rs` takes some files
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Installs cargo-mutants into the target folder, once, and runs it.
///
/// # Errors
/// When it cannot be installed or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    let tools = workspace::root().join("target/tools");
    let program = tools.join("bin/cargo-mutants");
    if !program.is_file() {
        let mut install = cargo::command();
        install.args(["install", "--locked", "cargo-mutants", "--version", VERSION, "--root"]).arg(&tools);
        let status = process::attached(&mut install)?;
        ensure!(status.success(), "cargo-mutants could not be installed");
    }
    let mut mutants = process::command(program);
    mutants.args(["mutants", "--package", "seax-dialer", "--output", "target"]).args(&args.arguments);
    let status = process::attached(mutants.current_dir(workspace::root()))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).context("cargo-mutants was stopped")?;
    Ok(ExitCode::from(code))
}
