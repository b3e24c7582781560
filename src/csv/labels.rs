//! Checks the labels that an import would create: what they are called, and how many they are.

use super::{
    finding::{ImportFindings, shown},
    plain::plain,
};
use crate::model::{
    import::ImportFindingCode::{self, LabelsJoined, OptOutMisspelt, TooManyLabels},
    label::{NOT_TO_CALL, is_skipped},
};

/// The maximum number of distinct labels in a file. A column with more probably does not hold labels.
const MOST: usize = 1_000;

/// Returns what is wrong with a label that seems to be several ones, joined by anything but a comma, or to be one that keeps the
/// contact from being called.
pub fn joined(name: &str) -> Option<(ImportFindingCode, String)> {
    if is_skipped(name) && !is_opt_out(name) {
        let [dnc, invalid_number, _] = NOT_TO_CALL;
        let would = "\" is no opt-out, so the contact would be called: system labels are ";
        return Some((OptOutMisspelt, ["\"", name, would, dnc, " and ", invalid_number, "."].concat()));
    }
    let is_single = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'_');
    if name.bytes().all(is_single) {
        return None;
    }
    let line: String = name.chars().map(|sign| if sign.is_ascii_control() { ';' } else { sign }).collect();
    let (plain, _) = plain(&line);
    let mut parts = plain.split(|sign: char| {
        sign.is_ascii_punctuation() && !matches!(sign, '-' | '_' | '\'') || separates(sign)
    });
    let (code, words) = if parts.any(|part| is_skipped(part.trim())) {
        (OptOutMisspelt, "\" is no opt-out, so the contact would be called")
    } else if plain.chars().any(separates) {
        (LabelsJoined, "\" becomes one label")
    } else {
        return None;
    };
    let words = ["\"", &shown(name), words, ": write each label alone, with commas between them."];
    Some((code, words.concat()))
}

/// Returns whether a label keeps its contact from being called.
pub fn is_opt_out(name: &str) -> bool {
    is_skipped(name) && NOT_TO_CALL.contains(&name)
}

/// Returns whether a character often stands between the elements of a list.
fn separates(sign: char) -> bool {
    matches!(sign, ';' | '|' | ',' | '\u{3001}' | '\u{ff64}' | '\u{60c}')
}

/// Hashes of the labels so far, ascending.
#[derive(Default)]
pub struct Labels(Vec<u64>);

impl Labels {
    /// Adds a contact's labels.
    pub fn add(&mut self, hashes: &[u64], line: u64, findings: &mut ImportFindings) {
        for hash in hashes {
            let Err(place) = self.0.binary_search(hash) else { continue };
            if self.0.len() > MOST {
                return;
            }
            self.0.insert(place, *hash);
            if self.0.len() > MOST {
                findings.add_fixable(
                    TooManyLabels,
                    line,
                    "labels",
                    "The column `labels` has more than 1000 labels. Rename it if it does not hold labels.",
                    None,
                );
            }
        }
    }
}
