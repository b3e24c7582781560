//! Writes the license notices of the crates that are compiled into the package's WebAssembly, which most licenses require.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::crates::{Crate, Crates};
use crate::wasm;

/// The file's name in the package.
pub const NAME: &str = "THIRD-PARTY-NOTICES.txt";

/// The crates whose WebAssembly is in the package.
const COMPILED: [&str; 2] = ["seax-dialer", "seax-edge"];

const STD: &str = "\
The Rust standard library (https://github.com/rust-lang/rust), MIT OR Apache-2.0
Copyright (c) The Rust Project Contributors
";

/// Writes the notices into a folder.
///
/// # Errors
/// When a crate has no license, or its files cannot be read.
pub fn write(folder: &Path) -> Result<()> {
    let crates = Crates::read(Some(wasm::TARGET))?;
    let linked = crates.linked_into(&COMPILED);
    ensure!(!linked.is_empty(), "cargo tells of no crate that is compiled into the package");
    let mut text = String::from("This package contains WebAssembly that is compiled from these works:\n\n");
    text.push_str(STD);
    // Many crates have the same text, which is printed only one time.
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for each in linked {
        ensure!(!each.license.is_empty(), "{} {} has no license", each.name, each.version);
        let Crate { name, version, license, repository, .. } = each;
        text.push_str(&format!("\n{name} {version} ({repository}), {license}\n"));
        for file in chosen(each)? {
            let legal = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            texts.entry(legal.trim().to_owned()).or_default().push(format!("{name} {version}"));
        }
    }
    for (legal, names) in texts {
        text.push_str(&format!("\n{}\n{}:\n\n{legal}\n", "-".repeat(80), names.join(", ")));
    }
    fs::write(folder.join(NAME), text).context("writing the notices")
}

/// Returns the files of a crate to reproduce. Of several licenses to choose from, MIT is the shortest.
fn chosen(each: &Crate) -> Result<Vec<std::path::PathBuf>> {
    let files = each.legal_files()?;
    let mit: Vec<_> = files
        .iter()
        .filter(|file| file.file_name().unwrap_or_default().to_string_lossy().to_uppercase().contains("MIT"))
        .cloned()
        .collect();
    Ok(if mit.is_empty() { files } else { mit })
}
