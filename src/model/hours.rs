//! Calling hours: the options of a client, and of a single lookup.

use std::collections::BTreeMap;

use seax_dialer_derive::model;

use super::time::OffsetTime;

/// The purpose of a client's calls, and how to find each contact's location and hours.
#[model(input)]
pub struct CallingHoursOptions {
    /// The purpose of the calls. Default `sales`. Most rules apply only to sales calls to consumers.
    #[wire(ts = "\"sales\" | \"informational\" | \"survey\"")]
    pub purpose: Option<String>,
    /// The custom field that holds a contact's IANA time zone, such as `America/Chicago`. It takes precedence over the phone
    /// number. If its value cannot be parsed, the hours are unknown.
    #[serde(rename = "zoneField")]
    pub zone_field: Option<String>,
    /// The custom field that holds a contact's state or province: `US-TX`; for numbers of the US and Canada, and those in
    /// their national format if `defaultCountry` is there, also `TX` or `Texas`. It takes precedence over the phone number. If
    /// its value cannot be parsed, the hours are unknown.
    #[serde(rename = "stateField")]
    pub state_field: Option<String>,
    /// Your own hours, in each contact's local time. They narrow a rule's hours; if no rule is known, they alone apply.
    pub window: Option<DailyWindow>,
    /// Dates of public holidays, such as `2026-12-25`, by ISO 3166 code: `US` also applies to `US-LA`, and `*` applies
    /// everywhere. Some rules allow no calls on holidays. No holidays are built in.
    #[wire(ts = "Record<string, readonly string[]>")]
    pub holidays: Option<BTreeMap<String, Vec<String>>>,
    /// Whether calls outside the hours are an error, which prevents a launch, instead of a warning. Default `false`.
    #[serde(rename = "strictHours")]
    pub strict_hours: Option<bool>,
    /// The ISO 3166 code, such as `TW`, of the country whose national format numbers may have. Corrections of such numbers are
    /// suggested, but not applied.
    #[serde(rename = "defaultCountry")]
    pub default_country: Option<String>,
}

/// Hours that apply every day.
#[model(input)]
pub struct DailyWindow {
    /// When they start, such as `09:00`.
    pub from: String,
    /// When they end (exclusive), such as `21:00`.
    pub to: String,
}

/// The time and the circumstances of a call.
#[model(input)]
pub struct CallTime {
    /// The time of the call. Default: now.
    pub at: Option<OffsetTime>,
    /// The purpose of the call, and how to find the contact's location and hours.
    #[serde(flatten)]
    pub options: CallingHoursOptions,
}
