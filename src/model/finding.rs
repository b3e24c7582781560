//! The findings of a draft's check, and the audience that it read.

use std::num::NonZeroU32;

use seax_dialer_derive::model;

use super::{
    AgentId, ContactId, FindingCode, LabelId, PhoneId, draft::RecipientOverwrite, open_enum::open_enum,
    time::OffsetTime,
};

/// The result of `campaigns.check`.
#[model(input)]
pub struct CheckResult {
    /// The findings, errors first.
    #[wire(ts = "Finding[]")]
    pub findings: Vec<Finding>,
    /// The contacts that the campaign would call. Absent if the draft cannot be parsed, or takes its contacts from a file or
    /// from webhooks.
    pub audience: Option<AudienceSummary>,
}

/// A problem or a notice about a draft.
#[model(input)]
pub struct Finding {
    /// How severe it is.
    pub severity: Severity,
    /// The kind of finding.
    pub code: FindingCode,
    /// The field of the draft, such as `phone_ids[1]`.
    pub field: String,
    /// What is wrong and what to do, in English.
    pub message: String,
    /// The contacts that it is about.
    pub contacts: Option<FindingContacts>,
    /// A change to the draft that resolves it, for `applyFixes`.
    pub fix: Option<Fix>,
}

/// The contacts that a finding is about.
#[model(input)]
pub struct FindingContacts {
    /// The number of contacts.
    pub count: u64,
    /// The first five of them.
    #[wire(ts = "SampleContact[]")]
    pub sample: Vec<SampleContact>,
}

/// The contacts a campaign would call.
#[model(input)]
pub struct AudienceSummary {
    /// The number of contacts that were read.
    pub total: u64,
    /// The number of them that have a phone number.
    #[serde(rename = "withNumber")]
    pub with_number: u64,
    /// The number of them that would be called: those with a phone number, and without the labels `DNC` and `invalid number`.
    pub callable: u64,
    /// Whether the whole audience could be read.
    pub complete: bool,
    /// The first five of them, with the message each would hear.
    #[wire(ts = "SampleContact[]")]
    pub sample: Vec<SampleContact>,
    /// When the callable contacts can be called. Absent if calling hours were not checked.
    pub hours: Option<HoursSummary>,
}

/// When a campaign's contacts can be called, according to the known calling-hours rules.
#[model(input)]
pub struct HoursSummary {
    /// The number of contacts that can be called when the campaign starts, or now if it has started.
    pub now: u64,
    /// The number of contacts that can be called only later, before the campaign ends.
    pub later: u64,
    /// The number of contacts that cannot be called at any time before the campaign ends.
    pub outside: u64,
    /// The number of contacts whose hours are unknown: no rule or time zone is known, or the campaign's window is over or
    /// differs from contact to contact.
    pub unknown: u64,
    /// When the last call would end at the draft's pace, assuming that a call takes a minute and that contacts with unknown
    /// hours can be called whenever no known rule forbids it. Absent if there is not enough time.
    #[serde(rename = "endsAt")]
    pub ends_at: Option<String>,
    /// The contacts, grouped by the UTC offset of their local time and by their hours.
    #[wire(ts = "HoursZone[]")]
    pub zones: Vec<HoursZone>,
    /// The version of the data: the date on which the rules were read, and the versions of the IANA time zone database and of
    /// libphonenumber.
    #[serde(rename = "dataVersion")]
    pub data_version: String,
}

/// The maximum number of windows that a summary has for each zone. There can be more if it has as many.
pub const MOST_WINDOWS: usize = 50;

/// Contacts whose local time can have the same UTC offsets, and who have the same hours.
#[model(input)]
pub struct HoursZone {
    /// The possible UTC offsets of their local time when the campaign starts, in minutes, ascending. Empty if unknown.
    #[wire(ts = "number[]")]
    pub offsets: Vec<i64>,
    /// The number of contacts.
    pub contacts: u64,
    /// The first 50 windows in which they can be called before the campaign ends. Absent if their hours are unknown, unless
    /// there is no such window by what is known of them.
    #[wire(ts = "HoursWindow[]")]
    pub open: Option<Vec<HoursWindow>>,
}

/// A window of time, from `start_time` until before `end_time`.
#[model(input)]
pub struct HoursWindow {
    /// When it starts, as RFC 3339 with an offset.
    pub start_time: String,
    /// When it ends (exclusive), as RFC 3339 with an offset.
    pub end_time: String,
}

/// A summary of a contact.
#[model(input)]
pub struct SampleContact {
    /// The contact's id.
    pub id: ContactId,
    /// The contact's name.
    pub name: String,
    /// The phone number.
    pub phone: Option<String>,
    /// The probable E.164 form of a number that is not in that format.
    pub correction: Option<String>,
    /// The message as this contact would hear it.
    pub message: Option<String>,
}

/// A change to a draft. Fixes are idempotent, and can be applied in any order.
#[model(input)]
pub struct Fix {
    /// Fields to set.
    pub set: Option<FixFields>,
    /// Elements to add to lists.
    pub add: Option<FixLists>,
    /// Elements to remove from lists.
    pub remove: Option<FixLists>,
}

/// Fields of a draft that a fix sets.
#[model(input)]
pub struct FixFields {
    /// The recipient to connect calls to, instead of the phones' own.
    pub overwrite_phone_recipient: Option<RecipientOverwrite>,
    /// The agent's id.
    pub ai_agent_id: Option<AgentId>,
    /// Whether it is scheduled.
    pub is_schedule: Option<bool>,
    /// The message.
    pub message: Option<String>,
    /// When calling may start.
    pub start_time: Option<OffsetTime>,
    /// When calling stops.
    pub end_time: Option<OffsetTime>,
    /// Maximum number of attempts per contact.
    #[wire(ts = "number")]
    pub max_attempts: Option<NonZeroU32>,
}

/// Lists of a draft that a fix changes.
#[model(input)]
pub struct FixLists {
    /// The phones to call from.
    #[wire(ts = "PhoneId[]")]
    pub phone_ids: Option<Vec<PhoneId>>,
    /// Contacts that are excluded. `applyFixes` also removes them from the draft's additions, if it selects others.
    #[wire(ts = "ContactId[]")]
    pub exclude_contact_ids: Option<Vec<ContactId>>,
    /// Labels whose contacts are excluded.
    #[wire(ts = "LabelId[]")]
    pub exclude_any_contact_label_ids: Option<Vec<LabelId>>,
}

open_enum! {
    /// The severity of a finding. An `error` prevents a launch, a `warning` does not, and an `info` needs no action.
    Severity {
        Error = "error",
        Warning = "warning",
        Info = "info",
    }
}
