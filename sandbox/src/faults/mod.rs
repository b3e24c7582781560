//! Faults on demand: what goes wrong with which request, and how it is made to go wrong on a real
//! connection.

/// Faults that wait for their requests.
pub mod armory;
/// What can go wrong.
pub mod fault;
/// Making it go wrong.
pub mod inject;
/// What a fault asks of a request's handler.
pub mod quirks;
/// Closing a connection without an answer.
pub mod sever;
/// Bodies that break off or trickle.
pub mod streams;
