//! Contact labels.

use seax_dialer_derive::model;

use super::{CommaList, LabelId, NonEmptyString, Order, time::ApiTime};

/// The system labels of contacts that must not, or cannot, be called.
pub const NOT_TO_CALL: [&str; 3] = ["DNC", "invalid number", "unreachable"];

/// Returns whether the API skips contacts with the label of this name. It does not skip the unreachable.
pub fn is_skipped(label: &str) -> bool {
    let [dnc, invalid_number, _] = NOT_TO_CALL;
    label.eq_ignore_ascii_case(dnc) || label.eq_ignore_ascii_case(invalid_number)
}

/// A label of contacts.
#[model]
pub struct ContactLabel {
    /// The label's id. Drafts and queries select contacts by it.
    pub id: LabelId,
    /// The label's name. `DNC`, `invalid number`, `unreachable` and `duplicate` are system labels.
    pub name: String,
    /// Its color, such as `#19b9c3`.
    pub color: String,
    /// The label's description.
    pub description: String,
    /// Whether it is a system label.
    pub is_system: bool,
    /// When it was created (UTC).
    pub created_time: ApiTime,
    /// When it was last updated (UTC).
    pub updated_time: ApiTime,
}

/// A label, and how many contacts have it.
#[model]
pub struct LabelWithCount {
    /// The label.
    #[serde(flatten)]
    pub label: ContactLabel,
    /// The number of contacts that have it.
    pub total_count: Option<u64>,
    /// The same number, under an older name.
    pub contact_count: Option<u64>,
}

/// A label to create.
#[model(input)]
pub struct LabelDraft {
    /// The label's name. It must be unique.
    pub name: NonEmptyString,
    /// Its color. Default `#19b9c3`.
    pub color: Option<String>,
    /// The label's description.
    pub description: Option<String>,
}

/// Changes to a label. Fields left out stay unchanged.
#[model(input)]
pub struct LabelUpdate {
    /// The label's name. It must be unique.
    pub name: Option<NonEmptyString>,
    /// Its color, such as `#19b9c3`.
    pub color: Option<String>,
    /// The label's description.
    pub description: Option<String>,
}

/// Query parameters of `GET /contact_labels`.
#[model(input)]
#[derive(Default)]
pub struct LabelQuery {
    /// Number of rows to skip. Default 0.
    pub offset: Option<u32>,
    /// Maximum number of rows. Default 10; 0 for all.
    pub limit: Option<u32>,
    /// Only labels whose name contains this.
    pub keyword: Option<String>,
    /// Sort order. Default `name:desc`.
    pub order_by: Option<CommaList<Order>>,
    /// Only system labels (`true`), or only other labels (`false`).
    pub is_system: Option<bool>,
    /// Names of labels to exclude.
    pub exclude_labels: Option<CommaList<String>>,
    /// Names of labels whose contacts to leave out of the counts.
    pub exclude_labels_for_count: Option<CommaList<String>>,
    /// Whether to count each label's contacts. Default `true`.
    pub contact_counting: Option<bool>,
    /// Count only contacts that have a WhatsApp number.
    pub whatsapp_phone_only: Option<bool>,
    /// Count only contacts that have a phone number.
    pub phone_only: Option<bool>,
}
