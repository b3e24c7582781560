//! What a workspace holds, and the rules that hold between its parts. Nothing here knows about
//! HTTP.

/// AI agents.
pub mod agent;
/// Which contacts a list or a campaign is about.
pub mod audience;
/// Campaigns.
pub mod campaign;
/// Contacts.
pub mod contact;
/// Contact fields.
pub mod contact_field;
/// Sets of contacts.
pub mod contact_set;
/// Campaigns as their creators describe them.
pub mod draft;
/// Contact labels.
pub mod label;
/// Phone numbers.
pub mod phone;
/// Looking up what a draft's ids stand for.
pub mod resolution;
pub mod seed;
/// An isolated world, and how its campaigns take their course.
pub mod workspace;
