//! `cargo xtask site`: the documents as static pages in which the examples run, built into site/dist.

use std::process::ExitCode;

use anyhow::Result;

use crate::steps::{self, Step};
use crate::{edge, once::Once, process, setup, testing, widget};

/// The build as a step.
const BUILD: Step = Step { name: "site-build", run: || ready().map(|()| String::new()) };

/// Builds the site with all that it needs, and says where it is.
///
/// # Errors
/// None: a step that fails prints itself, and gives a failing exit code.
pub fn run() -> Result<ExitCode> {
    for step in [setup::RUST_TARGET, setup::NPM_PACKAGES, testing::BUILD, widget::BUILD, edge::BUILD, BUILD] {
        if steps::run(&step).1.is_err() {
            return Ok(ExitCode::FAILURE);
        }
    }
    println!("the site is in site/dist: serve it with any web server");
    Ok(ExitCode::SUCCESS)
}

/// Builds the site, and the package that its pages run.
///
/// # Errors
/// Those of the package's builds, and those of `VitePress` and typedoc.
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
