//! The call engine: a discrete-event simulation of a dialer. It has no clock and does no I/O; its state at a given
//! time depends only on its plan, the changes to it, and which contacts may be called.

/// The simulation of one call.
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
