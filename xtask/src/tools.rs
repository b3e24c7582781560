//! Programs from crates.io that the test run does not need. Each is installed into the target folder when it is first used.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::{cargo, process, workspace};

/// A program from crates.io.
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
}

impl Tool {
    /// Installs the program if it is missing, and returns its path.
    ///
    /// # Errors
    /// When it cannot be downloaded or compiled.
    pub fn program(&self) -> Result<PathBuf> {
        // Each version has its own folder.
        let root = workspace::root().join("target/tools").join([self.name, "-", self.version].concat());
        let program = root.join("bin").join(self.name).with_extension(std::env::consts::EXE_EXTENSION);
        if !program.is_file() {
            let mut install = cargo::command();
            install.args(["install", "--locked", self.name, "--version", self.version, "--root"]).arg(&root);
            ensure!(process::attached(&mut install)?.success(), "{} could not be installed", self.name);
        }
        Ok(program)
    }
}
