//! How the client is compiled to WebAssembly: the one place for target, features and paths.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::{cargo, workspace};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Beyond the compiler's own defaults for the target. Every runtime has had fixed-width SIMD since
/// 2023 at the latest; the scanner needs it.
const RUST_FEATURES: &str = "-Ctarget-feature=+simd128";

/// What wasm-opt may find and keep: the compiler's defaults for the target, and SIMD.
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

/// `cargo <subcommand>` for a crate's wasm library.
pub fn cargo(subcommand: &str, package: &str) -> Command {
    let mut command = cargo::command();
    // Flags in the environment would replace these ones, silently.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    command.args([subcommand, "--package", package, "--lib", "--target", TARGET]);
    command.arg("--config").arg(format!("target.{TARGET}.rustflags={:?}", rust_flags()));
    command
}

fn rust_flags() -> Vec<String> {
    // Panic messages hold source paths: without this, those of the builder's home directory.
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
