//! The state of a workspace: plain data, and the lookups that need nothing else. The code that changes it is in
//! `rules`; nothing here knows about HTTP or the current time.

/// AI agents.
pub mod agent;
/// Audience filters.
pub mod audience;
/// Contacts as a campaign calls them.
pub mod called_contact;
/// Campaigns.
pub mod campaign;
/// The clock of one campaign.
pub mod campaign_clock;
/// Contacts.
pub mod contact;
/// Partial updates of contacts.
pub mod contact_details;
/// Contact fields.
pub mod contact_field;
/// Sets of contacts.
pub mod contact_set;
/// Campaigns as their creators describe them.
pub mod draft;
/// Test calls.
pub mod dry_run;
/// Contact imports.
pub mod import;
/// Contact labels.
pub mod label;
/// Phone numbers.
pub mod phone;
/// A workspace: everything that one API key can see.
pub mod workspace;
