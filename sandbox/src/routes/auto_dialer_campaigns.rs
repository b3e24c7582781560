use axum::{extract::Path, http::StatusCode, response::Response};
use serde::Serialize;

use crate::{
    engine::{simulation::CampaignStatus, statistics::Statistics},
    enumeration::Enumeration,
    http::{
        caller::Caller,
        order::{Order, SortField},
        page::Page,
        problem::{Problem, json},
        query::Query,
    },
    id::Id,
    moment::Moment,
    world::{
        campaign::{Audio, Campaign, CampaignMetadata, ContactFieldName, RelativeTimeConfig},
        draft::{CampaignMode, CampaignStage, CampaignType},
        phone::Phone,
        workspace::Workspace,
    },
};

/// A campaign as the API shows it.
#[derive(Serialize)]
pub struct CampaignView<'a> {
    start_time: Option<Moment>,
    end_time: Option<Moment>,
    name: &'a str,
    draft_name: Option<&'a str>,
    #[serde(rename = "type")]
    kind: CampaignType,
    message: Option<&'a str>,
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
    created_time: Moment,
    updated_time: Moment,
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
    /// A campaign of this workspace, as it is.
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
            statistics: campaign.statistics(|| workspace.callable(&campaign.audience).len()),
            contact_fields: &resolved.contact_fields,
            relative_time_config: resolved.relative_time_config.as_ref(),
        }
    }
}

const SORT_FIELDS: [SortField<Campaign>; 13] = [
    ("name", |campaign| campaign.draft.name.as_str().into()),
    ("draft_name", |campaign| campaign.draft.draft_name.as_deref().into()),
    ("type", |campaign| campaign.draft.kind.word().into()),
    ("mode", |campaign| campaign.draft.mode.word().into()),
    ("stage", |campaign| campaign.draft.stage.word().into()),
    ("status", |campaign| campaign.status().word().into()),
    ("start_time", |campaign| campaign.draft.start_time.into()),
    ("end_time", |campaign| campaign.draft.end_time.into()),
    ("max_attempts", |campaign| campaign.draft.max_attempts.into()),
    ("max_dialers", |campaign| campaign.draft.max_dialers.into()),
    ("created_time", |campaign| campaign.created_time.into()),
    ("updated_time", |campaign| campaign.updated_time().into()),
    ("id", |campaign| campaign.id.into()),
];

/// Which campaigns a list is about; an empty list of words stands for all.
struct CampaignFilter {
    types: Vec<CampaignType>,
    statuses: Vec<CampaignStatus>,
    mode: Option<CampaignMode>,
    stage: CampaignStage,
    phone_numbers: Vec<String>,
    ai_agent_conversation_config_id: Option<Id>,
    start_time: Range,
    end_time: Range,
}

/// A range of times, ends included.
struct Range {
    from: Option<Moment>,
    to: Option<Moment>,
}

impl Range {
    fn holds(&self, time: Option<Moment>) -> bool {
        self.from.is_none_or(|from| time.is_some_and(|time| time >= from))
            && self.to.is_none_or(|to| time.is_some_and(|time| time <= to))
    }
}

impl CampaignFilter {
    fn read(query: &mut Query<'_>) -> Self {
        Self {
            types: query.choices("types"),
            statuses: query.choices("statuses"),
            mode: query.choice("mode"),
            stage: query.choice("stage").unwrap_or(CampaignStage::Instance),
            phone_numbers: query.words("phone_numbers"),
            ai_agent_conversation_config_id: query.id("ai_agent_conversation_config_id"),
            start_time: Range { from: query.moment("start_time_from"), to: query.moment("start_time_to") },
            end_time: Range { from: query.moment("end_time_from"), to: query.moment("end_time_to") },
        }
    }

    fn matches(&self, campaign: &Campaign) -> bool {
        let draft = &campaign.draft;
        let calls_from = |phone: &Phone| self.phone_numbers.contains(&phone.phone);
        let agent = self.ai_agent_conversation_config_id;
        (self.types.is_empty() || self.types.contains(&draft.kind))
            && (self.statuses.is_empty() || self.statuses.contains(&campaign.status()))
            && self.mode.is_none_or(|mode| draft.mode == mode)
            && draft.stage == self.stage
            && (self.phone_numbers.is_empty() || campaign.resolved.phones.iter().any(calls_from))
            && agent.is_none_or(|agent| draft.ai_agent_conversation_config_id == Some(agent))
            && self.start_time.holds(draft.start_time)
            && self.end_time.holds(draft.end_time)
    }
}

/// `GET …/auto_dialer_campaigns`: the campaigns that match the query, without a total, as the
/// vendor has it.
///
/// # Errors
/// A 422 for a bad query.
pub async fn list(caller: Caller) -> Result<Response, Problem> {
    let mut query = caller.query();
    let window = caller.window(&mut query);
    let order = Order::read(&mut query, &SORT_FIELDS, "created_time:desc");
    let filter = CampaignFilter::read(&mut query);
    query.finish()?;

    let workspace = caller.workspace();
    let campaigns = workspace
        .campaigns
        .iter()
        .enumerate()
        .filter(|(_, campaign)| campaign.listed_from <= caller.now && filter.matches(campaign));
    let rows = window.cut(campaigns, &order).rows.into_iter();
    let data: Vec<CampaignView<'_>> =
        rows.map(|(_, campaign)| CampaignView::new(&workspace, campaign)).collect();
    Ok(json(StatusCode::OK, &Page { data, total: None }))
}

/// `GET …/auto_dialer_campaigns/{auto_dialer_campaign_id}`: one campaign.
///
/// # Errors
/// A 404 if the workspace has no such campaign.
pub async fn get(caller: Caller, Path((_, id)): Path<(String, String)>) -> Result<Response, Problem> {
    let workspace = caller.workspace();
    let id = Id::parse(&id);
    let campaign = workspace.campaigns.iter().find(|campaign| Some(campaign.id) == id);
    let campaign = campaign.ok_or_else(|| Problem::not_found("Auto dialer campaign"))?;
    Ok(json(StatusCode::OK, &CampaignView::new(&workspace, campaign)))
}
