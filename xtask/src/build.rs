//! `cargo xtask build`: builds everything that is published, in `pkg` and `www/dist`.

use std::process::ExitCode;

use anyhow::Result;

use crate::steps::{self, Step};
use crate::{edge, package, process, setup, testing, widget};

const SIZES: Step = Step { name: "sizes", run: sizes };

/// Runs the whole build, and prints a line for each step.
///
/// # Errors
/// None: a failing step prints itself and gives a failing exit code.
pub fn run() -> Result<ExitCode> {
    let passed = steps::run_until_failure(&[
        setup::RUST_TARGET,
        setup::NPM_PACKAGES,
        package::BUILD,
        widget::BUILD,
        edge::BUILD,
        testing::BUILD,
        SIZES,
    ]);
    Ok(process::exit_code(passed))
}

fn sizes() -> Result<String> {
    process::captured(process::command("node").arg("tests/package/sizes.mjs"))
}
