//! Compares the client's operations with the vendor's OpenAPI document. `sandbox/tests/server/contract.rs` does the same for
//! the sandbox, with the same files.
//!
//! The document itself cannot be kept in this repository. Its statements about the operations are stored as facts (`facts.rs`),
//! which are compared with the document where it is available: in `../shared/seax-openapi.json` beside the checkout, or at the
//! path in `SEAX_OPENAPI`. Intended differences are in `differences.json`, each with its reason; one that no longer exists
//! fails the test.

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
mod facts;
mod fields;
mod schemas;

use std::collections::BTreeMap;

use document::Document;
use facts::{Contract, Facts};
use fields::Fields;
use schemas::fields_of;
use seax_dialer::{
    api::{OPERATIONS, Operation, RequestSpec, ResponseSpec},
    model::{
        call::CampaignContact,
        campaign::{Campaign, RelativeTimeConfig},
        contact::Contact,
        label::ContactLabel,
        phone::PhoneRecipient,
    },
    schema::{HasSchema, Schema},
};
use serde_json::Value;

#[test]
fn every_operation_is_as_the_vendors_document_has_it() {
    let contract = Contract::kept();
    assert!(contract.0.len() > 20, "the facts are there");
    let mut found: Vec<String> =
        OPERATIONS.iter().flat_map(|operation| compare(operation, &contract)).collect();
    let missing = contract.0.keys().filter(|(method, path)| !has(method, path));
    found.extend(missing.map(|(method, path)| format!("the document alone has {method} {path}")));
    differences::check("client", found);
}

/// The path of a create, the part of its body, and the object that replies make of it.
const MADE_FROM: [(&str, Option<&str>, Schema); 6] = [
    ("auto_dialer_campaigns", None, Campaign::SCHEMA),
    ("auto_dialer_campaigns", Some("relative_time_config"), RelativeTimeConfig::SCHEMA),
    ("auto_dialer_campaigns", Some("overwrite_phone_recipient"), PhoneRecipient::SCHEMA),
    ("auto_dialer_campaigns/{id}/webhooks", Some("contacts"), CampaignContact::SCHEMA),
    ("contacts", None, Contact::SCHEMA),
    ("contact_labels", None, ContactLabel::SCHEMA),
];

#[test]
fn a_reply_needs_no_field_that_a_create_may_leave_out_without_a_default() {
    let contract = Contract::kept();
    for (path, inner, schema) in &MADE_FROM {
        let facts = &contract.0[&("POST".to_owned(), (*path).to_owned())];
        let [_, body, _] = &facts.parts;
        let sent = inner.map_or(body, |inner| &body.0[inner].inner);
        let reply = fields_of(schema);
        let shared = sent.0.iter().filter(|(name, _)| reply.has(name));
        assert!(shared.clone().count() > 0, "{path} {inner:?}");
        for (name, field) in shared {
            let promised = field.required || field.default;
            assert!(promised || !reply.0[name].required, "{path} {inner:?}: {name} may be left out");
        }
    }
}

#[test]
fn the_kept_facts_are_the_documents() {
    let Some(document) = Document::find() else { return };
    let text = Contract::of(&document).to_text();
    if std::env::var_os("SEAX_FACTS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/contract/facts.txt"), &text).unwrap();
        return;
    }
    assert!(
        text == Contract::kept().to_text(),
        "the document has changed: SEAX_FACTS=write writes the facts anew"
    );
}

/// Returns whether the client has an operation with this path.
fn has(method: &str, path: &str) -> bool {
    OPERATIONS.iter().any(|operation| operation.method.as_str() == method && operation.path == path)
}

/// Describes the differences between an operation and the document.
fn compare(operation: &Operation, contract: &Contract) -> Vec<String> {
    let Operation { name, method, path, .. } = operation;
    let Some(Facts { form, parts: [their_query, their_body, their_reply], .. }) =
        contract.0.get(&(method.as_str().to_owned(), (*path).to_owned()))
    else {
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
            let there = their_body.clone();
            found.extend(
                whole
                    .keys()
                    .filter(|key| !there.has(key))
                    .map(|key| format!("{name}: only the client's body has {key}")),
            );
            (Fields::default(), there)
        }
    };
    query.compare("client", their_query, name, "query", &mut found);
    body.compare("client", their_body, name, "body", &mut found);
    if *form != matches!(operation.request, RequestSpec::File(_)) {
        found.push(format!("{name}: only one side sends a form"));
    }
    let reply = match operation.response {
        ResponseSpec::Json(schema) => fields_of(schema),
        ResponseSpec::Nothing | ResponseSpec::File(..) => fields_of(&Schema::Any),
    };
    reply.compare("client", their_reply, name, "reply", &mut found);
    found
}
