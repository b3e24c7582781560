//! What is found when a draft is checked before anyone is called.

use seax_dialer_derive::model;

use super::{
    AgentId, ContactId, FindingCode, LabelId, PhoneId, draft::RecipientOverwrite, open_enum::open_enum,
};

/// What a check of a draft comes to.
#[model(input)]
pub struct CheckResult {
    /// What was found, errors first. Empty if all is well.
    #[wire(ts = "Finding[]")]
    pub findings: Vec<Finding>,
    /// Whom the campaign would call. Left out where that is not known.
    pub audience: Option<AudienceSummary>,
}

/// One thing to know before the campaign is launched.
#[model(input)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub code: FindingCode,
    /// The field of the draft that it is about, as it is written in code: `phone_ids[1]`.
    pub field: String,
    /// What is wrong and what to do, for whoever runs the campaign.
    pub message: String,
    /// The contacts concerned.
    pub contacts: Option<FindingContacts>,
    /// A change of the draft that puts it right, for `applyFixes`.
    pub fix: Option<Fix>,
}

/// The contacts that a finding is about.
#[model(input)]
pub struct FindingContacts {
    /// How many.
    pub count: u64,
    /// Some of them: the first five.
    #[wire(ts = "SampleContact[]")]
    pub sample: Vec<SampleContact>,
}

/// Whom a campaign would call.
#[model(input)]
pub struct AudienceSummary {
    /// How many contacts were read.
    pub total: u64,
    /// How many of them have a phone number.
    #[serde(rename = "withNumber")]
    pub with_number: u64,
    /// How many of them are called: those with a phone number and without the labels `DNC` and `invalid number`.
    pub callable: u64,
    /// Whether all of them could be read.
    pub complete: bool,
    /// Some of them: the first five, with what each would hear.
    #[wire(ts = "SampleContact[]")]
    pub sample: Vec<SampleContact>,
}

/// A contact, in short.
#[model(input)]
pub struct SampleContact {
    /// The contact's id.
    pub id: ContactId,
    /// The name.
    pub name: String,
    /// The number.
    pub phone: Option<String>,
    /// The campaign's message, as this contact would hear it.
    pub message: Option<String>,
}

/// A change of a draft. Fixes can be applied in any order, and twice: they do not undo each other.
#[model(input)]
pub struct Fix {
    /// Fields that get these values.
    pub set: Option<FixFields>,
    /// Lists that get these elements, where they do not have them.
    pub add: Option<FixLists>,
    /// Lists that lose these elements, where they have them.
    pub remove: Option<FixLists>,
}

/// Fields of a draft that a fix sets.
#[model(input)]
pub struct FixFields {
    /// Who talks instead of the phones' own recipients.
    pub overwrite_phone_recipient: Option<RecipientOverwrite>,
    /// The agent's own id.
    pub ai_agent_id: Option<AgentId>,
    /// Whether it is scheduled for later.
    pub is_schedule: Option<bool>,
    /// What is said.
    pub message: Option<String>,
}

/// Lists of a draft that a fix changes.
#[model(input)]
pub struct FixLists {
    /// The phones to call from.
    #[wire(ts = "PhoneId[]")]
    pub phone_ids: Option<Vec<PhoneId>>,
    /// Contacts that are not called.
    #[wire(ts = "ContactId[]")]
    pub exclude_contact_ids: Option<Vec<ContactId>>,
    /// Labels whose contacts are not called.
    #[wire(ts = "LabelId[]")]
    pub exclude_any_contact_label_ids: Option<Vec<LabelId>>,
}

open_enum! {
    /// How bad a finding is: an error stops a launch, a warning does not, and an info needs nothing done.
    Severity {
        Error = "error",
        Warning = "warning",
        Info = "info",
    }
}
