//! Builds the launcher in two forms: www/dist for a script tag, and pkg/dist/launcher for bundlers.

use anyhow::Result;

use crate::steps::Step;
use crate::{once::Once, package, process};

/// The build as a step.
pub const BUILD: Step = Step { name: "widget", run: || ready().map(|()| String::new()) };

/// Builds the package and the launcher, after the setup that they need. The bundles are not cached: bundling is fast, and the
/// package's build empties pkg/dist.
///
/// # Errors
/// When the package's build or esbuild fails.
pub fn ready() -> Result<()> {
    static DONE: Once = Once::new();
    DONE.run(build_widget)
}

fn build_widget() -> Result<()> {
    package::ready()?;
    process::captured(process::command("node").arg("www/build.mjs"))?;
    Ok(())
}
