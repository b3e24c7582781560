//! Faults as data: what can go wrong, and for which requests. `fault_injection` applies them.

/// Effects of faults on how requests are handled.
pub mod effects;
/// What can go wrong.
pub mod fault;
/// Reading faults.
pub mod read;
/// The faults that are waiting for matching requests.
pub mod registry;
