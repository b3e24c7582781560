//! Minifies the JavaScript glue, which wasm-bindgen generates with long, hashed names of imports and exports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::{process, workspace};

/// The wasm-opt pass that gives imports and exports names of one or two letters, and prints the renamings.
pub const SHORT_NAMES: &str = "--minify-imports-and-exports-and-modules";

/// The name that the pass gives to the module of all imports.
const MODULE: &str = "a";

/// Saves references to the timers before a test can replace the globals: with fake timers, every call would hang, because
/// wasm-bindgen's futures continue in microtasks. Promises stand in for `queueMicrotask`: test libraries do not replace them.
const OWN: &str = "const {setTimeout,clearTimeout}=globalThis,queueMicrotask=f=>{Promise.resolve().then(f)};";

/// Minifies the glue, and renames the imports and exports that it uses. Its own exports keep their names.
///
/// # Errors
/// When wasm-opt's list cannot be read, or esbuild fails.
pub fn minify(glue: &Path, list: &str) -> Result<()> {
    let names = short_names(list)?;
    let pattern: Vec<_> = names.keys().map(|name| name.replace('.', "\\.")).collect();
    let cache = glue.with_extension("json");
    fs::write(&cache, serde_json::to_vec(&names)?)?;

    let mut esbuild = process::command(workspace::npm_program("esbuild"));
    esbuild.arg(glue).args(["--minify", "--mangle-quoted", "--log-level=warning", "--allow-overwrite"]);
    esbuild.arg(format!("--mangle-props=^({})$", pattern.join("|")));
    esbuild.arg(format!("--banner:js={OWN}"));
    esbuild.arg(format!("--mangle-cache={}", cache.display()));
    esbuild.arg(format!("--outfile={}", glue.display()));
    process::captured(&mut esbuild)?;
    fs::remove_file(cache).context("removing the list of names")
}

/// Returns a script that maps the parts' short import names to the functions of the glue.
pub fn imports(name: &str, names: &BTreeMap<String, String>) -> String {
    let mut script = format!("// @ts-nocheck\nimport * as glue from \"./{name}_bg.js\";\n");
    script.push_str("export const imports = {\n");
    for (long, short) in names {
        script.push_str(&format!("  {short}: glue.{long},\n"));
    }
    script.push_str("};\n");
    script
}

/// Bundles the package's scripts: one for each runtime, and `rest.js`, in which the glue calls exports by their short names.
///
/// # Errors
/// When esbuild fails.
pub fn bundle(exports: &BTreeMap<String, String>, out: &Path) -> Result<()> {
    let source = workspace::root().join("pkg/src");
    let esbuild = || {
        let mut esbuild = process::command(workspace::npm_program("esbuild"));
        esbuild.args(["--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8"]);
        esbuild.args(["--log-level=warning", "--external:*.wasm", "--external:./rest.js"]);
        esbuild.arg("--external:./hours_table.js").arg(format!("--outdir={}", out.display()));
        esbuild
    };
    let entries = ["web.js", "node.js", "workerd.js"].map(|entry| source.join(entry));
    process::captured(esbuild().args(entries))?;
    edge_light(out)?;

    let pattern: Vec<_> = exports.keys().map(|name| name.replace('.', "\\.")).collect();
    let cache = out.join("names.json");
    fs::write(&cache, serde_json::to_vec(exports)?)?;
    let mut rest = esbuild();
    rest.arg(source.join("rest.js")).arg("--mangle-quoted").arg(format!("--banner:js={OWN}"));
    rest.arg(format!("--mangle-props=^({})$", pattern.join("|")));
    process::captured(rest.arg(format!("--mangle-cache={}", cache.display())))?;
    fs::remove_file(cache).context("removing the list of names")
}

/// Writes the entry for Vercel's edge runtime, which Next.js uses, too. It is the entry for Workers with other import
/// specifiers: Turbopack and webpack instantiate an imported `.wasm` file, and return a module for `.wasm?module`.
fn edge_light(out: &Path) -> Result<()> {
    let workerd = fs::read_to_string(out.join("workerd.js"))?;
    fs::write(out.join("edge_light.js"), workerd.replace(".wasm\"", ".wasm?module\""))
        .context("writing edge_light.js")
}

/// Parses wasm-opt's list of renamings into long and short names. It looks like
/// `{ "imports": [["./module.js", "__wbg_new_0123", "A"]], "exports": [["memory", "B"]] }`.
fn short_names(list: &str) -> Result<BTreeMap<String, String>> {
    let lists: BTreeMap<String, Vec<Vec<String>>> =
        serde_json::from_str(list).with_context(|| format!("reading wasm-opt's list of names: {list}"))?;
    let (mut names, mut modules) = (BTreeMap::new(), BTreeSet::new());
    for row in lists.into_values().flatten() {
        match <[String; 3]>::try_from(row) {
            Ok([module, name, short]) => {
                modules.insert(module.clone());
                names.extend([(module, MODULE.to_owned()), (name, short)]);
            }
            Err(row) => names.extend(<[String; 2]>::try_from(row).map(|[name, short]| (name, short))),
        }
    }
    // All of them get the same short name. A function without glue of its own is imported from the module that it comes from.
    ensure!(modules.len() <= 1, "functions are imported from several modules: {modules:?}");
    Ok(names)
}
