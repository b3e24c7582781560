//! Finds or installs Chromium for the browser tests.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{apt, once::Once};

/// The names of Chromium and Chrome in different distributions. The first has no windows, and needs a fifth less CPU time.
const NAMES: [&str; 6] = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

const APPLICATIONS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Returns the browser's program: the one that `CHROMIUM` names, else one on this machine, else one
/// that is installed now (as root on Debian).
///
/// # Errors
/// When `CHROMIUM` names no file, or there is no browser and it cannot be installed.
pub fn program() -> Result<PathBuf> {
    if let Some(program) = env::var_os("CHROMIUM").map(PathBuf::from) {
        if !program.is_file() {
            bail!("CHROMIUM is {}, which is not a file", program.display());
        }
        return Ok(program);
    }
    if let Some(program) = installed() {
        return Ok(program);
    }
    static DONE: Once = Once::new();
    DONE.run(install)?;
    installed().context("Chromium has been installed, but its program is not where it should be")
}

fn installed() -> Option<PathBuf> {
    apt::on_path(&NAMES)
        .or_else(|| APPLICATIONS.map(PathBuf::from).into_iter().find(|program| program.is_file()))
}

fn install() -> Result<()> {
    if !apt::can_install() {
        bail!(
            "the browser tests need Chromium or Chrome: install one (on Debian: \
             `apt-get install chromium`), or name its program in the variable CHROMIUM"
        );
    }
    // Older Debians do not have the first.
    apt::install(&["chromium-headless-shell"]).or_else(|_| apt::install(&["chromium"]))
}
