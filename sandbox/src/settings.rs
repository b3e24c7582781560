//! What a workspace is made from.

/// What a workspace is made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Everything random is drawn from it: the same seed gives the same data and the same calls.
    pub seed: u64,
    /// How many contacts there are at first.
    pub contacts: u32,
    /// How many times faster than real time campaigns run. Above 0.
    pub speed: f64,
    /// The most rows that a list reply has, even with `limit=0`; `None` for no bound.
    pub page_cap: Option<usize>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { seed: 1, contacts: 200, speed: 1.0, page_cap: None }
    }
}
