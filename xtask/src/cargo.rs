//! Runs cargo. The paths of built files are read from its messages, so that the target
//! directory does not have to be guessed.

use std::env;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use cargo_metadata::Message;

use crate::process;

/// Selects every crate except this tool. Builds and tests select the same crates, so that their
/// dependencies have the same features and are not compiled twice. This tool would enable other
/// features.
pub const PRODUCT: [&str; 3] = ["--workspace", "--exclude", "xtask"];

/// Returns a command for the cargo that runs this tool.
pub fn command() -> Command {
    let mut command = process::command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    if io::stdout().is_terminal() && env::var_os("CARGO_TERM_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}

/// The options with which cargo reports the files that it builds, as JSON.
pub const MESSAGES: [&str; 3] = ["--quiet", "--message-format", "json-render-diagnostics"];

/// Runs a build command, which must have the options [`MESSAGES`], and returns the files built for `target`, the name of a
/// crate's library or program.
///
/// # Errors
/// When the build fails, with the compiler's messages, or builds nothing with that name.
pub fn build(command: &mut Command, target: &str) -> Result<Vec<PathBuf>> {
    let output = command.stderr(Stdio::piped()).output().context("starting cargo")?;
    if !output.status.success() {
        bail!("the build of {target} failed\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut files = Vec::new();
    for message in Message::parse_stream(output.stdout.as_slice()) {
        if let Message::CompilerArtifact(artifact) = message?
            && artifact.target.name == target
        {
            files.extend(artifact.filenames.into_iter().map(PathBuf::from));
        }
    }
    if files.is_empty() {
        bail!("cargo built nothing called {target}");
    }
    Ok(files)
}
