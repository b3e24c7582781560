//! Finds programs on the path, and installs Debian packages, for tests.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::process;

/// Returns the first program with one of these names on the path, trying the names in order.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let mut named = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    named.find(|program| program.is_file())
}

/// Whether packages can be installed: only as root on Debian.
pub fn can_install() -> bool {
    let root = process::captured(process::command("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    root && Path::new("/etc/debian_version").exists()
}

/// Installs packages, without recommended ones.
///
/// # Errors
/// When apt-get fails.
pub fn install(packages: &[&str]) -> Result<()> {
    let arguments = [&["install", "-y", "--no-install-recommends"][..], packages].concat();
    for arguments in [&["update"][..], &arguments] {
        // Another apt-get may hold the lock.
        let mut apt = process::command("apt-get");
        apt.args(["-o", "DPkg::Lock::Timeout=600"]).env("DEBIAN_FRONTEND", "noninteractive");
        process::captured(apt.args(arguments))?;
    }
    Ok(())
}
