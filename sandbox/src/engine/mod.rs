//! The call engine: a pure discrete-event simulation of a dialer. It knows no clock and does no
//! I/O; what it says of an instant depends on its plan and that instant alone.

/// How one call goes.
pub mod call;
/// What comes of talking to somebody.
pub mod interaction;
/// The record of one call.
pub mod job;
/// What decides how a campaign goes.
pub mod plan;
/// A campaign under way.
pub mod simulation;
/// What has become of its people.
pub mod statistics;
/// Pausing, changing and ending a campaign under way.
pub mod steering;
