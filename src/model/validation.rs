//! Whether a campaign fits into its window, as the API reckons.

use seax_dialer_derive::model;

use super::{
    open_enum::input_enum,
    time::{ApiTime, OffsetTime},
};

/// What is to be reckoned.
#[model(input)]
pub struct CampaignValidation {
    /// What to look at.
    pub option: ValidationOption,
    /// When the window begins.
    pub start_time: OffsetTime,
    /// When the window ends.
    pub end_time: OffsetTime,
}

input_enum! {
    /// What to look at: how long it takes to send, or how long it plays.
    ValidationOption {
        SendingTime = "SENDING_TIME",
        PlayTimeDuration = "PLAY_TIME_DURATION",
    }
}

/// What the API reckons.
#[model]
pub struct PlayTime {
    /// When the window begins (UTC).
    pub start_time: Option<ApiTime>,
    /// When the window ends (UTC).
    pub end_time: Option<ApiTime>,
    /// How long it takes. The API does not say in which unit.
    pub estimated_duration: Option<f64>,
}
