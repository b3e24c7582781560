//! Keeps a server from outliving this tool, however the tool ends.
//!
//! A tool that is killed cannot stop its child processes. So a second process of the tool
//! supervises the server: it starts the server, reads its own standard input, which the tool holds
//! open, and stops the server when that input ends.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::process;

#[derive(clap::Args)]
pub struct Args {
    program: OsString,
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Returns a command that runs the program as long as the command's standard input is open.
///
/// # Errors
/// When the path of this tool's program is not known.
pub fn command(program: &Path, arguments: &[&str]) -> Result<Command> {
    let tool = env::current_exe().context("finding this tool's program")?;
    let mut command = process::command(tool);
    command.arg("supervise").arg(program).args(arguments).stdin(Stdio::piped());
    Ok(command)
}

/// Runs the supervising process. It also ends when the program ends.
///
/// # Errors
/// When the program cannot be started.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut child = process::command(&args.program).args(&args.arguments).spawn()?;
    let (open, closed) = mpsc::channel::<()>();
    thread::spawn(move || {
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        drop(open);
    });
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(process::exit_code(status.success()));
        }
        if closed.recv_timeout(Duration::from_millis(50)) == Err(RecvTimeoutError::Disconnected) {
            let _ = child.kill();
            child.wait()?;
            return Ok(ExitCode::SUCCESS);
        }
    }
}
