//! `cargo xtask build`: the npm package, and the widget in it. Compiles the client, makes its JavaScript glue, optimises
//! the wasm, and puts the result in pkg/dist.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::steps::{self, Step};
use crate::{cargo, glue, panics, process, setup, wasm, widget, workspace};

/// The stem of every built file.
const NAME: &str = "seax_dialer";

/// How hard wasm-opt tries, and for what: for few bytes after brotli, which is not the same as few bytes.
const OPTIMISE: [&str; 7] = [
    "-Oz",
    "--converge",
    // No engine reads what the compiler notes here.
    "--strip-target-features",
    // Functions with one caller stay out of line: inlined, they repeat less.
    "--one-caller-inline-max-function-size=20",
    // The header of each piece costs more than the zeros between two.
    "--skip-pass=memory-packing",
    // An expression that is said again costs less than a local for it.
    "--skip-pass=local-cse",
    // How well a load is aligned is a hint that no engine here heeds. All the same, they repeat.
    "--dealign",
];

/// Runs the whole build, a line for each step.
///
/// # Errors
/// None: a failing step prints itself and gives a failing exit code.
pub fn run() -> Result<ExitCode> {
    for step in [setup::RUST_TARGET, setup::NPM_PACKAGES, BUILD, widget::BUILD, SIZES] {
        if steps::run(&step).1.is_err() {
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The build as a step.
pub const BUILD: Step = Step { name: "build", run: || ready().map(|()| String::new()) };

const SIZES: Step = Step { name: "sizes", run: sizes };

/// Builds the package with all set-up that it needs.
///
/// # Errors
/// Those of the set-up and of the build.
pub fn ready() -> Result<()> {
    setup::wasm_target()?;
    setup::node_modules()?;
    build()
}

/// Builds pkg/dist, if anything that it is made from has changed.
///
/// # Errors
/// When the compiler, wasm-bindgen or wasm-opt fails.
fn build() -> Result<()> {
    let files = cargo::build(wasm::cargo("build").args(["--profile", "wasm"]), NAME)?;
    let module = files
        .into_iter()
        .find(|file| file.extension().is_some_and(|extension| extension == "wasm"))
        .context("cargo built no .wasm file")?;

    let dist = workspace::root().join("pkg/dist");
    let stamp = module.with_extension("packaged");
    let inputs = hash_of_inputs(&module)?;
    if fs::read_to_string(&stamp).is_ok_and(|text| text == stamp_text(inputs, &dist)) {
        return Ok(());
    }
    let staging = module.with_extension("package");
    bind(&module, &staging)?;
    optimise(&staging)?;
    replace(&dist, &staging)?;
    fs::write(&stamp, stamp_text(inputs, &dist)).context("noting what the package is made from")
}

fn bind(module: &Path, out: &Path) -> Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    Bindgen::new()
        .input_bytes(NAME, panics::cut(module)?)
        .web(true)?
        .typescript(true)
        // The entry files say where the wasm is, each in its runtime's own way. A default in the
        // glue as well would make bundlers follow both.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)
        .context("making the JavaScript glue")?;
    // Types of the raw exports: nobody outside the glue may call them.
    fs::remove_file(out.join(format!("{NAME}_bg.wasm.d.ts")))?;
    Ok(())
}

fn optimise(folder: &Path) -> Result<()> {
    let module = folder.join(format!("{NAME}_bg.wasm"));
    let wasm_opt = |passes: &[&str]| {
        let mut wasm_opt = process::command(workspace::npm_program("wasm-opt"));
        wasm_opt.args(passes).args(wasm::WASM_OPT_FEATURES);
        process::captured(wasm_opt.arg(&module).arg("-o").arg(&module))
    };
    // By itself, since the others are repeated.
    let names = wasm_opt(&[glue::SHORT_NAMES])?;
    wasm_opt(&OPTIMISE)?;
    glue::minify(&folder.join(format!("{NAME}.js")), &names)
}

/// Only complete packages are put in place: a build that fails half-way leaves the last one.
fn replace(dist: &Path, staging: &Path) -> Result<()> {
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    fs::create_dir_all(dist)?;
    for file in files(staging) {
        let name = file.file_name().context("a built file without a name")?;
        fs::copy(&file, dist.join(name)).with_context(|| format!("copying {}", file.display()))?;
    }
    Ok(())
}

fn hash_of_inputs(module: &Path) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    fs::read(module)?.hash(&mut hasher);
    // The versions of wasm-opt and esbuild.
    fs::read(workspace::root().join("package-lock.json"))?.hash(&mut hasher);
    // This program: the version of wasm-bindgen, and every setting above.
    fs::metadata(env::current_exe()?)?.modified()?.hash(&mut hasher);
    Ok(hasher.finish())
}

/// Holds the outputs too, because several target directories can serve one pkg/dist.
fn stamp_text(inputs: u64, dist: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    for file in files(dist) {
        file.file_name().hash(&mut hasher);
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    format!("{inputs:016x} {:016x}\n", hasher.finish())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn sizes() -> Result<String> {
    process::captured(process::command("node").arg("tests/package/sizes.mjs"))
}
