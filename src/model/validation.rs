//! The API's estimate of a campaign's duration in a given window.

use seax_dialer_derive::model;

use super::{
    open_enum::input_enum,
    time::{ApiTime, OffsetTime},
};

/// A request for an estimate.
#[model(input)]
pub struct CampaignValidation {
    /// What to estimate.
    pub option: ValidationOption,
    /// When the window starts.
    pub start_time: OffsetTime,
    /// When the window ends.
    pub end_time: OffsetTime,
}

input_enum! {
    /// What to estimate: how long sending takes (`SENDING_TIME`), or how long the message plays (`PLAY_TIME_DURATION`).
    ValidationOption {
        SendingTime = "SENDING_TIME",
        PlayTimeDuration = "PLAY_TIME_DURATION",
    }
}

/// The API's estimate.
#[model]
pub struct PlayTime {
    /// When the window starts (UTC).
    pub start_time: Option<ApiTime>,
    /// When the window ends (UTC).
    pub end_time: Option<ApiTime>,
    /// The estimated duration. The API does not document the unit.
    pub estimated_duration: Option<f64>,
}
