//! The sandbox's rules, each tried over HTTP or on its own. One program, since to link one takes as long as to run all of it.

// The vendor's document, which the client is compared with, too.
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
