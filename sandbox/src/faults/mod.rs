//! Faults on demand: what goes wrong with which request, and how it is made to go wrong on a real
//! connection.

/// Closing a connection without an answer.
pub mod disconnect;
/// What a fault asks of a request's handler.
pub mod effects;
/// What can go wrong.
pub mod fault;
/// Making it go wrong.
pub mod inject;
/// Faults that wait for their requests.
pub mod registry;
/// Bodies that break off or trickle.
pub mod streams;
