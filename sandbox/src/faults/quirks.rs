use std::time::Duration;

/// What a fault asks of the handler of a request; it travels in the request's extensions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quirks {
    /// How long a created campaign is missing from lists, in real time.
    pub unlisted_for: Duration,
    /// Whether a created campaign does not keep its `draft_name`.
    pub forgets_draft_name: bool,
}
