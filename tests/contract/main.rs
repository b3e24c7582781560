//! The client's operations, compared with the vendor's own OpenAPI document. `sandbox/tests/contract.rs` does the same for the
//! sandbox, by the same files.
//!
//! The document is not ours to keep here: it is read from `../shared/seax-openapi.json` beside the checkout, or from where
//! `SEAX_OPENAPI` says. Without it, nothing is compared, and the test says so. What differs on purpose stands in
//! `differences.json`, each with its reason; what stands there and does not differ any more fails the test.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod differences;
mod document;
mod fields;
mod schemas;

use std::collections::BTreeMap;

use document::Document;
use fields::Fields;
use schemas::fields_of;
use seax_dialer::{
    api::{OPERATIONS, Operation, RequestSpec, ResponseSpec},
    schema::Schema,
};
use serde_json::Value;

#[test]
fn every_operation_is_as_the_vendors_document_has_it() {
    let Some(document) = Document::find() else { return };
    let mut found: Vec<String> =
        OPERATIONS.iter().flat_map(|operation| compare(operation, &document)).collect();
    found.extend(
        document
            .paths()
            .filter(|(method, path)| !has(method, path))
            .map(|(method, path)| format!("the document alone has {method} {path}")),
    );
    differences::check("client", found);
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
    let (query, body) = match operation.request {
        RequestSpec::Nothing => (Fields::default(), Fields::default()),
        RequestSpec::Query(schema) | RequestSpec::File(schema) => (fields_of(schema), Fields::default()),
        RequestSpec::Body(schema) | RequestSpec::Validated(schema, _) => {
            (Fields::default(), fields_of(schema))
        }
        RequestSpec::Fixed(json) => {
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
    query.compare("client", &document.query(there), name, "query", &mut found);
    body.compare("client", &document.body(there), name, "body", &mut found);
    let multipart = there["requestBody"]["content"].get("multipart/form-data").is_some();
    if multipart != matches!(operation.request, RequestSpec::File(_)) {
        found.push(format!("{name}: only one side sends a form"));
    }
    let reply = match operation.response {
        ResponseSpec::Json(schema) => fields_of(schema),
        ResponseSpec::Nothing | ResponseSpec::File(_) => fields_of(&Schema::Any),
    };
    reply.compare("client", &document.reply(there), name, "reply", &mut found);
    found
}
