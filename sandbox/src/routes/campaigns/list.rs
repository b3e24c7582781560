use axum::{http::StatusCode, response::Response};

use crate::{
    engine::simulation::CampaignStatus,
    enumeration::Enumeration,
    http::{
        caller::Caller,
        error::{ApiError, json},
        order::{Order, SortField},
        page::Page,
        query::Query,
    },
    id::Id,
    routes::campaigns::view::CampaignView,
    timestamp::Timestamp,
    world::{
        campaign::Campaign,
        draft::{CampaignMode, CampaignStage, CampaignType},
        phone::Phone,
    },
};

const SORT_FIELDS: [SortField<Campaign>; 13] = [
    ("name", |campaign| campaign.draft.name.as_str().into()),
    ("draft_name", |campaign| campaign.draft.draft_name.as_deref().into()),
    ("type", |campaign| campaign.draft.kind.as_str().into()),
    ("mode", |campaign| campaign.draft.mode.as_str().into()),
    ("stage", |campaign| campaign.draft.stage.as_str().into()),
    ("status", |campaign| campaign.status().as_str().into()),
    ("start_time", |campaign| campaign.draft.start_time.into()),
    ("end_time", |campaign| campaign.draft.end_time.into()),
    ("max_attempts", |campaign| campaign.draft.max_attempts.into()),
    ("max_dialers", |campaign| campaign.draft.max_dialers.into()),
    ("created_time", |campaign| campaign.created_time.into()),
    ("updated_time", |campaign| campaign.updated_time().into()),
    ("id", |campaign| campaign.id.into()),
];

/// A filter of campaigns. Empty lists match all campaigns.
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

/// A range of times, both ends included.
struct Range {
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

impl Range {
    fn holds(&self, time: Option<Timestamp>) -> bool {
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
            phone_numbers: query.strings("phone_numbers"),
            ai_agent_conversation_config_id: query.id("ai_agent_conversation_config_id"),
            start_time: Range {
                from: query.timestamp("start_time_from"),
                to: query.timestamp("start_time_to"),
            },
            end_time: Range { from: query.timestamp("end_time_from"), to: query.timestamp("end_time_to") },
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

/// `GET …/auto_dialer_campaigns`: the campaigns that match the query, without a total, as in the API.
///
/// # Errors
/// Returns 422 for an invalid query.
pub fn list(caller: &Caller) -> Result<Response, ApiError> {
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
        .filter(|(_, campaign)| campaign.visible_from <= caller.now && filter.matches(campaign));
    let rows = window.page(campaigns, &order).rows.into_iter();
    let data: Vec<CampaignView<'_>> =
        rows.map(|(_, campaign)| CampaignView::new(&workspace, campaign)).collect();
    Ok(json(StatusCode::OK, &Page { data, total: None }))
}
