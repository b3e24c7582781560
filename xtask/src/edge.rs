//! The edge Worker: built into pkg/dist/edge, and `cargo xtask edge`, which runs it before the sandbox.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::sandbox::Served;
use crate::steps::{self, Step};
use crate::{
    bindings, commonjs, once::Once, package, panics, process, sandbox, serve, setup, split, workspace,
};

/// The name of the built files, without extensions.
const NAME: &str = "seax_edge";

/// The edge scans what is small: drafts, tokens, single campaigns. For it, every byte is one to load at the start. This is not a
/// profile of its own, for which all else would be compiled once more.
const SMALL: [&str; 1] = ["profile.wasm.package.seax-dialer-schema.opt-level='z'"];

#[derive(clap::Args)]
pub struct Args {
    /// The port; any free one if left out
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The origins whose pages may call, separated by commas
    #[arg(long, default_value = "http://localhost:5173")]
    origins: String,
}

/// Serves the edge before a sandbox until it is stopped from the terminal.
///
/// # Errors
/// When something cannot be built or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    for step in [setup::RUST_TARGET, setup::NPM_PACKAGES, BUILD, sandbox::BUILD] {
        if steps::run(&step).1.is_err() {
            return Ok(ExitCode::FAILURE);
        }
    }
    let served = Served::start(&serve::FAST)?;
    let port = args.port.to_string();
    serve::run("edge/serve.mjs", &[("PORT", &port), ("ORIGINS", &args.origins)], &served)
}

/// The build as a step.
pub const BUILD: Step = Step { name: "edge-build", run: || ready().map(|()| String::new()) };

/// Builds the package, and the Worker into it: the WebAssembly and its glue into edge/dist, the bundle into pkg/dist/edge.
/// Bundling takes no time worth saving, so it is done each time: the package's own build empties pkg/dist.
///
/// # Errors
/// Those of the package's build, and the same for the edge's.
pub fn ready() -> Result<()> {
    static DONE: Once = Once::new();
    DONE.run(build_edge)
}

fn build_edge() -> Result<()> {
    package::ready()?;
    setup::wasm_target()?;
    let module = bindings::compile("seax-edge", NAME, &SMALL)?;
    let (stamp, glue) = (module.with_extension("packaged"), workspace::root().join("edge/dist"));
    let inputs = package::hash_of_inputs(&module)?.to_string();
    let is_current = fs::read_to_string(&stamp).is_ok_and(|text| text == inputs);
    if !glue.is_dir() || !is_current {
        bindings::make_from(split::without_panics(&module, panics::cut_module)?, NAME, &glue)?;
        fs::write(&stamp, inputs).context("noting what the edge is made from")?;
    }
    process::captured(process::command("node").arg("edge/build.mjs"))?;
    commonjs::bundle("dist/edge/node.js", "edge.cjs")
}
