use axum::{http::StatusCode, response::Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, value::RawValue};

use crate::{
    engine::{call::AnsweredBy, simulation::CampaignStatus},
    http::{
        caller::Caller,
        error::{ApiError, json},
        page::Page,
    },
    id::Id,
    routes::campaigns::{call_view::CallView, calls::CallQuery, index_of},
    rules::call_record::CallRecord,
    timestamp::Timestamp,
};

/// The API's `AutoDialerCampaignJob`: a call attempt.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AutoDialerCampaignJob")]
pub struct JobView<'a> {
    attempt: u32,
    sequence: u32,
    status: CampaignStatus,
    answered_by: Option<AnsweredBy>,
    start_time: Timestamp,
    end_time: Option<Timestamp>,
    user_account: Option<&'a str>,
    logs: Option<String>,
    created_time: Timestamp,
    updated_time: Timestamp,
    id: Id,
}

/// The API's `AutoDialerCampaignJobDetail`: a call attempt with its contact and call.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AutoDialerCampaignJobDetail")]
pub struct JobDetailView<'a> {
    #[serde(flatten)]
    job: JobView<'a>,
    contact: ContactView<'a>,
    call: CallView<'a>,
}

/// A row of the jobs, with details if they were requested.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub enum JobRow<'a> {
    /// With details.
    Detailed(Box<JobDetailView<'a>>),
    /// Without details.
    Plain(JobView<'a>),
}

/// The API's `AutoDialerCampaignContact`: a contact as the campaign called it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AutoDialerCampaignContact")]
struct ContactView<'a> {
    name: &'a str,
    phone: &'a str,
    note: &'a str,
    whatsapp_phone: Option<&'a str>,
    #[schemars(with = "Option<Map<String, Value>>")]
    contact_field_data: Option<&'a RawValue>,
    id: Id,
}

impl<'a> JobView<'a> {
    fn new(call: &CallRecord<'a>) -> Self {
        Self {
            attempt: call.job.attempt,
            sequence: call.job.sequence,
            status: call.status(),
            answered_by: call.answered_by,
            start_time: call.job.dialed,
            end_time: call.ended(),
            user_account: call.phone.desk.users.first().map(|user| user.account.as_str()),
            logs: (call.status() == CampaignStatus::Failed)
                .then(|| format!("{} is not a number that can be called", call.person.phone)),
            created_time: call.job.dialed,
            updated_time: call.updated(),
            id: call.id("job"),
        }
    }
}

impl<'a> JobDetailView<'a> {
    /// Creates the view of a record.
    #[must_use]
    pub fn new(call: &CallRecord<'a>) -> Self {
        let (person, contact) = (call.person, call.contact);
        Self {
            job: JobView::new(call),
            contact: ContactView {
                name: &person.name,
                phone: &person.phone,
                note: &contact.note,
                whatsapp_phone: contact.whatsapp_phone.as_deref(),
                contact_field_data: contact.field_data.as_deref(),
                id: person.id,
            },
            call: CallView::new(call),
        }
    }
}

/// `GET …/{auto_dialer_campaign_id}/jobs`: the call attempts of a campaign, in the order in which they were dialed.
///
/// # Errors
/// Returns 404 if the workspace has no such campaign; 422 for an invalid query.
pub fn list(caller: &Caller, id: &str) -> Result<Response, ApiError> {
    let workspace = caller.workspace();
    let campaign = &workspace.campaigns[index_of(id, &workspace)?];
    let mut query = caller.query();
    let is_detailed = query.boolean("include_detail").unwrap_or(false);
    let (calls, total) = CallQuery::read(caller, query)?.select(&workspace, campaign);
    let row = |call| match is_detailed {
        true => JobRow::Detailed(Box::new(JobDetailView::new(call))),
        false => JobRow::Plain(JobView::new(call)),
    };
    let data: Vec<JobRow<'_>> = calls.iter().map(row).collect();
    Ok(json(StatusCode::OK, &Page { data, total: Some(total) }))
}
