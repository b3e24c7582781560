//! Adapts the generated type declarations to `exactOptionalPropertyTypes`, and to projects without the DOM library.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Imports the platform's types from pkg/platform.d.ts, because a project may not have the DOM library.
const PLATFORM: &str =
    r#"import type { BufferSource, Request, RequestInfo, Response } from "../platform.js";"#;

/// The option that a launch refuses if it is `undefined`: a key that is missing by mistake must not launch twice.
const REFUSED: &str = "idempotencyKey";

/// Lets optional members be `undefined` as well as missing, and adds the import of platform types. The client treats both
/// alike, so that `baseUrl: process.env.SEAX_BASE_URL` has to compile.
///
/// # Errors
/// When the file cannot be read or written.
pub fn complete(declarations: &Path) -> Result<()> {
    let text = fs::read_to_string(declarations).context("reading the type declarations")?;
    let lines = PLATFORM.lines().map(str::to_owned).chain(text.lines().map(member)).collect::<Vec<_>>();
    fs::write(declarations, lines.join("\n") + "\n").context("writing the type declarations")
}

/// Returns a line, with `undefined` added to its type if it is an optional member of an interface, unless it is refused.
fn member(line: &str) -> String {
    let parts = line.split_once("?: ").and_then(|(name, ty)| Some((name, ty.strip_suffix(';')?)));
    match parts {
        Some((name, ty)) if is_name(name) && name.trim_start() != REFUSED && !ty.ends_with("| undefined") => {
            // Without parentheses, `| undefined` would belong to the function's return type.
            let ty = if ty.contains("=>") { format!("({ty})") } else { ty.to_owned() };
            format!("{name}?: {ty} | undefined;")
        }
        _ => line.to_owned(),
    }
}

fn is_name(text: &str) -> bool {
    let name = text.trim_start();
    let name = name.strip_prefix("readonly ").unwrap_or(name);
    text.starts_with(' ') && !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::member;

    #[test]
    fn optional_members_can_be_undefined() {
        for (line, expected) in [
            ("  baseUrl?: string | URL;", "  baseUrl?: string | URL | undefined;"),
            ("    readonly rows?: number;", "    readonly rows?: number | undefined;"),
            ("  onEvent?: (event: E) => void;", "  onEvent?: ((event: E) => void) | undefined;"),
        ] {
            assert_eq!(member(line), expected);
            assert_eq!(member(expected), expected, "and no more than that");
        }
        for line in [
            "  name: string;",
            " * what?: that;",
            "  idempotencyKey?: string;",
            "  list(query?: Query): Page;",
            "export type A = { a?: 1 };",
        ] {
            assert_eq!(member(line), line);
        }
    }
}
