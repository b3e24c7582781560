//! `cargo xtask sandbox`: builds the sandbox, a local SeaX, and serves it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{cargo, process, steps::Step, supervise};

#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub struct Args {
    /// Arguments for the sandbox; `--help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Serves the sandbox until it is stopped.
///
/// # Errors
/// When the sandbox cannot be built or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    let program = build()?;
    let status = process::attached(process::command(program).args(&args.arguments))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}

/// Builds the sandbox, and returns the path of its program.
///
/// # Errors
/// When the build fails.
pub fn build() -> Result<PathBuf> {
    static BUILT: Mutex<Option<PathBuf>> = Mutex::new(None);
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(file) = &*built {
        return Ok(file.clone());
    }
    let mut command = cargo::command();
    command.arg("build").args(cargo::PRODUCT).args(["--bin", "seax-sandbox"]).args(cargo::MESSAGES);
    let files = cargo::build(&mut command, "seax-sandbox")?;
    let file = files.into_iter().next().context("cargo built no sandbox")?;
    Ok(built.insert(file).clone())
}

/// The build as a step.
pub const BUILD: Step = Step { name: "sandbox", run: || build().map(|_| String::new()) };

/// A running sandbox, which is stopped when this value is dropped.
pub struct Served {
    /// The supervising process, which stops the sandbox as soon as its input is closed.
    child: Child,
    /// The sandbox's origin, such as `http://127.0.0.1:4010`.
    pub origin: String,
    /// A new workspace, with seeded phones, contacts and agents.
    pub workspace_id: String,
    /// The API key of that workspace.
    pub api_key: String,
}

impl Served {
    /// Starts the sandbox on a free port, waits until it listens, and creates a workspace.
    ///
    /// # Errors
    /// When it cannot be built or started, ends before it listens, or creates no workspace.
    pub fn start(arguments: &[&str]) -> Result<Self> {
        let arguments = [&["--port", "0", "--json"], arguments].concat();
        let mut command = supervise::command(&build()?, &arguments)?;
        let mut child = command.stdout(Stdio::piped()).spawn().context("starting the sandbox")?;
        let output = child.stdout.take().context("the sandbox has no output")?;
        let mut served =
            Self { child, origin: String::new(), workspace_id: String::new(), api_key: String::new() };
        let mut lines = BufReader::new(output).lines();
        let address = lines.next().context("the sandbox ended before it listened")??;
        let address: Value =
            serde_json::from_str(&address).with_context(|| format!("the sandbox printed {address}"))?;
        served.origin = text(&address, "origin")?;
        // Keep reading its output: the sandbox would block when the pipe is full.
        thread::spawn(move || lines.for_each(drop));
        let workspace = new_workspace(&served.origin)?;
        served.workspace_id = text(&workspace, "workspace_id")?;
        served.api_key = text(&workspace, "api_key")?;
        Ok(served)
    }

    /// Passes the sandbox's URL, workspace and key to a program in its environment.
    pub fn tell<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("SEAX_BASE_URL", format!("{}/seax-api", self.origin));
        command.env("SEAX_WORKSPACE_ID", &self.workspace_id).env("SEAX_API_KEY", &self.api_key)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Creates a workspace (`POST /_sandbox/workspaces`). With HTTP/1.0, the body of the response is
/// everything up to the end of the connection.
fn new_workspace(origin: &str) -> Result<Value> {
    let address = origin.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).context("connecting to the sandbox")?;
    write!(stream, "POST /_sandbox/workspaces HTTP/1.0\r\nHost: {address}\r\nContent-Length: 0\r\n\r\n")?;
    let mut reply = String::new();
    stream.read_to_string(&mut reply).context("reading the sandbox's reply")?;
    let (_, body) = reply.split_once("\r\n\r\n").context("the sandbox's reply has no body")?;
    serde_json::from_str(body).with_context(|| format!("the sandbox said {reply}"))
}

fn text(workspace: &Value, field: &str) -> Result<String> {
    let value = workspace[field].as_str();
    value.map(str::to_owned).with_context(|| format!("the sandbox printed no {field}"))
}
