//! `cargo xtask deny`: cargo-deny, with its database of advisories. It takes minutes to compile, so it is no part of the test
//! run: the step `licenses` checks the rest of deny.toml without it.

use std::process::ExitCode;

use anyhow::Result;

use crate::{process, tools::Tool};

const TOOL: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

#[derive(clap::Args)]
pub struct Args {
    /// Some of `advisories`, `bans`, `licenses` and `sources`; all of them if left out
    checks: Vec<String>,
}

/// Installs cargo-deny, once, and runs it.
///
/// # Errors
/// When it cannot be installed or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut deny = process::command(TOOL.program()?);
    let status = process::attached(deny.args(["--locked", "--workspace", "check"]).args(&args.checks))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
