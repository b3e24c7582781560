//! Calling hours: what callers say of their calls, and of one moment.

use std::collections::BTreeMap;

use seax_dialer_derive::model;

use super::time::OffsetTime;

/// What a client's calls are for, and where its contacts say where they are.
#[model(input)]
pub struct CallingHoursOptions {
    /// What the calls are for; `sales` if left out. Most rules are for sales calls to consumers only.
    #[wire(ts = "\"sales\" | \"informational\" | \"survey\"")]
    pub purpose: Option<String>,
    /// The custom field of contacts that names their IANA time zone, such as `America/Chicago`. It counts more than the number; a
    /// value that cannot be read makes the hours unknown.
    #[serde(rename = "zoneField")]
    pub zone_field: Option<String>,
    /// The custom field of contacts that names their state or province: `US-TX`; for North American numbers also `TX` or `Texas`.
    /// It counts more than the number; a value that cannot be read makes the hours unknown.
    #[serde(rename = "stateField")]
    pub state_field: Option<String>,
    /// Hours of your own, by each contact's clock. They narrow those of a rule; where no rule is known, they alone count.
    pub window: Option<DailyWindow>,
    /// Public holidays (`2026-12-25`), by the ISO 3166 code of their place: `US` also holds for `US-LA`, and `*` everywhere. Rules
    /// that allow no calls on holidays know of no others.
    #[wire(ts = "Record<string, readonly string[]>")]
    pub holidays: Option<BTreeMap<String, Vec<String>>>,
    /// Whether a call outside the hours is an error, which stops a launch, and not a warning.
    #[serde(rename = "strictHours")]
    pub strict_hours: Option<bool>,
    /// The country in whose national form numbers may be, by its ISO 3166 code, such as `TW`. Corrections are proposed by it, and never assumed.
    #[serde(rename = "defaultCountry")]
    pub default_country: Option<String>,
}

/// Hours of every day.
#[model(input)]
pub struct DailyWindow {
    /// The first minute: `09:00`.
    pub from: String,
    /// The first minute that is not in them any more: `21:00`.
    pub to: String,
}

/// What a moment for a call is.
#[model(input)]
pub struct CallTime {
    /// The moment; this one if left out.
    pub at: Option<OffsetTime>,
    /// What the call is for, and where contacts say where they are.
    #[serde(flatten)]
    pub options: CallingHoursOptions,
}
