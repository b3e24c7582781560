//! The client's operations, compared with the vendor's own OpenAPI document.
//!
//! The document is not ours to keep here: it is read from `../shared/seax-openapi.json` beside the checkout, or from where
//! `SEAX_OPENAPI` says. Without it, nothing is compared, and the test says so. What differs on purpose stands in
//! `differences.json`, each with its reason; what stands there and does not differ any more fails the test.

mod document;
mod fields;

use std::collections::BTreeMap;

use document::Document;
use fields::Fields;
use seax_dialer::{
    api::{Gives, OPERATIONS, Operation, Takes},
    shape::Kind,
};
use serde_json::Value;

const DIFFERENCES: &str = include_str!("differences.json");

#[test]
fn every_operation_is_as_the_vendors_document_has_it() {
    let Some(document) = Document::find() else {
        eprintln!("skipped: there is no ../shared/seax-openapi.json, and SEAX_OPENAPI names no other");
        return;
    };
    let mut found: Vec<String> =
        OPERATIONS.iter().flat_map(|operation| compare(operation, &document)).collect();
    found.extend(
        document
            .paths()
            .filter(|(method, path)| !has(method, path))
            .map(|(method, path)| format!("the document alone has {method} {path}")),
    );
    found.sort();
    found.dedup();

    let known = known();
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

#[test]
fn every_difference_has_its_reason() {
    for (difference, reason) in known() {
        assert!(reason.len() > 20, "{difference}: {reason:?} is no reason");
    }
}

/// The differences that are meant, and why.
fn known() -> BTreeMap<String, String> {
    let all: Value = serde_json::from_str(DIFFERENCES).expect("differences.json is JSON");
    let client = all["client"].as_array().expect("it has a section for the client");
    let mut known = BTreeMap::new();
    for group in client {
        let why = group["why"].as_str().expect("a reason").to_owned();
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

/// Whether an operation of the client has this path.
fn has(method: &str, path: &str) -> bool {
    OPERATIONS.iter().any(|operation| operation.method.as_str() == method && operation.path == path)
}

/// What differs between an operation and the document, each in words.
fn compare(operation: &Operation, document: &Document) -> Vec<String> {
    let Operation { name, method, path, .. } = operation;
    let Some(there) = document.operation(method.as_str(), path) else {
        return vec![format!("{name}: the document has no {} {path}", method.as_str())];
    };
    let mut found = Vec::new();
    let (query, body) = match operation.takes {
        Takes::Nothing => (Fields::default(), Fields::default()),
        Takes::Query(kind) | Takes::File(kind) => (Fields::of(kind), Fields::default()),
        Takes::Body(kind) | Takes::Ruled(kind, _) => (Fields::default(), Fields::of(kind)),
        Takes::Fixed(json) => {
            let whole: BTreeMap<String, Value> = serde_json::from_str(json).expect("a fixed body is JSON");
            let there = document.body(there);
            found.extend(
                whole
                    .keys()
                    .filter(|key| !there.has(key))
                    .map(|key| format!("{name}: only the client's body has {key}")),
            );
            (Fields::default(), there)
        }
    };
    query.compare(&document.query(there), name, "query", &mut found);
    body.compare(&document.body(there), name, "body", &mut found);
    let multipart = there["requestBody"]["content"].get("multipart/form-data").is_some();
    if multipart != matches!(operation.takes, Takes::File(_)) {
        found.push(format!("{name}: only one side sends a form"));
    }
    let reply = match operation.gives {
        Gives::Json(kind) => Fields::of(kind),
        Gives::Nothing | Gives::File(_) => Fields::of(&Kind::Any),
    };
    reply.compare(&document.reply(there), name, "reply", &mut found);
    found
}
