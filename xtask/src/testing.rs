//! Builds `seax-dialer/testing`, the sandbox as WebAssembly, into pkg/dist/testing.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::steps::Step;
use crate::{bindings, commonjs, once::Once, package, panics, setup, workspace};

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
    let staging = module.with_extension("package");
    bindings::make_if_changed(&module, NAME, &staging, panics::cut_panics)?;
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

/// Copies the files, except types: those of the sandbox's module are not needed, as only the package's own scripts call it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in workspace::files(from) {
        let name = file.file_name().context("a file without a name")?;
        if name.to_string_lossy().ends_with(".d.ts") {
            continue;
        }
        fs::copy(&file, to.join(name)).with_context(|| format!("copying {}", file.display()))?;
    }
    Ok(())
}
