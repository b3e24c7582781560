//! `cargo xtask check`: checks formatting, lints and types, in Rust and JavaScript.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use anyhow::Result;

use crate::steps::{self, Step};
use crate::{cargo, edge, licenses, process, release, setup, unused, wasm, workspace};

/// The checks of Rust code and crates, in the order in which they run.
pub const COMPILED: [Step; 7] = [
    Step { name: "format", run: format },
    Step { name: "crates", run: crates },
    Step { name: "licenses", run: licenses::check },
    Step { name: "unused", run: unused::check },
    Step { name: "clippy", run: clippy },
    Step { name: "clippy-wasm", run: clippy_wasm },
    Step { name: "rustdoc", run: rustdoc },
];

/// The checks of scripts.
pub const SCRIPTS: [Step; 2] = [Step { name: "lint", run: lint }, Step { name: "types", run: types }];

/// Runs all checks.
///
/// # Errors
/// None: failing checks print themselves and give a failing exit code.
pub fn run() -> Result<ExitCode> {
    let steps: Vec<&Step> = COMPILED.iter().chain(&SCRIPTS).collect();
    Ok(process::exit_code(steps::run_all(&steps)))
}

fn format() -> Result<String> {
    process::captured(cargo::command().args(["fmt", "--all", "--check"]))
}

fn clippy() -> Result<String> {
    let arguments = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-Dwarnings"];
    process::captured(cargo::command().args(arguments))
}

/// Runs Clippy for WebAssembly: the bindings are compiled only there, so the other run does not see them. All crates are checked
/// together, because each of them alone selects other features, for which everything below it would be checked again.
fn clippy_wasm() -> Result<String> {
    setup::wasm_target()?;
    let mut clippy = wasm::cargo("clippy", "seax-dialer");
    for package in ["seax-dialer-schema", "seax-dialer-tables", "seax-edge", "seax-sandbox-wasm"] {
        clippy.args(["--package", package]);
    }
    process::captured(clippy.args(["--quiet", "--", "-Dwarnings"]))
}

/// Checks that the API docs build without warnings, such as broken links.
fn rustdoc() -> Result<String> {
    let mut doc = cargo::command();
    doc.args(["doc", "--quiet", "--no-deps", "--workspace"]).env("RUSTDOCFLAGS", "-Dwarnings");
    process::captured(&mut doc)
}

/// Checks that the crates can be packed: their included files exist, and their dependencies have versions.
fn crates() -> Result<String> {
    release::same_version()?;
    let arguments = ["package", "--quiet", "--no-verify", "--allow-dirty", "--exclude-lockfile"];
    let crates = ["seax-dialer", "seax-dialer-derive", "seax-dialer-tables", "seax-dialer-schema"];
    process::captured(
        cargo::command().args(arguments).args(crates.iter().flat_map(|name| ["--package", name])),
    )
}

fn lint() -> Result<String> {
    setup::node_modules()?;
    let mut biome = process::command(workspace::npm_program("biome"));
    biome.args(["ci", "--error-on-warnings"]);
    if !io::stdout().is_terminal() {
        biome.arg("--colors=off");
    }
    process::captured(&mut biome)?;
    process::captured(process::command("node").arg("tests/workflows/lint.mjs"))?;
    Ok(String::new())
}

/// Checks the types of the scripts, and of code that uses the package (tests/types).
fn types() -> Result<String> {
    edge::ready()?;
    for project in ["tsconfig.json", "edge/tsconfig.json", "tests/types/tsconfig.json", "www/tsconfig.json"] {
        let mut tsc = process::command(workspace::npm_program("tsc"));
        process::captured(tsc.args(["--noEmit", "--project", project]))?;
    }
    Ok(String::new())
}
