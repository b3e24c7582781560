//! The calls of a campaign, one row for each time that somebody is dialled.

use std::collections::BTreeMap;

use seax_dialer_derive::model;
use serde_json::Value;

use super::{
    CallId, CampaignJobId, CommaSeparated, ContactId, ConversationId, PhoneId, WorkspaceId,
    campaign::{Campaign, CampaignStatus},
    open_enum::open_enum,
    time::ApiTime,
};

/// One dialling of one contact.
#[model]
pub struct CampaignAttempt {
    /// The job's id.
    pub id: CampaignJobId,
    /// Which attempt to reach the contact it is, from 1.
    pub attempt: u32,
    /// Its place in the queue, from 1.
    pub sequence: u32,
    /// How it stands.
    pub status: CampaignStatus,
    /// Who or what answered, by answering machine detection (AMD).
    pub answered_by: Option<AnsweredBy>,
    /// When it began (UTC).
    pub start_time: Option<ApiTime>,
    /// When it ended (UTC).
    pub end_time: Option<ApiTime>,
    /// The user whom it belongs to.
    pub user_account: Option<String>,
    /// What the dialer noted.
    pub logs: Option<String>,
    /// When it was made (UTC).
    pub created_time: ApiTime,
    /// When it was last changed (UTC).
    pub updated_time: ApiTime,
}

/// One dialling of one contact, with the contact and the call.
#[model]
pub struct CampaignAttemptDetail {
    /// The dialling.
    #[serde(flatten)]
    pub job: CampaignAttempt,
    /// Who was dialled.
    pub contact: Option<CampaignContact>,
    /// The call.
    pub call: Option<Call>,
}

/// One dialling of one contact, with all that belongs to it.
#[model]
pub struct CampaignLog {
    /// The dialling.
    #[serde(flatten)]
    pub job: CampaignAttemptDetail,
    /// The campaign.
    pub campaign: Option<Campaign>,
    /// What was talked about.
    pub conversation: Option<CampaignConversation>,
}

/// A contact, as a campaign dials it.
#[model]
pub struct CampaignContact {
    /// The contact's id.
    pub id: ContactId,
    /// The person's name.
    pub name: String,
    /// The number.
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
    /// Where the profile picture is.
    pub profile_picture_url: Option<String>,
    /// The custom fields by key.
    #[wire(ts = "Record<string, unknown>")]
    pub contact_field_data: Option<BTreeMap<String, Value>>,
}

/// A call.
#[model]
pub struct Call {
    /// The call's id.
    pub id: CallId,
    /// The carrier's id for it.
    pub external_id: Option<String>,
    /// Which way it went.
    pub direction: Option<CallDirection>,
    /// What it is.
    pub r#type: Option<CallType>,
    /// How it went.
    pub status: Option<CallStatus>,
    /// How long it took, in seconds.
    pub duration: Option<f64>,
    /// The number that called.
    pub from_number: Option<String>,
    /// The number that was called.
    pub to_number: Option<String>,
    /// The recordings of it.
    pub recordings: Option<Vec<CallRecording>>,
    /// What the person pressed and said.
    pub ivr_captures: Option<Vec<IvrCapture>>,
    /// When it began (UTC).
    pub start_time: Option<ApiTime>,
    /// When it ended (UTC).
    pub end_time: Option<ApiTime>,
    /// When the carrier made it (UTC).
    pub created_time: Option<ApiTime>,
    /// When the carrier last changed it (UTC).
    pub updated_time: Option<ApiTime>,
}

/// A recording of a call.
#[model]
pub struct CallRecording {
    /// The recording's id.
    pub id: String,
    /// The carrier's id for it.
    pub external_id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Where it is. Whoever has this address can listen to it.
    pub url: Option<String>,
    /// When it was made (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last changed (UTC).
    pub updated_time: Option<ApiTime>,
}

/// Something that a person pressed or said.
#[model]
pub struct IvrCapture {
    /// The entry's id.
    pub id: String,
    /// The key that was pressed.
    pub keypress: Option<String>,
    /// What was said, as text.
    pub stt: Option<String>,
    /// When it was made (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last changed (UTC).
    pub updated_time: Option<ApiTime>,
}

/// What was talked about with a contact.
#[model]
pub struct CampaignConversation {
    /// The conversation's id.
    pub id: ConversationId,
    /// The workspace it belongs to.
    pub workspace_id: Option<WorkspaceId>,
    /// The contact.
    pub contact_id: Option<ContactId>,
    /// The phone.
    pub phone_id: Option<PhoneId>,
    /// Whether there is something in it that nobody has read.
    pub is_unread: Option<bool>,
    /// Who takes care of it.
    pub status: Option<ConversationStatus>,
    /// The talks that it is made of.
    pub external_conversations: Option<Vec<ExternalConversation>>,
}

/// A talk on one channel.
#[model]
pub struct ExternalConversation {
    /// The talk's id.
    pub id: String,
    /// Where it was.
    pub source: Option<ConversationSource>,
    /// How it was led.
    pub r#type: Option<ConversationType>,
    /// What was found in it, by the names of what was looked for.
    #[wire(ts = "Record<string, unknown>")]
    pub extraction: Option<BTreeMap<String, Value>>,
    /// What it was about.
    pub summary: Option<String>,
    /// What else is known of it.
    #[wire(ts = "Record<string, unknown>")]
    pub meta_data: Option<BTreeMap<String, Value>>,
    /// The labels that it got.
    pub conversation_labels: Option<Vec<ConversationLabel>>,
    /// When it was made (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last changed (UTC).
    pub updated_time: Option<ApiTime>,
}

/// A label of a talk.
#[model]
pub struct ConversationLabel {
    /// The label's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The workspace it belongs to.
    pub workspace_id: Option<WorkspaceId>,
    /// When it was made (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last changed (UTC).
    pub updated_time: Option<ApiTime>,
}

open_enum! {
    /// Who or what answered a call, by answering machine detection (AMD).
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

    /// Which way a call went.
    CallDirection {
        Inbound = "inbound",
        OutboundApi = "outbound-api",
        OutboundDial = "outbound-dial",
        TrunkingTerminating = "trunking-terminating",
        TrunkingOriginating = "trunking-originating",
    }

    /// What a call is.
    CallType {
        Voice = "VOICE",
        Sms = "SMS",
    }

    /// How a call went, by the carrier.
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

    /// Who takes care of a conversation.
    ConversationStatus {
        BotHandled = "BOT_HANDLED",
        AgentHandled = "AGENT_HANDLED",
        Completed = "COMPLETED",
    }

    /// Where a talk was.
    ConversationSource {
        Seachat = "SEACHAT",
        Whatsapp = "WHATSAPP",
    }

    /// How a talk was led.
    ConversationType {
        Sms = "SMS",
        Call = "CALL",
        Wabp = "WABP",
        FacebookMessenger = "FACEBOOK_MESSENGER",
        LineOfficial = "LINE_OFFICIAL",
        Instagram = "INSTAGRAM",
    }
}

/// What to ask of `GET /auto_dialer_campaigns/{id}/logs` and `/results`.
#[model(input)]
#[derive(Default)]
pub struct CallQuery {
    /// Only those that stand so.
    pub statuses: Option<CommaSeparated<CampaignStatus>>,
    /// Rows to give; 10 if left out, 0 for all.
    pub limit: Option<u32>,
    /// Rows to skip; 0 if left out.
    pub offset: Option<u32>,
}

/// What to ask of `GET /auto_dialer_campaigns/{id}/jobs`.
#[model(input)]
#[derive(Default)]
pub struct CampaignAttemptQuery {
    /// Whether each row has its contact and its call; false if left out.
    pub include_detail: Option<bool>,
    /// Only those that stand so.
    pub statuses: Option<CommaSeparated<CampaignStatus>>,
    /// Rows to give; 10 if left out, 0 for all.
    pub limit: Option<u32>,
    /// Rows to skip; 0 if left out.
    pub offset: Option<u32>,
}
