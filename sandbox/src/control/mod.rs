//! The control interface, below `/_sandbox`: fresh workspaces, faults, and the log of requests.

/// Arming, listing and clearing faults.
pub mod faults;
/// Files with contacts.
pub mod files;
/// The calls to one number that were asked for.
pub mod rehearsals;
/// The requests that a workspace has seen.
pub mod request_log;
/// Showing and clearing that log.
pub mod requests;
/// How control requests are read.
pub mod wish;
/// Fresh workspaces.
pub mod workspaces;
