//! Options for compiling to WebAssembly: the target, its features and the remapping of source paths.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::{cargo, workspace};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Target features beyond the compiler's defaults. The scanner needs fixed-width SIMD, which every
/// runtime has had since 2023 at the latest.
const RUST_FEATURES: &str = "-Ctarget-feature=+simd128";

/// The features that wasm-opt accepts: the compiler's defaults for the target, and SIMD.
pub const WASM_OPT_FEATURES: [&str; 8] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Returns the command `cargo <subcommand>` for a crate's library on the WebAssembly target.
pub fn cargo(subcommand: &str, package: &str) -> Command {
    let mut command = cargo::command();
    // Flags in the environment would silently replace those set below.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    command.args([subcommand, "--package", package, "--lib", "--target", TARGET]);
    command.arg("--config").arg(format!("target.{TARGET}.rustflags={:?}", rust_flags()));
    command
}

fn rust_flags() -> Vec<String> {
    // Panic messages contain source paths, which would otherwise include the builder's home directory.
    let registries = cargo_home().join("registry/src");
    let registries = fs::read_dir(registries).into_iter().flatten().flatten();
    let mut flags = vec![RUST_FEATURES.to_owned()];
    flags.extend(registries.map(|registry| format!("--remap-path-prefix={}=", registry.path().display())));
    flags.push(format!("--remap-path-prefix={}=", workspace::root().display()));
    flags
}

fn cargo_home() -> PathBuf {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .unwrap_or_else(|| env::home_dir().unwrap_or_default().join(".cargo"))
}
