//! The edge Worker: built into pkg/dist/edge, and `cargo xtask edge`, which runs it before the sandbox.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::sandbox::Served;
use crate::steps::{self, Step};
use crate::{bindings, demo, package, setup, workspace};

/// The stem of the built files.
const NAME: &str = "seax_edge";

#[derive(clap::Args)]
pub struct Args {
    /// The port; any free one if left out
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Which pages may call: origins as browsers send them, separated by commas
    #[arg(long, default_value = "http://localhost:5173")]
    origins: String,
}

/// Serves the edge before a sandbox until it is stopped from the terminal.
///
/// # Errors
/// When something cannot be built or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    for step in [setup::RUST_TARGET, setup::NPM_PACKAGES, BUILD, demo::SANDBOX] {
        if steps::run(&step).1.is_err() {
            return Ok(ExitCode::FAILURE);
        }
    }
    let served = Served::start(&demo::SANDBOX_ARGUMENTS)?;
    let port = args.port.to_string();
    demo::serve("edge/serve.mjs", &[("PORT", &port), ("ORIGINS", &args.origins)], &served)
}

/// The build as a step.
pub const BUILD: Step = Step { name: "edge-build", run: || ready().map(|()| String::new()) };

/// Builds the package, and the Worker into it. Copying takes no time worth saving, so it is done each time: the package's
/// own build empties pkg/dist.
///
/// # Errors
/// Those of the package's build, and the same for the edge's.
pub fn ready() -> Result<()> {
    package::ready()?;
    setup::wasm_target()?;
    let module = bindings::compile("seax-edge", NAME, "edge")?;
    let (stamp, staging) = (module.with_extension("packaged"), module.with_extension("package"));
    let inputs = package::hash_of_inputs(&module)?.to_string();
    if !staging.is_dir() || fs::read_to_string(&stamp).is_ok_and(|text| text != inputs) || !stamp.is_file() {
        bindings::make(&module, NAME, &staging)?;
        // Its types are written by hand: only the edge's own scripts call it.
        fs::remove_file(staging.join(format!("{NAME}.d.ts")))?;
        fs::write(&stamp, inputs).context("noting what the edge is made from")?;
    }
    let out = workspace::root().join("pkg/dist/edge");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    copy(&staging, &out, |name| !name.ends_with(".d.ts"))?;
    copy(&workspace::root().join("edge/js"), &out, |name| name.ends_with(".js"))
}

fn copy(from: &Path, to: &Path, wanted: fn(&str) -> bool) -> Result<()> {
    for file in package::files(from) {
        let name = file.file_name().context("a file without a name")?;
        if wanted(&name.to_string_lossy()) {
            fs::copy(&file, to.join(name)).with_context(|| format!("copying {}", file.display()))?;
        }
    }
    Ok(())
}
