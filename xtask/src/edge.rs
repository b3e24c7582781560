//! Builds the edge Worker into pkg/dist/edge; `cargo xtask edge` serves it in front of the sandbox.

use std::process::ExitCode;

use anyhow::Result;

use crate::sandbox::Served;
use crate::steps::{self, Step};
use crate::{bindings, commonjs, once::Once, package, panics, process, sandbox, serve, setup, workspace};

/// The name of the built files, without extensions.
const NAME: &str = "seax_edge";

/// Compiles the scanner for size: the edge scans only small texts (drafts, tokens, single campaigns), and loads every byte at
/// startup. This is not a separate profile, for which everything else would be compiled again.
const SMALL: [&str; 1] = ["profile.wasm.package.seax-dialer-schema.opt-level='z'"];

#[derive(clap::Args)]
pub struct Args {
    /// The port to listen on; 0 picks a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The origins whose pages may call the edge, separated by commas
    #[arg(long, default_value = "http://localhost:5173")]
    origins: String,
}

/// Serves the edge in front of a sandbox until it is stopped from the terminal.
///
/// # Errors
/// When something cannot be built or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    if !steps::run_until_failure(&[setup::RUST_TARGET, setup::NPM_PACKAGES, BUILD, sandbox::BUILD]) {
        return Ok(ExitCode::FAILURE);
    }
    let served = Served::start(&serve::FAST)?;
    let port = args.port.to_string();
    serve::run("edge/serve.mjs", &[("PORT", &port), ("ORIGINS", &args.origins)], &served)
}

/// The build as a step.
pub const BUILD: Step = Step { name: "edge-build", run: || ready().map(|()| String::new()) };

/// Builds the package and the Worker: its WebAssembly and glue into edge/dist, the bundle into pkg/dist/edge. The bundle is not
/// cached: bundling is fast, and the package's build empties pkg/dist.
///
/// # Errors
/// When the build of the package or of the edge fails.
pub fn ready() -> Result<()> {
    static DONE: Once = Once::new();
    DONE.run(build_edge)
}

fn build_edge() -> Result<()> {
    package::ready()?;
    setup::wasm_target()?;
    let module = bindings::compile("seax-edge", NAME, &SMALL)?;
    bindings::make_if_changed(&module, NAME, &workspace::root().join("edge/dist"), panics::cut_module)?;
    process::captured(process::command("node").arg("edge/build.mjs"))?;
    commonjs::bundle("dist/edge/node.js", "edge.cjs")
}
