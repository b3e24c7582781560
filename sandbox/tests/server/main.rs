//! Tests of the sandbox's rules, over HTTP or directly. They are one program, because linking a program takes as long
//! as running all of them.

// The comparison with the vendor's document, shared with the client's tests.
#[path = "../../../tests/contract/differences.rs"]
mod differences;
#[path = "../../../tests/contract/document.rs"]
mod document;
#[path = "../../../tests/contract/facts.rs"]
mod facts;
#[path = "../../../tests/contract/fields.rs"]
mod fields;

mod calling_hours;
mod calls;
mod campaigns;
mod changes;
mod command;
mod contact_files;
mod contacts;
mod contacts_model;
mod contract;
mod control;
mod drafts;
mod dry_runs;
mod engine;
mod errors;
mod faults;
mod import_order;
mod imports;
mod labels;
mod lists;
mod openapi;
mod persistence;
mod steering;
mod support;
mod webhooks;
