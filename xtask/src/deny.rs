//! `cargo xtask deny`: runs cargo-deny, with its advisory database. It takes minutes to compile, so the test run does without
//! it: there, the step `licenses` checks what it can of deny.toml.

use std::process::ExitCode;

use anyhow::Result;

use crate::{process, tools::Tool};

const TOOL: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

#[derive(clap::Args)]
pub struct Args {
    /// Checks to run: `advisories`, `bans`, `licenses`, `sources`; by default all of them
    checks: Vec<String>,
}

/// Installs cargo-deny if it is missing, and runs it.
///
/// # Errors
/// When it cannot be installed or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut deny = process::command(TOOL.program()?);
    let status = process::attached(deny.args(["--locked", "--workspace", "check"]).args(&args.checks))?;
    Ok(process::exit_code(status.success()))
}
