//! Paths in the checkout.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the root of the checkout.
///
/// Cargo's environment variable takes precedence: the compiled-in path is wrong if two checkouts
/// share a target directory.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Returns the path of a program that `npm ci` installs.
pub fn npm_program(name: &str) -> PathBuf {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    root().join("node_modules/.bin").join(format!("{name}{suffix}"))
}

/// Returns the files in a folder, sorted by name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}
