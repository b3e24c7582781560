use std::time::Duration;

/// What a fault asks of the handler of a request; it travels in the request's extensions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FaultEffects {
    /// How long a created campaign is missing from lists, in real time.
    pub hidden_for: Duration,
    /// Whether a created campaign does not keep its `draft_name`.
    pub drops_draft_name: bool,
}
