//! Finds unused dependencies, which lengthen every build: those that no file of their crate names.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use cargo_metadata::MetadataCommand;

use crate::workspace;

/// Checks all crates of the workspace.
///
/// # Errors
/// When a dependency is unused. The error names all of them.
pub fn check() -> Result<String> {
    let mut command = MetadataCommand::new();
    command.current_dir(workspace::root()).no_deps().other_options(["--locked".to_owned()]);
    let metadata = command.exec().context("asking cargo for the crates of this workspace")?;
    let mut unused = Vec::new();
    for package in &metadata.packages {
        let folder = package.manifest_path.parent().context("a manifest without a folder")?;
        let others = metadata.packages.iter().filter_map(|other| other.manifest_path.parent());
        let inner: Vec<&Path> = others
            .filter(|other| *other != folder && other.starts_with(folder))
            .map(|folder| folder.as_std_path())
            .collect();
        let mut source = String::new();
        read(folder.as_std_path(), &inner, &mut source)?;
        for dependency in &package.dependencies {
            let name = dependency.rename.as_ref().unwrap_or(&dependency.name).replace('-', "_");
            if !names(&source, &name) {
                unused.push(format!("{} of {}", dependency.name, package.name));
            }
        }
    }
    if !unused.is_empty() {
        bail!("no code names these dependencies, so they can go: {}", unused.join(", "));
    }
    Ok(format!("{} crates", metadata.packages.len()))
}

/// Appends the Rust code in a folder to `source`, except that of other crates (`inner`) and hidden, built or installed folders.
fn read(folder: &Path, inner: &[&Path], source: &mut String) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            let foreign = inner.contains(&path.as_path()) || matches!(name, "target" | "node_modules");
            if !foreign && !name.starts_with('.') {
                read(&path, inner, source)?;
            }
        } else if name.ends_with(".rs") {
            source
                .push_str(&fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?);
        }
    }
    Ok(())
}

/// Whether code contains the name of a crate as a whole word.
fn names(source: &str, name: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    source.match_indices(name).any(|(start, _)| {
        let (before, behind) = (source.get(..start), source.get(start + name.len()..));
        !before.is_some_and(|text| text.ends_with(is_part))
            && !behind.is_some_and(|text| text.starts_with(is_part))
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_crate_is_named_by_a_word_of_its_own() {
        for source in ["use csv::Reader;", "csv", "#[csv::model]", "let a = csv ::x;"] {
            assert!(names(source, "csv"), "{source}");
        }
        for source in ["", "use csv_core::x;", "mycsv", "csvs"] {
            assert!(!names(source, "csv"), "{source}");
        }
    }
}
