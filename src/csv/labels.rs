//! Counts the labels that an import would create.

use super::finding::Findings;
use crate::model::import::ImportFindingCode::TooManyLabels;

/// The maximum number of distinct labels in a file. A column with more probably does not hold labels.
const MOST: usize = 1_000;

/// Hashes of the labels so far, ascending.
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
                    "The column `labels` has more than 1000 labels. Rename it if it does not hold labels.",
                    None,
                );
            }
        }
    }
}
