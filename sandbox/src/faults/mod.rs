//! Faults as data: what can go wrong, and with which requests. `fault_injection` makes them happen.

/// What a fault changes in how a request is handled.
pub mod effects;
/// What can go wrong.
pub mod fault;
/// Reading faults.
pub mod read;
/// The faults that wait for a matching request.
pub mod registry;
