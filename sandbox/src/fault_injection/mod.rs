//! Applies faults to the requests that match them.

/// Closing a connection without a reply.
pub mod disconnect;
/// The middleware that applies faults.
pub mod inject;
/// Bodies that break off or arrive slowly.
pub mod streams;
