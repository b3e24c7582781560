use std::time::Duration;

/// The effects of a fault on how a request is handled. They travel in the request's extensions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FaultEffects {
    /// How long a created campaign is hidden from lists, in real time.
    pub hidden_for: Duration,
    /// Whether a created campaign loses its `draft_name`.
    pub drops_draft_name: bool,
}
