use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    engine::interaction::{ConversationLabel, EXTRACTION_FIELDS},
    id::Id,
    rng::Rng,
    rules::call_record::CallRecord,
    timestamp::Timestamp,
};

/// The API's `CampaignLogConversation`: a conversation of an AI agent with a contact.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CampaignLogConversation")]
pub struct ConversationView {
    id: Id,
    workspace_id: Id,
    contact_id: Id,
    phone_id: Id,
    is_unread: bool,
    status: &'static str,
    external_conversations: [ExternalConversation; 1],
}

/// The API's `ExternalConversation`.
#[derive(Serialize, JsonSchema)]
struct ExternalConversation {
    created_time: Timestamp,
    updated_time: Timestamp,
    id: Id,
    source: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    extraction: Map<String, Value>,
    summary: &'static str,
    meta_data: Map<String, Value>,
    conversation_labels: [LabelView; 1],
}

/// The API's `ConversationLabel`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ConversationLabel")]
struct LabelView {
    #[serde(flatten)]
    label: BriefLabelView,
    created_time: Timestamp,
    updated_time: Timestamp,
}

/// The API's `ConversationLabelResult`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ConversationLabelResult")]
pub struct BriefLabelView {
    id: Id,
    name: &'static str,
    color: &'static str,
    description: &'static str,
    workspace_id: Id,
}

impl ConversationView {
    /// Returns the conversation in a call, if an AI agent talked.
    #[must_use]
    pub fn new(call: &CallRecord<'_>, workspace_id: Id) -> Option<Self> {
        let outcome = call.talk()?.outcome?;
        // Inserted one by one, because `collect` sorts them first, which is more code than this whole file.
        let mut extraction = Map::new();
        for ((name, _), found) in EXTRACTION_FIELDS.iter().zip(outcome.found) {
            extraction.insert((*name).to_owned(), json!(found));
        }
        let (created_time, updated_time) = (call.job.answered, call.job.ended);
        Some(Self {
            id: call.id("conversation"),
            workspace_id,
            contact_id: call.person.id,
            phone_id: call.phone.id,
            is_unread: false,
            status: "BOT_HANDLED",
            external_conversations: [ExternalConversation {
                created_time,
                updated_time,
                id: call.id("external conversation"),
                source: "SEACHAT",
                kind: "CALL",
                extraction,
                summary: outcome.summary,
                meta_data: Map::new(),
                conversation_labels: [LabelView {
                    label: BriefLabelView::new(outcome.label, workspace_id),
                    created_time,
                    updated_time,
                }],
            }],
        })
    }
}

impl BriefLabelView {
    /// Creates the workspace's view of a conversation label.
    #[must_use]
    pub fn new(label: &ConversationLabel, workspace_id: Id) -> Self {
        let mut numbers = vec![u64::try_from(workspace_id.bits() >> 64).unwrap_or(0)];
        numbers.extend(label.name.bytes().map(u64::from));
        Self {
            id: Rng::new(&numbers).id(),
            name: label.name,
            color: label.color,
            description: label.description,
            workspace_id,
        }
    }
}
