//! What builds are made from, to skip those whose inputs have not changed.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::Result;

use crate::{hours, workspace};

/// Returns a hash of a build's inputs: the compiled module, the scripts, the data and the tools.
///
/// # Errors
/// When an input cannot be read.
pub fn hash(module: &Path) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    fs::read(module)?.hash(&mut hasher);
    hours::module()?.hash(&mut hasher);
    // This has the versions of wasm-opt and esbuild.
    fs::read(workspace::root().join("package-lock.json"))?.hash(&mut hasher);
    for script in workspace::files(&workspace::root().join("pkg/src")) {
        fs::read(script)?.hash(&mut hasher);
    }
    // This program has the version of wasm-bindgen, and every setting above.
    fs::metadata(env::current_exe()?)?.modified()?.hash(&mut hasher);
    Ok(hasher.finish())
}
