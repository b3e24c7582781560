//! What differs from the vendor's document on purpose.

use std::collections::BTreeMap;

use serde_json::Value;

const DIFFERENCES: &str = include_str!("differences.json");

/// Holds what was found against what is known of one side.
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

/// Whether a known difference is this one. One that begins with a star is all those that end so.
fn means(known: &str, found: &str) -> bool {
    match known.strip_prefix('*') {
        Some(end) => found.ends_with(end),
        None => known == found,
    }
}

/// The differences of one side that are meant, and why.
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
