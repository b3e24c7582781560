//! Contact labels.

use seax_dialer_derive::model;

use super::{CommaSeparated, LabelId, NonEmptyString, Order, time::ApiTime};

/// A label that contacts carry.
#[model]
pub struct ContactLabel {
    /// The label's id: what audiences are chosen by.
    pub id: LabelId,
    /// The label's name. `DNC`, `invalid number`, `unreachable` and `duplicate` are the system's own.
    pub name: String,
    /// The colour it is shown in, such as `#19b9c3`.
    pub color: String,
    /// What the label is for.
    pub description: String,
    /// Whether the system made it.
    pub is_system: bool,
    /// When it was made (UTC).
    pub created_time: ApiTime,
    /// When it was last changed (UTC).
    pub updated_time: ApiTime,
}

/// A label, and how many contacts carry it.
#[model]
pub struct LabelWithCount {
    /// The label.
    #[serde(flatten)]
    pub label: ContactLabel,
    /// How many contacts carry it.
    pub total_count: Option<u64>,
    /// The same, as the API called it before.
    pub contact_count: Option<u64>,
}

/// A label to be made.
#[model(input)]
pub struct LabelDraft {
    /// The label's name. No other label may have it.
    pub name: NonEmptyString,
    /// The colour it is shown in; `#19b9c3` if left out.
    pub color: Option<String>,
    /// What the label is for.
    pub description: Option<String>,
}

/// What is to be changed of a label. What is left out stays as it is.
#[model(input)]
pub struct LabelUpdate {
    /// The label's name. No other label may have it.
    pub name: Option<NonEmptyString>,
    /// The colour it is shown in, such as `#19b9c3`.
    pub color: Option<String>,
    /// What the label is for.
    pub description: Option<String>,
}

/// What to ask of `GET /contact_labels`.
#[model(input)]
#[derive(Default)]
pub struct LabelQuery {
    /// Rows to skip; 0 if left out.
    pub offset: Option<u32>,
    /// Rows to give; 10 if left out, 0 for all.
    pub limit: Option<u32>,
    /// Only labels whose name contains this.
    pub keyword: Option<String>,
    /// How to sort; `name:desc` if left out.
    pub order_by: Option<CommaSeparated<Order>>,
    /// Only the system's labels, or only the others.
    pub is_system: Option<bool>,
    /// Names of labels to leave out.
    pub exclude_labels: Option<CommaSeparated<String>>,
    /// Names of labels whose contacts are not counted.
    pub exclude_labels_for_count: Option<CommaSeparated<String>>,
    /// Whether to count each label's contacts; true if left out.
    pub contact_counting: Option<bool>,
    /// Count only contacts that have a WhatsApp number.
    pub whatsapp_phone_only: Option<bool>,
    /// Count only contacts that have a phone number.
    pub phone_only: Option<bool>,
}
