//! What a workspace holds, and the rules that hold between its parts. Nothing here knows about
//! HTTP.

/// AI agents.
pub mod agent;
/// Which contacts a list or a campaign is about.
pub mod audience;
/// The records of calls.
pub mod call_record;
/// Whom campaigns call.
pub mod called_contact;
/// Campaigns.
pub mod campaign;
/// Changing campaigns.
pub mod change;
/// Contacts.
pub mod contact;
/// What is said of contacts; making, changing and deleting them.
pub mod contact_details;
/// Contact fields.
pub mod contact_field;
/// Files with contacts.
pub mod contact_file;
/// Sets of contacts.
pub mod contact_set;
/// CSV files, row by row.
pub mod csv_rows;
/// Campaigns as their creators describe them.
pub mod draft;
/// Calls to one number, to try a campaign.
pub mod dry_run;
/// How long campaigns take.
pub mod estimate;
pub mod import;
/// Contact labels.
pub mod label;
/// Making, changing and deleting labels; giving them to contacts.
pub mod labeling;
/// Phone numbers.
pub mod phone;
/// Looking up what a draft's ids stand for.
pub mod resolution;
pub mod seed;
/// An isolated world, and how its campaigns take their course.
pub mod workspace;
