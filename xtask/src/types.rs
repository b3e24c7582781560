//! Adapts the generated type declarations to `exactOptionalPropertyTypes`, and to projects without the DOM library. Declares the
//! tags of unions in their variants.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// Imports the platform's types from pkg/platform.d.ts, because a project may not have the DOM library.
const PLATFORM: &str =
    r#"import type { BufferSource, Request, RequestInfo, Response } from "../platform.js";"#;

/// The option that a launch refuses if it is `undefined`: a key that is missing by mistake must not launch twice.
const REFUSED: &str = "idempotencyKey";

/// Lets optional members be `undefined` as well as missing, and adds the import of platform types. The client treats both
/// alike, so that `baseUrl: process.env.SEAX_BASE_URL` has to compile. Gives the variants of unions their tags.
///
/// # Errors
/// When the file cannot be read or written, or a variant is in two unions or is not an interface.
pub fn complete(declarations: &Path) -> Result<()> {
    let text = fs::read_to_string(declarations).context("reading the type declarations")?;
    let text = with_tags(&text)?;
    let lines = PLATFORM.lines().map(str::to_owned).chain(text.lines().map(member)).collect::<Vec<_>>();
    fs::write(declarations, lines.join("\n") + "\n").context("writing the type declarations")
}

/// A variant of a union: the name of its interface, and its tag, such as `type: "VOICE_DROP"`.
type Variant<'a> = (&'a str, &'a str);

/// Moves the tags of each union into the interfaces of its variants: without it, a `VoiceDropDraft` would not be a
/// `CampaignDraft`. The macro that declares an interface does not know the union.
fn with_tags(text: &str) -> Result<String> {
    let mut unfinished: Vec<Variant<'_>> = text.lines().filter_map(union).flat_map(|(_, all)| all).collect();
    let mut lines = Vec::new();
    for line in text.lines() {
        let name = line.strip_prefix("export interface ").and_then(|rest| rest.split([' ', '<']).next());
        let place = unfinished.iter().position(|(variant, _)| Some(*variant) == name);
        match (union(line), place) {
            (Some((head, variants)), _) => {
                let names = variants.iter().map(|(name, _)| *name).collect::<Vec<_>>();
                lines.push(format!("{head}{};", names.join(" | ")));
            }
            (None, Some(place)) => {
                let (head, rest) = line.split_once('{').context("an interface without a brace")?;
                let (_, tag) = unfinished.swap_remove(place);
                lines.push(format!("{head}{{\n    {tag};"));
                if !rest.is_empty() {
                    lines.push(rest.to_owned());
                }
            }
            (None, None) => lines.push(line.to_owned()),
        }
    }
    ensure!(unfinished.is_empty(), "not interfaces of their own: {unfinished:?}");
    Ok(lines.join("\n"))
}

/// Splits the declaration of a union, `export type A = ({ type: "B" } & C) | …;`, into the part before its variants, and those.
fn union(line: &str) -> Option<(&str, Vec<Variant<'_>>)> {
    let start = line.starts_with("export type ").then(|| line.find("({ "))??;
    let (head, variants) = line.split_at_checked(start)?;
    Some((head, variants.strip_suffix(';')?.split(" | ").map(variant).collect::<Option<_>>()?))
}

fn variant(text: &str) -> Option<Variant<'_>> {
    let (tag, name) = text.strip_prefix("({ ")?.strip_suffix(')')?.split_once(" } & ")?;
    Some((name, tag))
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
    use super::{member, with_tags};

    const UNION: &str = r#"export type Draft = ({ type: "A" } & ADraft) | ({ type: "B" } & BDraft);"#;

    #[test]
    fn each_variant_of_a_union_has_its_tag() {
        let text = [UNION, "export interface ADraft extends Fields {", "    id: string;", "}"].join("\n");
        assert!(with_tags(&text).is_err(), "there is no BDraft");
        let expected = r#"export type Draft = ADraft | BDraft;
export interface ADraft extends Fields {
    type: "A";
    id: string;
}
export interface BDraft extends Fields {
    type: "B";
}"#;
        let text = text + "\nexport interface BDraft extends Fields {}";
        assert_eq!(with_tags(&text).unwrap(), expected);
        assert_eq!(with_tags(expected).unwrap(), expected, "and no more than that");
    }

    #[test]
    fn a_variant_is_in_one_union_only() {
        let text = "export interface ADraft {}\nexport interface BDraft {}";
        assert!(with_tags(&[UNION, UNION, text].join("\n")).is_err());
    }

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
