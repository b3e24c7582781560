//! `cargo xtask site`: builds the documentation site into site/dist. The examples run in its pages.

use std::process::ExitCode;

use anyhow::Result;

use crate::steps::{self, Step};
use crate::{edge, once::Once, process, setup, testing, widget};

/// The build as a step.
const BUILD: Step = Step { name: "site-build", run: || ready().map(|()| String::new()) };

/// Builds the site and everything that it needs, and prints where it is.
///
/// # Errors
/// None: a failing step prints itself and gives a failing exit code.
pub fn run() -> Result<ExitCode> {
    if !steps::run_until_failure(&[
        setup::RUST_TARGET,
        setup::NPM_PACKAGES,
        testing::BUILD,
        widget::BUILD,
        edge::BUILD,
        BUILD,
    ]) {
        return Ok(ExitCode::FAILURE);
    }
    println!("the site is in site/dist: serve it with any web server");
    Ok(ExitCode::SUCCESS)
}

/// Builds the site, and the package that its pages run.
///
/// # Errors
/// When a build of the package fails, or `VitePress` or typedoc does.
pub fn ready() -> Result<()> {
    static DONE: Once = Once::new();
    DONE.run(|| {
        testing::ready()?;
        widget::ready()?;
        edge::ready()?;
        process::captured(process::command("node").arg("site/build.mjs"))?;
        Ok(())
    })
}
