//! A campaign's call attempts.

use std::collections::BTreeMap;

use seax_dialer_derive::model;
use serde_json::Value;

use super::{
    CallId, CampaignJobId, CommaList, ContactId, ConversationId, PhoneId, WorkspaceId,
    campaign::{Campaign, CampaignStatus},
    open_enum::open_enum,
    time::ApiTime,
};

/// A call attempt to one contact.
#[model]
pub struct CampaignAttempt {
    /// The attempt's id.
    pub id: CampaignJobId,
    /// The number of this attempt to reach the contact.
    pub attempt: Option<u32>,
    /// The attempt's position in the queue.
    pub sequence: Option<u32>,
    /// Its status.
    #[wire(ts = "Open<CampaignStatus>")]
    pub status: Option<CampaignStatus>,
    /// Who or what answered, according to answering machine detection (AMD).
    pub answered_by: Option<AnsweredBy>,
    /// When it started (UTC).
    pub start_time: Option<ApiTime>,
    /// When it ended (UTC).
    pub end_time: Option<ApiTime>,
    /// The account name of the user it belongs to.
    pub user_account: Option<String>,
    /// The dialer's log of this attempt.
    pub logs: Option<String>,
    /// When it was created (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last updated (UTC).
    pub updated_time: Option<ApiTime>,
}

/// A call attempt with its contact and call.
#[model]
pub struct CampaignAttemptDetail {
    /// The attempt.
    #[serde(flatten)]
    pub job: CampaignAttempt,
    /// The contact.
    pub contact: Option<CampaignContact>,
    /// The call.
    pub call: Option<Call>,
}

/// A call attempt with its campaign, contact, call and conversation.
#[model]
pub struct CampaignLog {
    /// The attempt.
    #[serde(flatten)]
    pub job: CampaignAttemptDetail,
    /// The campaign.
    pub campaign: Option<Campaign>,
    /// The conversation.
    pub conversation: Option<CampaignConversation>,
}

/// The contact of a call attempt.
#[model]
pub struct CampaignContact {
    /// The contact's id.
    pub id: Option<ContactId>,
    /// The contact's name.
    pub name: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// The WhatsApp number.
    pub whatsapp_phone: Option<String>,
    /// The Facebook Messenger id.
    pub messenger_psid: Option<String>,
    /// The Instagram id.
    pub instagram_psid: Option<String>,
    /// The LINE user id.
    pub line_user_id: Option<String>,
    /// The URL of the profile picture.
    pub profile_picture_url: Option<String>,
    /// Custom fields by key.
    #[wire(ts = "Record<string, unknown>")]
    pub contact_field_data: Option<BTreeMap<String, Value>>,
}

/// A call.
#[model]
pub struct Call {
    /// The call's id.
    pub id: Option<CallId>,
    /// The carrier's id for the call.
    pub external_id: Option<String>,
    /// The direction of the call.
    pub direction: Option<CallDirection>,
    /// The type of the call.
    pub r#type: Option<CallType>,
    /// The carrier's status of the call.
    pub status: Option<CallStatus>,
    /// The duration of the call, in seconds.
    pub duration: Option<f64>,
    /// The calling number.
    pub from_number: Option<String>,
    /// The called number.
    pub to_number: Option<String>,
    /// Recordings of the call.
    pub recordings: Option<Vec<CallRecording>>,
    /// The keys that the contact pressed, and transcripts of what the contact said.
    pub ivr_captures: Option<Vec<IvrCapture>>,
    /// When it started (UTC).
    pub start_time: Option<ApiTime>,
    /// When it ended (UTC).
    pub end_time: Option<ApiTime>,
    /// When the carrier created the call (UTC).
    pub created_time: Option<ApiTime>,
    /// When the carrier last updated the call (UTC).
    pub updated_time: Option<ApiTime>,
}

/// A recording of a call.
#[model]
pub struct CallRecording {
    /// The recording's id.
    pub id: Option<String>,
    /// The carrier's id for the recording.
    pub external_id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The URL of the recording. Anyone who has the URL can listen to it.
    pub url: Option<String>,
    /// When it was created (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last updated (UTC).
    pub updated_time: Option<ApiTime>,
}

/// A key that a contact pressed, or a transcript of what the contact said.
#[model]
pub struct IvrCapture {
    /// The entry's id.
    pub id: Option<String>,
    /// The key that was pressed.
    pub keypress: Option<String>,
    /// The transcript (speech-to-text).
    pub stt: Option<String>,
    /// When it was created (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last updated (UTC).
    pub updated_time: Option<ApiTime>,
}

/// A conversation with a contact.
#[model]
pub struct CampaignConversation {
    /// The conversation's id.
    pub id: Option<ConversationId>,
    /// The workspace it belongs to.
    pub workspace_id: Option<WorkspaceId>,
    /// The contact.
    pub contact_id: Option<ContactId>,
    /// The workspace's phone.
    pub phone_id: Option<PhoneId>,
    /// Whether it has unread messages.
    pub is_unread: Option<bool>,
    /// Whether a bot or an agent handles it, or it is completed.
    pub status: Option<ConversationStatus>,
    /// Its threads.
    pub external_conversations: Option<Vec<ExternalConversation>>,
}

/// A thread of a conversation on one channel.
#[model]
pub struct ExternalConversation {
    /// The thread's id.
    pub id: Option<String>,
    /// Where the thread comes from.
    pub source: Option<ConversationSource>,
    /// The type of the thread: calls, or a messaging channel.
    pub r#type: Option<ConversationType>,
    /// Values extracted from the thread, by name.
    #[wire(ts = "Record<string, unknown>")]
    pub extraction: Option<BTreeMap<String, Value>>,
    /// A short summary of the thread.
    pub summary: Option<String>,
    /// Metadata of the thread.
    #[wire(ts = "Record<string, unknown>")]
    pub meta_data: Option<BTreeMap<String, Value>>,
    /// Labels of the thread.
    pub conversation_labels: Option<Vec<ConversationLabel>>,
    /// When it was created (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last updated (UTC).
    pub updated_time: Option<ApiTime>,
}

/// A label of a conversation thread.
#[model]
pub struct ConversationLabel {
    /// The label's id.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its color.
    pub color: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// The workspace it belongs to.
    pub workspace_id: Option<WorkspaceId>,
    /// When it was created (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last updated (UTC).
    pub updated_time: Option<ApiTime>,
}

open_enum! {
    /// Who or what answered a call, according to answering machine detection (AMD).
    AnsweredBy {
        Human = "human",
        Fax = "fax",
        MachineStart = "machine_start",
        MachineEndBeep = "machine_end_beep",
        MachineEndSilence = "machine_end_silence",
        MachineEndOther = "machine_end_other",
        Unknown = "unknown",
        NoAnswer = "no_answer",
    }

    /// The direction of a call.
    CallDirection {
        Inbound = "inbound",
        OutboundApi = "outbound-api",
        OutboundDial = "outbound-dial",
        TrunkingTerminating = "trunking-terminating",
        TrunkingOriginating = "trunking-originating",
    }

    /// The type of a call.
    CallType {
        Voice = "VOICE",
        Sms = "SMS",
    }

    /// The carrier's status of a call.
    CallStatus {
        Queued = "queued",
        Ringing = "ringing",
        InProgress = "in-progress",
        Canceled = "canceled",
        Completed = "completed",
        Failed = "failed",
        Busy = "busy",
        NoAnswer = "no-answer",
        Missed = "missed",
    }

    /// Whether a conversation is handled by a bot, handled by an agent, or completed.
    ConversationStatus {
        BotHandled = "BOT_HANDLED",
        AgentHandled = "AGENT_HANDLED",
        Completed = "COMPLETED",
    }

    /// Where a thread comes from.
    ConversationSource {
        Seachat = "SEACHAT",
        Whatsapp = "WHATSAPP",
    }

    /// The type of a thread: calls, or a messaging channel.
    ConversationType {
        Sms = "SMS",
        Call = "CALL",
        Wabp = "WABP",
        FacebookMessenger = "FACEBOOK_MESSENGER",
        LineOfficial = "LINE_OFFICIAL",
        Instagram = "INSTAGRAM",
    }
}

/// Query parameters of `GET /auto_dialer_campaigns/{id}/logs` and `/results`.
#[model(input)]
#[derive(Default)]
pub struct CallQuery {
    /// Only call attempts with one of these statuses.
    pub statuses: Option<CommaList<CampaignStatus>>,
    /// Maximum number of rows. Default 10; 0 for all.
    pub limit: Option<u32>,
    /// Number of rows to skip. Default 0.
    pub offset: Option<u32>,
}

/// Query parameters of `GET /auto_dialer_campaigns/{id}/jobs`.
#[model(input)]
#[derive(Default)]
pub struct CampaignAttemptQuery {
    /// Whether to include the contact and the call in each row. Default `false`.
    pub include_detail: Option<bool>,
    /// Only call attempts with one of these statuses.
    pub statuses: Option<CommaList<CampaignStatus>>,
    /// Maximum number of rows. Default 10; 0 for all.
    pub limit: Option<u32>,
    /// Number of rows to skip. Default 0.
    pub offset: Option<u32>,
}
