//! The browser for the browser tests.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{once::Once, process};

/// The names of Chromium and Chrome in different distributions.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const APPLICATIONS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The browser's program: the one that `CHROMIUM` names, else one on this machine, else one just
/// installed (as root on Debian).
///
/// # Errors
/// When there is none and it cannot be installed.
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
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let named = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    named.chain(APPLICATIONS.map(PathBuf::from)).find(|program| program.is_file())
}

fn install() -> Result<()> {
    let root = process::captured(process::command("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    if !root || !Path::new("/etc/debian_version").exists() {
        bail!(
            "the browser tests need Chromium or Chrome: install one (on Debian: \
             `apt-get install chromium`), or name its program in the variable CHROMIUM"
        );
    }
    for arguments in [&["update"][..], &["install", "-y", "--no-install-recommends", "chromium"]] {
        let mut apt = process::command("apt-get");
        process::captured(apt.env("DEBIAN_FRONTEND", "noninteractive").args(arguments))?;
    }
    Ok(())
}
