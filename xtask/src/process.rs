//! Runs child processes to their end, and captures their output or passes it through.

use std::io::{self, Read};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// Returns a command that runs in the root of the checkout, without input.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root()).stdin(Stdio::null());
    command
}

/// Formats the command as a line for messages, without the program's folder.
fn display(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let name = program.rsplit(['/', '\\']).next().unwrap_or(&program).to_owned();
    command.get_args().fold(name, |line, arg| line + " " + &arg.to_string_lossy())
}

/// Runs a command to its end, and returns all of its output, including standard error, in the order in which it was written.
///
/// # Errors
/// When the program cannot be started, or fails. The error has the whole output.
pub fn captured(command: &mut Command) -> Result<String> {
    run(command, None)
}

/// Like [`captured`], but stops the program if it has not ended within `limit`.
///
/// # Errors
/// Those of [`captured`], and when the limit is reached.
pub fn captured_within(command: &mut Command, limit: Duration) -> Result<String> {
    run(command, Some(limit))
}

fn run(command: &mut Command, limit: Option<Duration>) -> Result<String> {
    let line = display(command);
    let (mut reader, writer) = io::pipe().context("opening a pipe")?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| format!("starting `{line}`"))?;
    // Drop the command's writing ends of the pipe: the reader sees no end before.
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

/// Waits for the child to end. Returns `None` if the limit was reached and the child was killed.
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

/// Runs a command to its end with the terminal's input and output.
///
/// # Errors
/// When the program cannot be started.
pub fn attached(command: &mut Command) -> Result<ExitStatus> {
    let line = display(command);
    command.stdin(Stdio::inherit());
    command.status().with_context(|| format!("starting `{line}`"))
}

/// Returns the exit code of this tool when what it ran has passed or failed.
pub fn exit_code(passed: bool) -> ExitCode {
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
