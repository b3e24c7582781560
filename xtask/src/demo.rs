//! `cargo xtask demo`: runs a campaign with the built npm package in Node.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::sandbox::Served;
use crate::steps::{self, Step};
use crate::{edge, package, process, sandbox, serve, setup, widget};

const SCRIPT: &str = "examples/demo.mjs";

/// How long the demo may take, without the builds.
const LIMIT: Duration = Duration::from_secs(600);

/// The demo as a test step, without a terminal.
pub const STEP: Step = Step { name: "demo", run: within_limit };

#[derive(clap::Args)]
pub struct Args {
    /// Serve the launcher's demo page after the demo
    #[arg(long, conflicts_with = "live")]
    open: bool,
    /// Use a real account (SEAX_API_KEY, SEAX_WORKSPACE_ID) instead of the sandbox
    #[arg(long)]
    live: bool,
    /// With --live: launch the campaign, which calls real people
    #[arg(long, requires = "live")]
    launch: bool,
    /// Arguments for the demo script
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// Builds everything, starts the sandbox and runs the demo in this terminal. With `--live`, starts no sandbox.
///
/// # Errors
/// When something cannot be built or started, or the real account's variables are missing.
pub fn run(args: &Args) -> Result<ExitCode> {
    if !steps::run_until_failure(&[
        setup::RUST_TARGET,
        setup::NPM_PACKAGES,
        package::BUILD,
        widget::BUILD,
        edge::BUILD,
    ]) {
        return Ok(ExitCode::FAILURE);
    }
    if args.live {
        return live(args);
    }
    if !steps::run_until_failure(&[sandbox::BUILD]) {
        return Ok(ExitCode::FAILURE);
    }
    let served = Served::start(&serve::FAST)?;
    let status = process::attached(script(&served).args(&args.arguments))?;
    if args.open && status.success() {
        return open(&served);
    }
    Ok(process::exit_code(status.success()))
}

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
    Ok(process::exit_code(status.success()))
}

/// Serves the launcher's demo page, and the edge that the page calls.
fn open(served: &Served) -> Result<ExitCode> {
    println!("the sandbox is still at {}: Ctrl-C stops everything", served.origin);
    serve::run("www/demo/serve.mjs", &[], served)
}

fn within_limit() -> Result<String> {
    package::ready()?;
    let served = Served::start(&serve::FAST)?;
    process::captured_within(&mut script(&served), LIMIT)?;
    Ok(String::new())
}

fn script(served: &Served) -> Command {
    let mut node = process::command("node");
    served.tell(node.arg(Path::new(SCRIPT)));
    node
}
