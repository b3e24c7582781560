//! From a crate to what JavaScript loads: the compiled module, its glue, and both made small.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::{cargo, glue, process, wasm, workspace};

/// wasm-opt's options: for few bytes after brotli, which is not the same as few bytes.
const OPTIMISE: [&str; 8] = [
    // After brotli, "-Oz" and "--converge" gain nothing, and take twice the time.
    "-Os",
    // No engine reads what the compiler notes here.
    "--strip-target-features",
    // Functions with one caller stay out of line: inlined, they repeat less.
    "--one-caller-inline-max-function-size=20",
    // The header of each piece costs more than the zeros between two.
    "--skip-pass=memory-packing",
    // A repeated expression costs less than a local for it.
    "--skip-pass=local-cse",
    // The compiler's own use of locals compresses better than the result of these two.
    "--skip-pass=simplify-locals",
    "--skip-pass=merge-locals",
    // The alignment of a load is a hint that no engine here uses. If all are the same, they compress better.
    "--dealign",
];

/// Compiles a crate's library of this name as a WebAssembly module, and says where that is. Only here is it a `cdylib`: the compiler
/// does not optimize across crates what becomes a Rust library as well, and cargo keeps one `cdylib` of a crate, whatever its
/// features. Relocations are left in it: what refers to what. `config` is added to cargo's.
///
/// # Errors
/// When the compiler fails.
pub fn compile(package: &str, name: &str, config: &[&str]) -> Result<PathBuf> {
    let mut rustc = wasm::cargo("rustc", package);
    rustc.args(["--profile", "wasm", "--crate-type", "cdylib"]).args(cargo::MESSAGES);
    rustc.args(config.iter().flat_map(|line| ["--config", line]));
    let files = cargo::build(rustc.args(["--", "-Clink-arg=--emit-relocs"]), name)?;
    let module = files.into_iter().find(|file| file.extension().is_some_and(|extension| extension == "wasm"));
    module.context("cargo built no .wasm file")
}

/// Makes `<name>.js`, `<name>.d.ts` and `<name>_bg.wasm` in a folder of their own, from the bytes of a compiled module.
///
/// # Errors
/// When wasm-bindgen, wasm-opt or esbuild fails.
pub fn make_from(module: Vec<u8>, name: &str, out: &Path) -> Result<()> {
    bind(module, name, out)?;
    optimise(out, name)
}

fn bind(module: Vec<u8>, name: &str, out: &Path) -> Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    Bindgen::new()
        .input_bytes(name, module)
        .web(true)?
        .typescript(true)
        // The entry files say where the wasm is, each in its runtime's own way. A default in the
        // glue as well would make bundlers follow both.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)
        .context("making the JavaScript glue")?;
    let script = out.join(format!("{name}.js"));
    fs::write(&script, compare_buffers(&fs::read_to_string(&script)?)?)?;
    // Types of the raw exports: nobody outside the glue may call them.
    fs::remove_file(out.join(format!("{name}_bg.wasm.d.ts")))?;
    Ok(())
}

/// Makes the glue for a bundler, which leaves loading the module to its importer. The names of functions are kept.
///
/// # Errors
/// When wasm-bindgen fails.
pub fn bind_for_bundler(module: Vec<u8>, name: &str, out: &Path) -> Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes(name, module).bundler(true)?.typescript(true);
    bindgen.demangle(false).remove_producers_section(true);
    bindgen.generate(out).context("making the JavaScript glue")?;
    // It has no types of its own, and imports from scripts that are checked.
    let script = out.join(format!("{name}_bg.js"));
    let text = fs::read_to_string(&script)?;
    fs::write(&script, format!("// @ts-nocheck\n{}", compare_buffers(&text)?)).context("marking the glue")
}

/// Has a script see that the memory has grown by comparing its buffer, and never by `detached`, which SES defines where an engine
/// has none: there it is false for every buffer.
fn compare_buffers(script: &str) -> Result<String> {
    const VIEW: &str = "cachedDataViewMemory0.buffer";
    let asked = format!(
        "{VIEW}.detached === true || ({VIEW}.detached === undefined && {VIEW} !== wasm.memory.buffer)"
    );
    let script = script.replace(&asked, &format!("{VIEW} !== wasm.memory.buffer"));
    ensure!(
        !script.contains(".detached"),
        "wasm-bindgen asks in other words now whether a buffer is detached"
    );
    Ok(script)
}

/// Makes a module small.
///
/// # Errors
/// When wasm-opt fails.
pub fn shrink(module: &Path) -> Result<()> {
    wasm_opt(module, &OPTIMISE).map(drop)
}

fn wasm_opt(module: &Path, passes: &[&str]) -> Result<String> {
    let mut wasm_opt = process::command(workspace::npm_program("wasm-opt"));
    wasm_opt.args(passes).args(wasm::WASM_OPT_FEATURES);
    process::captured(wasm_opt.arg(module).arg("-o").arg(module))
}

fn optimise(folder: &Path, name: &str) -> Result<()> {
    let module = folder.join(format!("{name}_bg.wasm"));
    // By itself, since the others are repeated.
    let names = wasm_opt(&module, &[glue::SHORT_NAMES])?;
    shrink(&module)?;
    glue::minify(&folder.join(format!("{name}.js")), &names)
}
