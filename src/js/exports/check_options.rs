//! The options of calls that look at calling hours, checks among them.

use crate::js::{call_options::CALL_OPTIONS, option_names::option_names, option_set::options};

option_names! {
    /// Options of a call that looks at calling hours.
    HOURS_OPTIONS: "HoursOptions extends CallOptions", with CALL_OPTIONS;
    /// Replaces the client's `callingHours` for this campaign; `false` ignores calling hours.
    get "callingHours" as "CallingHoursOptions | false",
}

options! {
    /// Options of a check.
    pub CheckOptions, CHECK_OPTIONS: "CheckOptions extends HoursOptions", with HOURS_OPTIONS;
    /// Set it if a draft without labels, keyword and contacts is meant to call everybody in the workspace. Otherwise, such a
    /// draft is an error (`audience_everybody`).
    everybody = flag "everybody",
}
