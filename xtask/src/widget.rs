//! The launcher widget, in both its forms: www/dist for a script tag, and pkg/dist/launcher for bundlers.

use anyhow::Result;

use crate::steps::Step;
use crate::{once::Once, package, process};

/// The build as a step.
pub const BUILD: Step = Step { name: "widget", run: || ready().map(|()| String::new()) };

/// Builds the package and the widget with all set-up that they need. Bundling takes no time worth saving, so it is done
/// each time: the package's own build empties pkg/dist.
///
/// # Errors
/// Those of the package's build, and those of esbuild.
pub fn ready() -> Result<()> {
    static DONE: Once = Once::new();
    DONE.run(build_widget)
}

fn build_widget() -> Result<()> {
    package::ready()?;
    process::captured(process::command("node").arg("www/build.mjs"))?;
    Ok(())
}
