//! Runs Node servers in front of a sandbox until they are stopped from the terminal.

use std::process::{ExitCode, Stdio};

use anyhow::{Context, Result};

use crate::{process, sandbox::Served};

/// Arguments for a sandbox in which campaigns run 60 times as fast, so that minutes become seconds.
pub const FAST: [&str; 2] = ["--speed", "60"];

/// Runs a Node script that serves in front of the sandbox. The script stops when its input is closed.
///
/// # Errors
/// When it cannot be started.
pub fn run(script: &str, variables: &[(&str, &str)], served: &Served) -> Result<ExitCode> {
    let mut node = process::command("node");
    node.arg(script).envs(variables.iter().copied()).stdin(Stdio::piped());
    let mut server = served.tell(&mut node).spawn().context("starting the server")?;
    // Hold the input open: `wait` would close it, which would stop the server.
    let _held = server.stdin.take();
    Ok(process::exit_code(server.wait()?.success()))
}
