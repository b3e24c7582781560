//! Child processes: run to their end, with their output kept or let through.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A command that runs in the root of the checkout.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root()).stdin(Stdio::null());
    command
}

/// The line that a person would type to run the command.
fn display(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let name = program.rsplit(['/', '\\']).next().unwrap_or(&program).to_owned();
    command.get_args().fold(name, |line, arg| line + " " + &arg.to_string_lossy())
}

/// Runs to the end and gives all output, standard error included, in the order it was written.
///
/// # Errors
/// When the program cannot be started, or fails: the error then holds the whole output.
pub fn captured(command: &mut Command) -> Result<String> {
    run(command, None)
}

/// Like [`captured`], for a program that has to be done within `limit`; it is stopped otherwise.
///
/// # Errors
/// Those of [`captured`], and when the time is over.
pub fn captured_within(command: &mut Command, limit: Duration) -> Result<String> {
    run(command, Some(limit))
}

fn run(command: &mut Command, limit: Option<Duration>) -> Result<String> {
    let line = display(command);
    let (mut reader, writer) = io::pipe().context("opening a pipe")?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| format!("starting `{line}`"))?;
    // The command holds the writing ends: as long as it does, the reader sees no end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let output = thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = reader.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let status = ended(&mut child, limit)?;
    let output = output.join().unwrap_or_default();
    match status {
        Some(status) if status.success() => Ok(output),
        Some(status) => bail!("`{line}` failed ({status})\n{}", output.trim_end()),
        None => {
            let seconds = limit.unwrap_or_default().as_secs();
            bail!("`{line}` was still running after {seconds} s\n{}", output.trim_end())
        }
    }
}

/// Waits for the end; `None` if it did not come within the limit, and the child was stopped.
fn ended(child: &mut Child, limit: Option<Duration>) -> Result<Option<ExitStatus>> {
    let Some(limit) = limit else { return Ok(Some(child.wait()?)) };
    let started = Instant::now();
    while started.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(Duration::from_millis(20));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

/// Runs to the end with the terminal's own input and output.
///
/// # Errors
/// When the program cannot be started.
pub fn attached(command: &mut Command) -> Result<ExitStatus> {
    let line = display(command);
    command.stdin(Stdio::inherit());
    command.status().with_context(|| format!("starting `{line}`"))
}
