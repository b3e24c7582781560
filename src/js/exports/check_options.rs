//! Options of a check, and of whatever else looks at calling hours.

use crate::js::{call_options::CALL_OPTIONS, option_names::option_names, option_set::options};

option_names! {
    /// Options of a call that looks at calling hours.
    HOURS_OPTIONS: "HoursOptions extends CallOptions", with CALL_OPTIONS;
    /// What this campaign's calls are for, in place of the client's `callingHours`; `false`: look at no calling hours.
    get "callingHours" as "CallingHoursOptions | false",
}

options! {
    /// Options of a check.
    pub CheckOptions, CHECK_OPTIONS: "CheckOptions extends HoursOptions", with HOURS_OPTIONS;
    /// Set it if a draft without labels, keyword and contacts is meant to call everybody in the workspace. Without it, such a
    /// draft is an error (`audience_everybody`).
    everybody = flag "everybody",
}
