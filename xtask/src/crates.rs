//! What this workspace is made from, as cargo tells: every crate, with its license, its source and its files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{cargo, process};

/// One crate.
pub struct Crate {
    pub name: String,
    pub version: String,
    /// An SPDX expression.
    pub license: String,
    /// Where cargo got it; empty for a crate of this workspace.
    pub source: String,
    pub repository: String,
    /// The folder with its files.
    pub folder: PathBuf,
    /// Whether it runs in the compiler only.
    is_macro: bool,
}

/// Every crate of the lock file, by cargo's id.
pub struct Crates {
    crates: BTreeMap<String, Crate>,
    /// What each one is linked with.
    uses: BTreeMap<String, Vec<String>>,
}

impl Crates {
    /// Asks cargo. With a target, only what that target needs counts.
    ///
    /// # Errors
    /// When `Cargo.lock` does not fit, or cargo says something unknown.
    pub fn read(target: Option<&str>) -> Result<Self> {
        let mut command = cargo::command();
        command.args(["metadata", "--format-version=1", "--locked"]);
        if let Some(target) = target {
            command.args(["--filter-platform", target]);
        }
        let metadata: Value = serde_json::from_str(&process::captured(&mut command)?)?;
        let mut crates = BTreeMap::new();
        for package in list(&metadata, "packages") {
            let manifest = PathBuf::from(text(package, "manifest_path"));
            let is_macro =
                list(package, "targets").any(|target| list(target, "kind").any(|kind| kind == "proc-macro"));
            let found = Crate {
                name: text(package, "name"),
                version: text(package, "version"),
                license: text(package, "license"),
                source: text(package, "source"),
                repository: text(package, "repository"),
                folder: manifest.parent().context("a manifest without a folder")?.to_owned(),
                is_macro,
            };
            crates.insert(text(package, "id"), found);
        }
        let mut uses = BTreeMap::new();
        for node in metadata.pointer("/resolve/nodes").and_then(Value::as_array).into_iter().flatten() {
            let is_linked = |dependency: &&Value| {
                list(dependency, "dep_kinds").any(|kind| kind.get("kind").is_some_and(Value::is_null))
            };
            let linked = list(node, "deps").filter(is_linked).map(|each| text(each, "pkg")).collect();
            uses.insert(text(node, "id"), linked);
        }
        Ok(Self { crates, uses })
    }

    /// Every crate.
    pub fn all(&self) -> impl Iterator<Item = &Crate> {
        self.crates.values()
    }

    /// The foreign crates that are compiled into these ones, by name and version.
    pub fn linked_into(&self, names: &[&str]) -> Vec<&Crate> {
        let roots = self.crates.iter().filter(|(_, each)| names.contains(&each.name.as_str()));
        let mut left: Vec<&String> = roots.map(|(id, _)| id).collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = left.pop() {
            if self.crates.get(id).is_some_and(|each| !each.is_macro) && seen.insert(id) {
                left.extend(self.uses.get(id).into_iter().flatten());
            }
        }
        let mut linked: Vec<_> = seen
            .iter()
            .filter_map(|id| self.crates.get(*id))
            .filter(|each| !each.source.is_empty())
            .collect();
        linked.sort_by_key(|each| (&each.name, &each.version));
        linked
    }
}

impl Crate {
    /// The texts of its licenses and notices: files in its folder.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn legal_files(&self) -> Result<Vec<PathBuf>> {
        let is_legal = |path: &Path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
            path.is_file()
                && ["LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT"]
                    .iter()
                    .any(|word| name.starts_with(word))
        };
        let entries = std::fs::read_dir(&self.folder)?.collect::<std::io::Result<Vec<_>>>()?;
        let mut files: Vec<_> =
            entries.into_iter().map(|entry| entry.path()).filter(|path| is_legal(path)).collect();
        files.sort();
        Ok(files)
    }
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}
