//! Programs that Debian has, for tests.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::process;

/// The first of the programs with these names that is on the path.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let mut named = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    named.find(|program| program.is_file())
}

/// Whether packages can be installed: by root on Debian.
pub fn can_install() -> bool {
    let root = process::captured(process::command("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    root && Path::new("/etc/debian_version").exists()
}

/// Installs packages, without those that they only recommend.
///
/// # Errors
/// Those of apt-get.
pub fn install(packages: &[&str]) -> Result<()> {
    let arguments = [&["install", "-y", "--no-install-recommends"][..], packages].concat();
    for arguments in [&["update"][..], &arguments] {
        // Another one may be at work.
        let mut apt = process::command("apt-get");
        apt.args(["-o", "DPkg::Lock::Timeout=600"]).env("DEBIAN_FRONTEND", "noninteractive");
        process::captured(apt.args(arguments))?;
    }
    Ok(())
}
