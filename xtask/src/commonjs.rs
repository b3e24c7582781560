//! Bundles CommonJS files for Jest, which cannot `require` an ES module before Node 24.9. Node itself can, and never loads
//! these files (by the condition `module-sync`), so that a program has only one copy of the package however it loads it.

use anyhow::Result;

use crate::{process, workspace};

/// Bundles an entry for Node into pkg/dist/cjs. This is fast, so the result is not cached.
///
/// `entry` is a path in `pkg`. URLs relative to `import.meta.url` are resolved from the entry, not from the bundle.
///
/// # Errors
/// When esbuild fails.
pub fn bundle(entry: &str, name: &str) -> Result<()> {
    let pkg = workspace::root().join("pkg");
    let mut esbuild = process::command(workspace::npm_program("esbuild"));
    esbuild.arg(pkg.join(entry)).args(["--bundle", "--platform=node", "--format=cjs", "--target=node20"]);
    esbuild.args(["--log-level=error", "--define:import.meta.url=entryUrl"]);
    let url = format!(
        r#"require("node:url").pathToFileURL(require("node:path").join(__dirname, "../../{entry}"))"#
    );
    esbuild.arg(format!("--banner:js=\"use strict\"; const entryUrl = {url};"));
    esbuild.arg(format!("--outfile={}", pkg.join("dist/cjs").join(name).display()));
    process::captured(&mut esbuild)?;
    Ok(())
}
