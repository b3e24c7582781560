//! Checks the license (against deny.toml), the source and the version requirements of every crate in Cargo.lock.
//! `cargo xtask deny` does this and more with cargo-deny, which takes longer to compile than this whole workspace.

use std::fs;

use anyhow::{Context, Result, ensure};
use spdx::{Expression, Licensee, ParseMode};

use crate::crates::Crates;
use crate::workspace;

/// The only allowed source of third-party crates.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Checks every crate.
///
/// # Errors
/// When a crate has no license or one that deny.toml does not allow, comes from anywhere but crates.io, or takes any version of
/// a dependency.
pub fn check() -> Result<String> {
    let allowed = allowed(&fs::read_to_string(workspace::root().join("deny.toml"))?)?;
    let crates = Crates::read(None)?;
    let mut wrong = Vec::new();
    let mut count = 0;
    for each in crates.all() {
        count += 1;
        if !is_allowed(&each.license, &allowed)
            .with_context(|| format!("the license of {} {}", each.name, each.version))?
        {
            wrong.push(format!(
                "{} {}: the license `{}` is not allowed",
                each.name, each.version, each.license
            ));
        }
        if !(each.source.is_empty() || each.source == REGISTRY) {
            wrong.push(format!("{} {}: comes from {}", each.name, each.version, each.source));
        }
        if !each.wildcards.is_empty() {
            let names = each.wildcards.join(", ");
            wrong.push(format!("{} {}: takes any version of {names}", each.name, each.version));
        }
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(format!("{count} crates"))
}

/// Reads the `allow` list of deny.toml.
fn allowed(configuration: &str) -> Result<Vec<Licensee>> {
    let (_, rest) = configuration.split_once("\nallow = [").context("deny.toml has no `allow` list")?;
    let (list, _) = rest.split_once(']').context("the `allow` list of deny.toml has no end")?;
    list.split('"').skip(1).step_by(2).map(|license| Ok(Licensee::parse(license)?)).collect()
}

/// Whether the allowed licenses satisfy an SPDX expression.
fn is_allowed(license: &str, allowed: &[Licensee]) -> Result<bool> {
    // Old manifests use a slash for "OR".
    let expression = Expression::parse_mode(license, ParseMode::LAX)?;
    Ok(expression.evaluate(|required| allowed.iter().any(|each| each.satisfies(required))))
}

#[cfg(test)]
mod tests {
    use super::{allowed, is_allowed};

    #[test]
    fn an_expression_is_held_against_what_is_allowed() {
        let list = "\nallow = [\n  \"MIT\",\n  \"Apache-2.0\",\n  \"Apache-2.0 WITH LLVM-exception\",\n]\n";
        let allowed = allowed(list).unwrap();
        for (license, expected) in [
            ("MIT", true),
            ("MIT OR GPL-3.0", true),
            ("GPL-3.0/MIT", true),
            ("MIT AND GPL-3.0", false),
            ("GPL-3.0", false),
            ("(MIT OR GPL-3.0) AND Apache-2.0", true),
            ("GPL-3.0 AND (MIT OR Apache-2.0)", false),
            ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
            ("GPL-3.0 WITH Classpath-exception-2.0", false),
        ] {
            assert_eq!(is_allowed(license, &allowed).ok(), Some(expected), "{license}");
        }
        for broken in ["", "(MIT", "MIT MIT", "MIT OR", "My license"] {
            assert!(is_allowed(broken, &allowed).is_err(), "{broken}");
        }
    }
}
