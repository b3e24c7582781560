//! The call engine: a discrete-event simulation of a dialer. It has no clock and does no I/O; its state at any time
//! depends on its plan alone.

/// How one call goes.
pub mod call;
/// What happens in a call that a person answers.
pub mod interaction;
/// Call attempts.
pub mod job;
/// The input of a simulation.
pub mod plan;
/// A running campaign.
pub mod simulation;
/// The results of a campaign.
pub mod statistics;
/// Pausing, changing and canceling a running campaign.
pub mod steering;
