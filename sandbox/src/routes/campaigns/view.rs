use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    engine::{simulation::CampaignStatus, statistics::Statistics},
    id::Id,
    timestamp::Timestamp,
    world::{
        campaign::{Audio, Campaign, CampaignMetadata, ContactFieldName, RelativeTimeConfig},
        draft::{CampaignMode, CampaignStage, CampaignType},
        phone::Phone,
        workspace::Workspace,
    },
};

/// A campaign as the API shows it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AutoDialerCampaign")]
pub struct CampaignView<'a> {
    start_time: Option<Timestamp>,
    end_time: Option<Timestamp>,
    name: &'a str,
    draft_name: Option<&'a str>,
    #[serde(rename = "type")]
    kind: CampaignType,
    message: Option<&'a str>,
    /// Not in the API's schema of a campaign, so it is left out if it was not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    message_variables: Option<&'a BTreeMap<String, String>>,
    tts_language: Option<&'a str>,
    tts_voice: Option<&'a str>,
    ai_agent_id: Option<Id>,
    ai_agent_conversation_config_id: Option<Id>,
    max_attempts: u32,
    max_dialers: u32,
    capture_keypress: bool,
    capture_stt: bool,
    is_timezone_aware: bool,
    is_schedule: bool,
    contact_file_url: Option<&'a str>,
    timezone: Option<&'a str>,
    campaign_metadata: &'a CampaignMetadata,
    status: CampaignStatus,
    created_time: Timestamp,
    updated_time: Timestamp,
    id: Id,
    mode: CampaignMode,
    stage: CampaignStage,
    audio: Option<&'a Audio>,
    phones: &'a [Phone],
    statistics: Statistics,
    contact_fields: &'a [ContactFieldName],
    relative_time_config: Option<&'a RelativeTimeConfig>,
}

impl<'a> CampaignView<'a> {
    /// Creates the view of a campaign.
    #[must_use]
    pub fn new(workspace: &Workspace, campaign: &'a Campaign) -> Self {
        let (draft, resolved) = (&campaign.draft, &campaign.resolved);
        Self {
            start_time: draft.start_time,
            end_time: draft.end_time,
            name: &draft.name,
            draft_name: draft.draft_name.as_deref(),
            kind: draft.kind,
            message: draft.message.as_deref(),
            message_variables: draft.message_variables.as_ref(),
            tts_language: draft.tts_language.as_deref(),
            tts_voice: draft.tts_voice.as_deref(),
            ai_agent_id: draft.ai_agent_id,
            ai_agent_conversation_config_id: draft.ai_agent_conversation_config_id,
            max_attempts: draft.max_attempts,
            max_dialers: draft.max_dialers,
            capture_keypress: draft.capture_keypress,
            capture_stt: draft.capture_stt,
            is_timezone_aware: draft.is_timezone_aware,
            is_schedule: draft.is_schedule,
            contact_file_url: draft.contact_file_url.as_deref(),
            timezone: draft.timezone.as_deref(),
            campaign_metadata: &resolved.metadata,
            status: campaign.status(),
            created_time: campaign.created_time,
            updated_time: campaign.updated_time(),
            id: campaign.id,
            mode: draft.mode,
            stage: draft.stage,
            audio: resolved.audio.as_ref(),
            phones: &resolved.phones,
            statistics: campaign.statistics(|| workspace.callable_count(campaign)),
            contact_fields: &resolved.contact_fields,
            relative_time_config: resolved.relative_time_config.as_ref(),
        }
    }
}
