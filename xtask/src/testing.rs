//! Builds `seax-dialer/testing`, the sandbox as WebAssembly, into pkg/dist/testing.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::steps::Step;
use crate::{bindings, commonjs, once::Once, package, panics, setup, split, workspace};

/// The prefix of the built files' names.
const NAME: &str = "seax_testing";

/// The build as a step.
pub const BUILD: Step = Step { name: "testing-build", run: || ready().map(|()| String::new()) };

/// Builds the package, and the sandbox into it. The copy into pkg/dist is not cached: it is fast, and the package's build
/// empties that folder.
///
/// # Errors
/// When the build of the package or of the sandbox fails.
pub fn ready() -> Result<()> {
    static DONE: Once = Once::new();
    DONE.run(build_sandbox)
}

fn build_sandbox() -> Result<()> {
    package::ready()?;
    setup::wasm_target()?;
    let module = bindings::compile("seax-sandbox-wasm", "seax_sandbox_wasm", &[])?;
    let (stamp, staging) = (module.with_extension("packaged"), module.with_extension("package"));
    let inputs = package::hash_of_inputs(&module)?.to_string();
    if !staging.is_dir() || fs::read_to_string(&stamp).is_ok_and(|text| text != inputs) || !stamp.is_file() {
        bindings::make_from(split::without_panics(&module, panics::cut_panics)?, NAME, &staging)?;
        // The generated types are not needed: only the package's own scripts call the module.
        fs::remove_file(staging.join(format!("{NAME}.d.ts")))?;
        fs::write(&stamp, inputs).context("noting what the sandbox is made from")?;
    }
    let root = workspace::root();
    let out = root.join("pkg/dist/testing");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    copy(&staging, &out)?;
    copy(&root.join("sandbox/wasm/js"), &out)?;
    commonjs::bundle("dist/testing/node.js", "testing.cjs")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in package::files(from) {
        let name = file.file_name().context("a file without a name")?;
        if name.to_string_lossy().ends_with(".d.ts") {
            continue;
        }
        fs::copy(&file, to.join(name)).with_context(|| format!("copying {}", file.display()))?;
    }
    Ok(())
}
