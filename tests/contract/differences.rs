//! The intended differences from the vendor's document.

use std::collections::BTreeMap;

use serde_json::Value;

const DIFFERENCES: &str = include_str!("differences.json");

/// Compares the differences that were found on one side with the known ones.
pub fn check(side: &str, mut found: Vec<String>) {
    found.sort();
    found.dedup();
    let known = known(side);
    let strange: Vec<&String> =
        found.iter().filter(|found| !known.keys().any(|known| means(known, found))).collect();
    assert!(strange.is_empty(), "not in differences.json: {strange:#?}");
    let gone: Vec<&String> =
        known.keys().filter(|known| !found.iter().any(|found| means(known, found))).collect();
    assert!(gone.is_empty(), "in differences.json, and no difference any more: {gone:#?}");
}

/// Returns whether a known difference matches a found one. A leading star matches any beginning.
fn means(known: &str, found: &str) -> bool {
    match known.strip_prefix('*') {
        Some(end) => found.ends_with(end),
        None => known == found,
    }
}

/// Returns the intended differences of one side, with their reasons.
pub fn known(side: &str) -> BTreeMap<String, String> {
    let all: Value = serde_json::from_str(DIFFERENCES).expect("differences.json is JSON");
    let groups = all[side].as_array().expect("it has a section for each side");
    let mut known = BTreeMap::new();
    for group in groups {
        let why = group["why"].as_str().expect("a reason").to_owned();
        assert!(why.len() > 20, "{why:?} is no reason");
        for difference in group["differences"].as_array().expect("a list") {
            let difference = difference.as_str().expect("a text").to_owned();
            assert!(
                known.insert(difference.clone(), why.clone()).is_none(),
                "{difference} stands there twice"
            );
        }
    }
    known
}
