//! Findings of a draft's check.

use seax_dialer_derive::model;

use super::{
    AgentId, ContactId, FindingCode, LabelId, PhoneId, draft::RecipientOverwrite, open_enum::open_enum,
};

/// The result of `campaigns.check`.
#[model(input)]
pub struct CheckResult {
    /// The findings, errors first.
    #[wire(ts = "Finding[]")]
    pub findings: Vec<Finding>,
    /// The contacts the campaign would call. Absent if unknown.
    pub audience: Option<AudienceSummary>,
}

/// A problem or a notice about a draft.
#[model(input)]
pub struct Finding {
    /// Its severity.
    pub severity: Severity,
    /// What it is about.
    pub code: FindingCode,
    /// The draft's field concerned: `phone_ids[1]`.
    pub field: String,
    /// What is wrong and what to do, in English.
    pub message: String,
    /// The contacts concerned.
    pub contacts: Option<FindingContacts>,
    /// A change to the draft that resolves it, for `applyFixes`.
    pub fix: Option<Fix>,
}

/// The contacts concerned by a finding.
#[model(input)]
pub struct FindingContacts {
    /// How many.
    pub count: u64,
    /// The first five of them.
    #[wire(ts = "SampleContact[]")]
    pub sample: Vec<SampleContact>,
}

/// The contacts a campaign would call.
#[model(input)]
pub struct AudienceSummary {
    /// How many contacts were read.
    pub total: u64,
    /// How many of them have a phone number.
    #[serde(rename = "withNumber")]
    pub with_number: u64,
    /// How many of them can be called: those with a phone number and without the labels `DNC` and `invalid number`.
    pub callable: u64,
    /// Whether all of them could be read.
    pub complete: bool,
    /// The first five of them, with the message each would hear.
    #[wire(ts = "SampleContact[]")]
    pub sample: Vec<SampleContact>,
}

/// A contact in brief.
#[model(input)]
pub struct SampleContact {
    /// The contact's id.
    pub id: ContactId,
    /// The name.
    pub name: String,
    /// The number.
    pub phone: Option<String>,
    /// The message as this contact would hear it.
    pub message: Option<String>,
}

/// A change to a draft. Fixes commute and are idempotent.
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
    /// The recipient to connect calls to instead of the phones' own.
    pub overwrite_phone_recipient: Option<RecipientOverwrite>,
    /// The agent's own id.
    pub ai_agent_id: Option<AgentId>,
    /// Whether it is scheduled.
    pub is_schedule: Option<bool>,
    /// The message.
    pub message: Option<String>,
}

/// Lists of a draft that a fix changes.
#[model(input)]
pub struct FixLists {
    /// The phones to call from.
    #[wire(ts = "PhoneId[]")]
    pub phone_ids: Option<Vec<PhoneId>>,
    /// Contacts to exclude.
    #[wire(ts = "ContactId[]")]
    pub exclude_contact_ids: Option<Vec<ContactId>>,
    /// Labels whose contacts to exclude.
    #[wire(ts = "LabelId[]")]
    pub exclude_any_contact_label_ids: Option<Vec<LabelId>>,
}

open_enum! {
    /// The severity of a finding. An error prevents a launch; a warning does not; an info needs no action.
    Severity {
        Error = "error",
        Warning = "warning",
        Info = "info",
    }
}
