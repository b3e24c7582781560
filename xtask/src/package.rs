//! Builds the npm package: compiles the client, generates its JavaScript glue, splits and optimizes the WebAssembly, and puts
//! the result in `pkg/dist`.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result};

use crate::steps::Step;
use crate::{
    bindings, commonjs, draft_schema, glue, hours, inputs, notices, once::Once, setup, split, types,
    workspace,
};

/// The prefix of the built modules' names.
const NAME: &str = "seax_dialer";

/// The build as a step.
pub const BUILD: Step = Step { name: "build", run: || ready().map(|()| String::new()) };

/// Builds the package, after the setup that it needs.
///
/// # Errors
/// When the setup or the build fails.
pub fn ready() -> Result<()> {
    static DONE: Once = Once::new();
    DONE.run(build_with_setup)
}

fn build_with_setup() -> Result<()> {
    setup::wasm_target()?;
    setup::node_modules()?;
    build()?;
    commonjs::bundle("dist/node.js", "client.cjs")?;
    commonjs::bundle("file_tickets.js", "tickets.cjs")
}

/// Builds pkg/dist if any of its inputs has changed.
///
/// # Errors
/// When the compiler, wasm-bindgen or wasm-opt fails.
fn build() -> Result<()> {
    let module = bindings::compile("seax-dialer", NAME, &[])?;

    let dist = workspace::root().join("pkg/dist");
    let stamp = module.with_extension("packaged");
    let inputs = inputs::hash(&module)?;
    if fs::read_to_string(&stamp).is_ok_and(|text| text == stamp_text(inputs, &dist)) {
        return Ok(());
    }
    let staging = module.with_extension("package");
    make(&module, &staging)?;
    types::complete(&staging.join(format!("{NAME}.d.ts")))?;
    draft_schema::write(&staging.join(format!("{NAME}.d.ts")), &staging.join("draft.schema.json"))?;
    notices::write(&staging)?;
    fs::write(staging.join("hours_table.js"), hours::module()?)?;
    replace(&dist, &staging)?;
    fs::write(&stamp, stamp_text(inputs, &dist)).context("noting what the package is made from")
}

/// Makes the modules, their scripts and their types.
fn make(module: &Path, staging: &Path) -> Result<()> {
    // Next to pkg/src, whose scripts the glue imports.
    let glue = workspace::root().join("pkg/glue");
    let (marked, memory) = split::marked(module)?;
    bindings::bind_for_bundler(marked, NAME, &glue)?;
    let parts = split::split(&fs::read(glue.join(format!("{NAME}_bg.wasm")))?, &memory)?;
    if staging.exists() {
        fs::remove_dir_all(staging)?;
    }
    fs::create_dir_all(staging)?;
    for (part, bytes) in split::PARTS.iter().zip(&parts.modules) {
        let file = staging.join(format!("{NAME}_{}.wasm", part.name));
        fs::write(&file, bytes)?;
        bindings::shrink(&file)?;
    }
    fs::write(glue.join("imports.js"), glue::imports(NAME, &parts.imports))?;
    fs::copy(glue.join(format!("{NAME}.d.ts")), staging.join(format!("{NAME}.d.ts")))?;
    glue::bundle(&parts.exports, staging)
}

/// Replaces the package by a complete new one: a build that fails halfway leaves the last one in place.
fn replace(dist: &Path, staging: &Path) -> Result<()> {
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    fs::create_dir_all(dist)?;
    for file in workspace::files(staging) {
        let name = file.file_name().context("a built file without a name")?;
        fs::copy(&file, dist.join(name)).with_context(|| format!("copying {}", file.display()))?;
    }
    Ok(())
}

/// Hashes the outputs, too, because several target directories can write to the same pkg/dist.
fn stamp_text(inputs: u64, dist: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    for file in workspace::files(dist) {
        file.file_name().hash(&mut hasher);
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    format!("{inputs:016x} {:016x}\n", hasher.finish())
}
