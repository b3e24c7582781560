//! The rules by which requests and the passage of time change a workspace; most files add methods to `Workspace`. The
//! lowest layer only reads the state (`callable`, `call_record`, `estimate`) or changes it at one point in time
//! (`contacts`, `labeling`, `import`). `timeline` uses it to advance time. The requests (`campaigns`,
//! `campaign_change`, `import_request`, `dry_run`) are the layer above.

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
