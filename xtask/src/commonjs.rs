//! What Jest's CommonJS loads: it cannot `require` a module before Node 24.9. Node itself can, so it never sees these files
//! (the condition `module-sync`), and a program has one copy of the package however it loads it.

use anyhow::Result;

use crate::{process, workspace};

/// Bundles an entry for Node into pkg/dist/cjs. It takes no time worth saving, so it is done each time.
///
/// `entry` is a path in `pkg`. What the entry loads by a URL from `import.meta.url` is found where the entry is.
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
