//! Installs what the tools need beyond Rust and Node. Each function does nothing if its
//! part is already installed.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::once::Once;
use crate::steps::Step;
use crate::{chromium, process, wasm, workspace};

/// The setup steps, in the order in which they run.
pub const STEPS: [Step; 3] = [RUST_TARGET, NPM_PACKAGES, BROWSER];

pub const RUST_TARGET: Step = Step { name: "rust-target", run: || wasm_target().map(|()| String::new()) };
pub const NPM_PACKAGES: Step = Step { name: "npm-packages", run: || node_modules().map(|()| String::new()) };
const BROWSER: Step = Step { name: "chromium", run: || chromium::program().map(|_| String::new()) };

/// The oldest version of Node that the tools support.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Installs the standard library for WebAssembly.
///
/// # Errors
/// When it is missing and there is no rustup to fetch it.
pub fn wasm_target() -> Result<()> {
    static DONE: Once = Once::new();
    DONE.run(find_or_add_wasm_target)
}

fn find_or_add_wasm_target() -> Result<()> {
    let mut rustc = process::command("rustc");
    let libraries = process::captured(rustc.args(["--print", "target-libdir", "--target", wasm::TARGET]))
        .context("asking rustc for its WebAssembly library")?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    if process::captured(process::command("rustup").arg("--version")).is_err() {
        bail!(
            "the Rust standard library for {} is missing, and there is no rustup to fetch it: \
             install it with your system's package manager, or install Rust from https://rustup.rs",
            wasm::TARGET
        );
    }
    process::captured(process::command("rustup").args(["target", "add", wasm::TARGET]))?;
    Ok(())
}

/// Installs the packages of package-lock.json into node_modules.
///
/// # Errors
/// When Node is missing or too old, or `npm ci` fails.
pub fn node_modules() -> Result<()> {
    static DONE: Once = Once::new();
    DONE.run(|| install(&workspace::root()))
}

/// Installs the TypeScript versions that the package's types are tested with into tests/compilers/node_modules.
///
/// # Errors
/// Those of [`node_modules`].
pub fn compilers() -> Result<()> {
    install(&workspace::root().join("tests/compilers"))
}

fn install(folder: &Path) -> Result<()> {
    let wanted = modified(&folder.join("package-lock.json"));
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= wanted {
        return Ok(());
    }
    node_version()?;
    let mut npm = process::command(npm());
    process::captured(npm.current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))?;
    Ok(())
}

fn node_version() -> Result<()> {
    let version = process::captured(process::command("node").arg("--version"))
        .context("Node.js is missing: install Node 20.19 or newer, with npm")?;
    let mut parts = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) if (major, minor) >= OLDEST_NODE => Ok(()),
        _ => bail!("Node.js {} is too old: install 20.19 or newer", version.trim()),
    }
}

/// Returns the name of npm's program.
pub fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}
