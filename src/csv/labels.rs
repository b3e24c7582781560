//! The labels that an import makes.

use super::finding::Findings;
use crate::model::import::ImportFindingCode::TooManyLabels;

/// How many different labels a file can name. More than that are probably not labels.
const MOST: usize = 1_000;

/// Hashes of the labels that were seen, ascending.
#[derive(Default)]
pub struct Labels(Vec<u64>);

impl Labels {
    /// Adds a contact's labels.
    pub fn add(&mut self, hashes: &[u64], line: u64, findings: &mut Findings) {
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
                    "The column `labels` names more than 1000 labels. Give it another name if it has none.",
                    None,
                );
            }
        }
    }
}
