//! What happens to a workspace: requests that change it, and time that passes. Each file adds methods to
//! `Workspace`. At the bottom are the files that only look at the state (`callable`, `call_record`, `estimate`), and
//! those that change it at one point in time (`contacts`, `labeling`, `import`); `timeline` lets time pass by means of
//! these, and the requests (`campaigns`, `campaign_change`, `import_request`, `dry_run`) stand above it.

/// Records of calls.
pub mod call_record;
/// Which contacts may be called.
pub mod callable;
/// Calling hours.
pub mod calling_hours;
/// Changing campaigns.
pub mod campaign_change;
/// Creating campaigns and adding contacts to them.
pub mod campaigns;
/// Contact files of campaigns.
pub mod contact_file;
/// Creating and deleting contacts.
pub mod contacts;
/// What happens in a call that is answered.
pub mod conversation;
/// Reading CSV files row by row.
pub mod csv_rows;
/// Test calls.
pub mod dry_run;
/// Estimates of how long a campaign plays or runs.
pub mod estimate;
pub mod import;
/// Requesting contact imports.
pub mod import_request;
/// Creating, changing and deleting labels, and assigning them to contacts.
pub mod labeling;
/// Resolving the ids in a draft.
pub mod resolution;
/// Bringing a workspace up to a point in time.
pub mod timeline;
