//! `cargo xtask demo`: the main job, through the built npm package in Node.

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::sandbox::Served;
use crate::steps::{self, Step};
use crate::{edge, package, process, sandbox, setup, widget};

const SCRIPT: &str = "examples/demo.mjs";

/// The sandbox's clock: a campaign of minutes is over in seconds.
pub const SANDBOX_ARGUMENTS: [&str; 2] = ["--speed", "60"];

/// How long the demo may take once everything is built.
const LIMIT: Duration = Duration::from_secs(60);

/// The demo as a test: without a terminal, to its end.
pub const STEP: Step = Step { name: "demo", run: within_limit };

#[derive(clap::Args)]
pub struct Args {
    /// Serve the launcher's demo page afterwards
    #[arg(long, conflicts_with = "live")]
    open: bool,
    /// Use the real account of SEAX_API_KEY and SEAX_WORKSPACE_ID instead of the sandbox
    #[arg(long)]
    live: bool,
    /// With --live: really call people
    #[arg(long, requires = "live")]
    launch: bool,
    /// Handed on to the demo
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// Builds, serves and runs the demo in this terminal.
///
/// # Errors
/// When something cannot be built or started, or the real account's variables are missing.
pub fn run(args: &Args) -> Result<ExitCode> {
    for step in [setup::RUST_TARGET, setup::NPM_PACKAGES, package::BUILD, widget::BUILD, edge::BUILD] {
        if steps::run(&step).1.is_err() {
            return Ok(ExitCode::FAILURE);
        }
    }
    if args.live {
        return live(args);
    }
    if steps::run(&SANDBOX).1.is_err() {
        return Ok(ExitCode::FAILURE);
    }
    let served = Served::start(&SANDBOX_ARGUMENTS)?;
    let status = process::attached(script(&served).args(&args.arguments))?;
    if args.open && status.success() {
        return open(&served);
    }
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The sandbox as a step.
pub const SANDBOX: Step = Step { name: "sandbox", run: || sandbox::build().map(|_| String::new()) };

fn live(args: &Args) -> Result<ExitCode> {
    for name in ["SEAX_API_KEY", "SEAX_WORKSPACE_ID"] {
        if std::env::var_os(name).is_none() {
            bail!("--live needs the variable {name}, from your SeaX workspace's settings");
        }
    }
    let mut node = process::command("node");
    node.args([SCRIPT, "--live"]);
    if args.launch {
        node.arg("--launch");
    }
    let status = process::attached(node.args(&args.arguments))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Serves the launcher's demo page, and the edge that it calls through.
fn open(served: &Served) -> Result<ExitCode> {
    println!("the sandbox is still at {}: Ctrl-C stops everything", served.origin);
    serve("www/demo/serve.mjs", &[], served)
}

/// Runs a server of ours before the sandbox until it is stopped from the terminal. It ends by itself when its input does.
///
/// # Errors
/// When it cannot be started.
pub fn serve(script: &str, variables: &[(&str, &str)], served: &Served) -> Result<ExitCode> {
    let mut node = process::command("node");
    node.arg(script).envs(variables.iter().copied()).stdin(Stdio::piped());
    let mut server = environment(&mut node, served).spawn().context("starting the server")?;
    // `wait` would close it, and so stop the server.
    let _held = server.stdin.take();
    Ok(if server.wait()?.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn within_limit() -> Result<String> {
    package::ready()?;
    let served = Served::start(&SANDBOX_ARGUMENTS)?;
    process::captured_within(&mut script(&served), LIMIT)?;
    Ok(String::new())
}

fn script(served: &Served) -> Command {
    let mut node = process::command("node");
    environment(node.arg(Path::new(SCRIPT)), served);
    node
}

/// Where the sandbox is, for a program that reads it from its environment.
fn environment<'a>(command: &'a mut Command, served: &Served) -> &'a mut Command {
    command.env("SEAX_BASE_URL", format!("{}/seax-api", served.origin));
    command.env("SEAX_WORKSPACE_ID", &served.workspace_id).env("SEAX_API_KEY", &served.api_key)
}
