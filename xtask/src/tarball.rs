//! Packs the npm package, for releases and for the tests that install it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{edge, once::Once, process, setup, testing, widget, workspace};

/// The variable that tells tests where the packed package is.
pub const VARIABLE: &str = "SEAX_TARBALL";

/// Builds everything that the package has, packs it, and returns the file.
///
/// # Errors
/// When a build or npm fails.
pub fn ready() -> Result<PathBuf> {
    static DONE: Once = Once::new();
    let folder = workspace::root().join("target/tarball");
    DONE.run(|| {
        widget::ready()?;
        edge::ready()?;
        testing::ready()?;
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let mut pack = process::command(setup::npm());
        process::captured(pack.args(["pack", "./pkg", "--pack-destination"]).arg(&folder)).map(drop)
    })?;
    workspace::files(&folder).pop().context("npm has packed nothing")
}
