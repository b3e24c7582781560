//! Reads the crates of this workspace and its dependencies from `cargo metadata`: licenses, sources and files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cargo_metadata::{
    Dependency, DependencyKind, MetadataCommand, NodeDep, PackageId, Target, semver::VersionReq,
};

use crate::workspace;

/// A crate.
pub struct Crate {
    pub name: String,
    pub version: String,
    /// An SPDX expression. Empty if the crate has none.
    pub license: String,
    /// The source that cargo got it from. Empty for a crate of this workspace.
    pub source: String,
    pub repository: String,
    /// The folder with its files.
    pub folder: PathBuf,
    /// The names of dependencies that it takes in any version (`*`), except path dependencies.
    pub wildcards: Vec<String>,
    /// Whether it is a procedural macro, which runs only in the compiler.
    is_macro: bool,
}

/// Every crate of the lock file, by cargo's package id.
pub struct Crates {
    crates: BTreeMap<PackageId, Crate>,
    /// The normal dependencies of each crate, which are linked into it.
    uses: BTreeMap<PackageId, Vec<PackageId>>,
}

impl Crates {
    /// Reads the crates. With a target, only the dependencies for that target.
    ///
    /// # Errors
    /// When `Cargo.lock` is out of date, or cargo's output cannot be read.
    pub fn read(target: Option<&str>) -> Result<Self> {
        let mut command = MetadataCommand::new();
        let platform = target.into_iter().flat_map(|target| ["--filter-platform", target]);
        let options = ["--locked"].into_iter().chain(platform).map(str::to_owned).collect::<Vec<_>>();
        command.current_dir(workspace::root()).other_options(options);
        let metadata = command.exec().context("asking cargo for the crates of this workspace")?;
        let mut crates = BTreeMap::new();
        for package in metadata.packages {
            let folder = package.manifest_path.parent().context("a manifest without a folder")?.into();
            let is_wildcard = |each: &&Dependency| each.path.is_none() && each.req == VersionReq::STAR;
            let wildcards = package.dependencies.iter().filter(is_wildcard);
            let found = Crate {
                folder,
                wildcards: wildcards.map(|each| each.name.clone()).collect(),
                is_macro: package.targets.iter().any(Target::is_proc_macro),
                name: package.name.to_string(),
                version: package.version.to_string(),
                license: package.license.unwrap_or_default(),
                source: package.source.map(|source| source.repr).unwrap_or_default(),
                repository: package.repository.unwrap_or_default(),
            };
            crates.insert(package.id, found);
        }
        let mut uses = BTreeMap::new();
        for node in metadata.resolve.context("cargo resolved nothing")?.nodes {
            let is_linked = |each: &NodeDep| {
                each.dep_kinds.iter().any(|kind| matches!(kind.kind, DependencyKind::Normal))
            };
            let linked = node.deps.into_iter().filter(is_linked).map(|each| each.pkg).collect();
            uses.insert(node.id, linked);
        }
        Ok(Self { crates, uses })
    }

    /// Returns every crate.
    pub fn all(&self) -> impl Iterator<Item = &Crate> {
        self.crates.values()
    }

    /// Returns the third-party crates that are compiled into these crates, sorted by name and version.
    pub fn linked_into(&self, names: &[&str]) -> Vec<&Crate> {
        let roots = self.crates.iter().filter(|(_, each)| names.contains(&each.name.as_str()));
        let mut left: Vec<&PackageId> = roots.map(|(id, _)| id).collect();
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
    /// Returns the license and notice files in its folder, sorted by path.
    ///
    /// # Errors
    /// When the folder cannot be read.
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
