//! Ids: 8-4-4-4-12 hexadecimal digits, with a type for each resource.

use crate::schema::{Format, HasSchema, Schema};

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        pub struct $name(String);

        impl $name {
            /// Parses an id. Returns `None` unless it is 8-4-4-4-12 hexadecimal digits.
            pub fn new(id: impl Into<String>) -> Option<Self> {
                let id = id.into();
                Format::Uuid.fits(id.as_bytes()).then_some(Self(id))
            }

            /// Returns the id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl HasSchema for $name {
            const SCHEMA: Schema = Schema::Text(Format::Uuid);
        }

        impl crate::model::comma_list::Word for $name {
            const ELEMENT: Schema = Schema::Text(Format::Uuid);
        }
    )*};
}

ids! {
    /// The id of a workspace, such as `"3fa85f64-5717-4562-b3fc-2c963f66afa6"`.
    WorkspaceId,
    /// The id of a phone of the workspace.
    PhoneId,
    /// The id of a contact.
    ContactId,
    /// The id of a contact label.
    LabelId,
    /// The id of a custom field of contacts.
    ContactFieldId,
    /// The id of an AI agent.
    AgentId,
    /// The id of an AI agent's conversation configuration, by which a campaign selects the agent.
    ConversationConfigId,
    /// The id of an auto-dialer campaign.
    CampaignId,
    /// The id of a call attempt of a campaign.
    CampaignJobId,
    /// The id of a call.
    CallId,
    /// The id of a conversation with a contact.
    ConversationId,
    /// The id of a background job.
    JobId,
}
