//! Compiles a crate to WebAssembly, generates its JavaScript glue with wasm-bindgen, and optimizes both for size.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::{cargo, glue, inputs, panics::CutPanics, process, split, wasm, workspace};

/// wasm-opt's options. They minimize the size after brotli, not the raw size.
const OPTIMISE: [&str; 9] = [
    // After brotli, "-Oz" and "--converge" save nothing, and take twice as long.
    "-Os",
    // A slower search for locals that can share a slot. What it finds compresses better, too.
    "--coalesce-locals-learning",
    // No engine reads the target features that the compiler records.
    "--strip-target-features",
    // Inline functions with one caller only if they are small: larger ones compress better out of line.
    "--one-caller-inline-max-function-size=20",
    // Do not split data at zeros: the header of each segment costs more than the zeros.
    "--skip-pass=memory-packing",
    // After brotli, a repeated expression costs less than a local for it.
    "--skip-pass=local-cse",
    // The compiler's own use of locals compresses better than the result of these two passes.
    "--skip-pass=simplify-locals",
    "--skip-pass=merge-locals",
    // No supported engine uses the alignment hints of loads. If all are the same, they compress better.
    "--dealign",
];

/// Compiles the library `name` of a crate to a WebAssembly module, and returns its path. The crate type `cdylib` is set here,
/// not in the manifest: the compiler does not optimize across crates if the crate is also a Rust library, and cargo keeps only
/// one `cdylib` of a crate for all of its features. The module keeps its relocations. `config` is added to cargo's
/// configuration.
///
/// # Errors
/// When the compiler fails, or builds no `.wasm` file.
pub fn compile(package: &str, name: &str, config: &[&str]) -> Result<PathBuf> {
    let mut rustc = wasm::cargo("rustc", package);
    rustc.args(["--profile", "wasm", "--crate-type", "cdylib"]).args(cargo::MESSAGES);
    rustc.args(config.iter().flat_map(|line| ["--config", line]));
    let files = cargo::build(rustc.args(["--", "-Clink-arg=--emit-relocs"]), name)?;
    let module = files.into_iter().find(|file| file.extension().is_some_and(|extension| extension == "wasm"));
    module.context("cargo built no .wasm file")
}

/// Makes the files from the bytes of a module. Replaces the folder `out`.
fn make_from(module: Vec<u8>, name: &str, out: &Path) -> Result<()> {
    bind(module, name, out)?;
    optimise(out, name)
}

/// Makes `<name>.js`, `<name>.d.ts` and `<name>_bg.wasm` in the folder `out` from a compiled module whose panics are cut, unless
/// they were made from the same inputs.
///
/// # Errors
/// When the module cannot be read, or wasm-bindgen, wasm-opt or esbuild fails.
pub fn make_if_changed(module: &Path, name: &str, out: &Path, cut: CutPanics) -> Result<()> {
    let stamp = module.with_extension("packaged");
    let inputs = inputs::hash(module)?.to_string();
    if out.is_dir() && fs::read_to_string(&stamp).is_ok_and(|text| text == inputs) {
        return Ok(());
    }
    make_from(split::without_panics(module, cut)?, name, out)?;
    fs::write(stamp, inputs).with_context(|| format!("noting what {name} is made from"))
}

fn bind(module: Vec<u8>, name: &str, out: &Path) -> Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    Bindgen::new()
        .input_bytes(name, module)
        .web(true)?
        .typescript(true)
        // Each entry file locates the wasm in its runtime's own way. With a default in the glue as
        // well, bundlers would follow both.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)
        .context("making the JavaScript glue")?;
    let script = out.join(format!("{name}.js"));
    fs::write(&script, compare_buffers(&fs::read_to_string(&script)?)?)?;
    // These are the types of the raw exports, which only the glue may call.
    fs::remove_file(out.join(format!("{name}_bg.wasm.d.ts")))?;
    Ok(())
}

/// Makes the glue for a bundler, which leaves loading the module to its importer. Function names are kept, for the split.
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
    // The generated script has no types, and imports type-checked scripts.
    let script = out.join(format!("{name}_bg.js"));
    let text = fs::read_to_string(&script)?;
    fs::write(&script, format!("// @ts-nocheck\n{}", compare_buffers(&text)?)).context("marking the glue")
}

/// Makes a script detect memory growth by comparing buffers, never by `detached`: where an engine lacks that property, SES
/// defines it, as false for every buffer.
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

/// Optimizes a module for size, in place.
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
    // This pass runs separately, because the others are repeated.
    let names = wasm_opt(&module, &[glue::SHORT_NAMES])?;
    shrink(&module)?;
    glue::minify(&folder.join(format!("{name}.js")), &names)
}
