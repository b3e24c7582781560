//! `cargo xtask release`: builds the files of a release into target/release-files. It publishes nothing.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{process, tarball, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The release's tag, `v` and the version in Cargo.toml; without it, the notes are of what is unreleased
    tag: Option<String>,
}

/// The version of the workspace.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Builds the files of a release.
///
/// # Errors
/// When the tag, Cargo.toml, pkg/package.json and CHANGELOG.md do not name the same version, or a build fails.
pub fn run(args: &Args) -> Result<ExitCode> {
    if let Some(tag) = args.tag.as_deref()
        && tag.strip_prefix('v') != Some(VERSION)
    {
        bail!("the tag is {tag}, but Cargo.toml says {VERSION}");
    }
    same_version()?;
    let notes = notes(&fs::read_to_string(workspace::root().join("CHANGELOG.md"))?, args.tag.is_some())?;
    let package = tarball::ready()?;

    let files = workspace::root().join("target/release-files");
    if files.exists() {
        fs::remove_dir_all(&files)?;
    }
    fs::create_dir_all(&files)?;
    fs::write(files.join("NOTES.md"), notes)?;
    fs::copy(&package, files.join(package.file_name().context("the packed package has no name")?))?;
    let name = format!("seax-launcher-{VERSION}");
    let launcher = files.join(&name);
    copy(&workspace::root().join("www/dist"), &launcher)?;
    process::captured(process::command("node").arg("www/integrity.mjs").args([&launcher, &files]))?;
    let mut tar = process::command("tar");
    process::captured(
        tar.arg("-czf").arg(files.join(format!("{name}.tgz"))).arg("-C").args([&files]).arg(&name),
    )?;
    fs::remove_dir_all(&launcher)?;
    println!("{}", files.display());
    Ok(ExitCode::SUCCESS)
}

/// Checks that pkg/package.json has the workspace's version.
///
/// # Errors
/// When they differ.
pub fn same_version() -> Result<()> {
    let package = fs::read_to_string(workspace::root().join("pkg/package.json"))?;
    let package: Value = serde_json::from_str(&package).context("reading pkg/package.json")?;
    match package.get("version").and_then(Value::as_str) {
        Some(VERSION) => Ok(()),
        other => bail!("pkg/package.json says version {other:?}, Cargo.toml says {VERSION}: set both"),
    }
}

/// Returns the changelog's section for this version or, without a tag, the unreleased one.
fn notes(changelog: &str, tagged: bool) -> Result<String> {
    let heading = if tagged { format!("## [{VERSION}]") } else { "## [Unreleased]".into() };
    let Some((_, rest)) = changelog.split_once(&heading) else {
        bail!("CHANGELOG.md has no heading `{heading}`");
    };
    let rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    Ok(rest.split("\n## [").next().unwrap_or(rest).trim().to_owned() + "\n")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (entry, to) = (entry?, to);
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), &to)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{VERSION, notes};

    #[test]
    fn notes_are_one_version_of_the_changelog() {
        let changelog = format!(
            "# Changelog\n\n## [Unreleased]\n\n- new\n\n## [{VERSION}] - 2026-01-01\n\n- old\n\n## [0.0.1]\n\n- older\n"
        );
        assert_eq!(notes(&changelog, false).unwrap(), "- new\n");
        assert_eq!(notes(&changelog, true).unwrap(), "- old\n");
        assert!(notes("# Changelog\n", true).is_err());
    }
}
