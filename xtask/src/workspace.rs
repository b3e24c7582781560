//! Where things are in the checkout.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the checkout.
///
/// Cargo's variable comes first: a compiled-in path is wrong when two checkouts share a target
/// directory.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// A program that `npm ci` installs.
pub fn npm_program(name: &str) -> PathBuf {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    root().join("node_modules/.bin").join(format!("{name}{suffix}"))
}
