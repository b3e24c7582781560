//! The operations of `/auto_dialer_campaigns`.

use super::{
    Listing, Method, Operation, PreparedCall, Request, RequestSpec, ResponseSpec, RetryPolicy,
    media_type::check_file,
};
use crate::{
    error::{Error, Result},
    model::{
        CampaignId, Page,
        call::{CallQuery, CampaignAttemptDetail, CampaignAttemptQuery, CampaignLog},
        campaign::{Campaign, CampaignQuery, CampaignStage, CampaignStatus},
        change::CampaignUpdate,
        contact_file::{ContactFile, FileContact},
        draft::{CampaignDraft, DraftFields},
        result::CampaignResults,
        test_call::TestCall,
        validation::{CampaignValidation, PlayTime},
        webhook::WebhookContacts,
    },
    schema::{Checked, HasSchema, Object, elements},
    timestamp::Timestamp,
};

/// Lists campaigns.
pub static LIST: Operation = Operation {
    name: "campaigns.list",
    method: Method::Get,
    path: "auto_dialer_campaigns",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Query(&CampaignQuery::SCHEMA),
    response: ResponseSpec::Json(&Page::<Campaign>::SCHEMA),
};

/// Reads a campaign.
pub static GET: Operation = Operation {
    name: "campaigns.get",
    method: Method::Get,
    path: "auto_dialer_campaigns/{id}",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Nothing,
    response: ResponseSpec::Json(&Campaign::SCHEMA),
};

/// Creates a campaign, which calls people. The API has no idempotency key: a request sent twice calls everyone twice.
pub static CREATE: Operation = Operation {
    name: "campaigns.create",
    method: Method::Post,
    path: "auto_dialer_campaigns",
    retry: RetryPolicy::Once,
    request: RequestSpec::Validated(&CampaignDraft::SCHEMA, |draft| check(draft, RetryPolicy::Once)),
    response: ResponseSpec::Json(&Campaign::SCHEMA),
};

/// Changes a campaign. A change that may start calls is sent once.
pub static UPDATE: Operation = Operation {
    name: "campaigns.update",
    method: Method::Patch,
    path: "auto_dialer_campaigns/{id}",
    retry: RetryPolicy::Idempotent,
    request: RequestSpec::Validated(&CampaignUpdate::SCHEMA, |change| check(change, retry_of_update(change))),
    response: ResponseSpec::Json(&Campaign::SCHEMA),
};

/// Pauses a campaign.
pub static PAUSE: Operation = Operation {
    name: "campaigns.pause",
    method: Method::Patch,
    path: "auto_dialer_campaigns/{id}",
    retry: RetryPolicy::Idempotent,
    request: RequestSpec::Fixed(r#"{"status":"PAUSED"}"#),
    response: ResponseSpec::Json(&Campaign::SCHEMA),
};

/// Resumes a campaign. Not retried: a late request could undo someone's pause.
pub static RESUME: Operation = Operation {
    name: "campaigns.resume",
    method: Method::Patch,
    path: "auto_dialer_campaigns/{id}",
    retry: RetryPolicy::Once,
    request: RequestSpec::Fixed(r#"{"status":"STARTED"}"#),
    response: ResponseSpec::Json(&Campaign::SCHEMA),
};

/// Cancels a campaign for good.
pub static CANCEL: Operation = Operation {
    name: "campaigns.cancel",
    method: Method::Patch,
    path: "auto_dialer_campaigns/{id}",
    retry: RetryPolicy::Idempotent,
    request: RequestSpec::Fixed(r#"{"status":"CANCELED"}"#),
    response: ResponseSpec::Json(&Campaign::SCHEMA),
};

/// Deletes a campaign.
pub static DELETE: Operation = Operation {
    name: "campaigns.delete",
    method: Method::Delete,
    path: "auto_dialer_campaigns/{id}",
    retry: RetryPolicy::Removal,
    request: RequestSpec::Nothing,
    response: ResponseSpec::Nothing,
};

/// Places a test call.
pub static TEST_CALL: Operation = Operation {
    name: "campaigns.testCall",
    method: Method::Post,
    path: "auto_dialer_campaigns/dry_run",
    retry: RetryPolicy::Once,
    request: RequestSpec::Validated(&TestCall::SCHEMA, |call| check(call, RetryPolicy::Once)),
    response: ResponseSpec::Nothing,
};

/// Adds contacts to a campaign in `WEBHOOK` mode.
pub static ADD_CONTACTS: Operation = Operation {
    name: "campaigns.addContacts",
    method: Method::Post,
    path: "auto_dialer_campaigns/{id}/webhooks",
    retry: RetryPolicy::Once,
    request: RequestSpec::Body(&WebhookContacts::SCHEMA),
    response: ResponseSpec::Nothing,
};

/// Estimates how long a campaign plays. Read-only, despite its method.
pub static ESTIMATE_PLAY_TIME: Operation = Operation {
    name: "campaigns.estimatePlayTime",
    method: Method::Post,
    path: "auto_dialer_campaigns/{id}/validate",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Validated(&CampaignValidation::SCHEMA, |window| check(window, RetryPolicy::Safe)),
    response: ResponseSpec::Json(&PlayTime::SCHEMA),
};

/// Lists a campaign's call attempts with contact, call and conversation.
pub static LOGS: Operation = Operation {
    name: "campaigns.logs",
    method: Method::Get,
    path: "auto_dialer_campaigns/{id}/logs",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Query(&CallQuery::SCHEMA),
    response: ResponseSpec::Json(&Page::<CampaignLog>::SCHEMA),
};

/// Lists the results of a campaign's calls.
pub static RESULTS: Operation = Operation {
    name: "campaigns.results",
    method: Method::Get,
    path: "auto_dialer_campaigns/{id}/results",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Query(&CallQuery::SCHEMA),
    response: ResponseSpec::Json(&CampaignResults::SCHEMA),
};

/// Lists a campaign's call attempts.
pub static ATTEMPTS: Operation = Operation {
    name: "campaigns.attempts",
    method: Method::Get,
    path: "auto_dialer_campaigns/{id}/jobs",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Query(&CampaignAttemptQuery::SCHEMA),
    response: ResponseSpec::Json(&Page::<CampaignAttemptDetail>::SCHEMA),
};

/// Downloads a campaign's logs.
pub static DOWNLOAD_LOGS: Operation = Operation {
    name: "campaigns.downloadLogs",
    method: Method::Get,
    path: "auto_dialer_campaigns/{id}/download_logs",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Nothing,
    response: ResponseSpec::File("campaign_logs.csv", check_file),
};

/// Downloads the template for contact files.
pub static DOWNLOAD_CONTACT_TEMPLATE: Operation = Operation {
    name: "campaigns.downloadContactTemplate",
    method: Method::Get,
    path: "auto_dialer_campaigns/{id}/download_contact_template",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Nothing,
    response: ResponseSpec::File("contact_template.csv", check_file),
};

/// Reads the contacts in an uploaded file. Read-only, despite its method.
pub static VALIDATE_CONTACT_FILE: Operation = Operation {
    name: "campaigns.validateContactFile",
    method: Method::Post,
    path: "auto_dialer_campaigns/{id}/validate_contact_file",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Body(&ContactFile::SCHEMA),
    response: ResponseSpec::Json(&Page::<FileContact>::SCHEMA),
};

/// Lists campaigns.
pub fn list(query: &Checked<CampaignQuery>) -> PreparedCall<Page<Campaign>> {
    PreparedCall::list(&LIST, query)
}

/// Lists all campaigns that match the query, for iteration.
pub fn each(query: &Checked<CampaignQuery>) -> Listing {
    Listing::new(&LIST, "", &query.object())
}

/// Reads a campaign.
pub fn get(id: &CampaignId) -> PreparedCall<Campaign> {
    PreparedCall::new(Request::new(&GET, id.as_str()))
}

/// Creates a campaign.
///
/// # Errors
/// `invalid_argument` for an end that is not after the start, or an empty list of phones: rules that a schema cannot express.
pub fn create(draft: &Checked<CampaignDraft>) -> Result<PreparedCall<Campaign>> {
    Ok(PreparedCall::new(Request::new(&CREATE, "").with(&draft.object())?))
}

/// Checks the rules that a schema cannot express, and returns the retry policy.
///
/// # Errors
/// `invalid_argument` for an end that is not after the start, or an empty list of phones.
fn check(campaign: &Object<'_>, retry: RetryPolicy) -> Result<RetryPolicy> {
    let (mut start, mut end) = (None, None);
    for member in campaign.members() {
        match member.field.name {
            DraftFields::START_TIME => {
                start = member.text().and_then(|time| Timestamp::parse(time.as_bytes()))
            }
            DraftFields::END_TIME => end = member.text().and_then(|time| Timestamp::parse(time.as_bytes())),
            DraftFields::PHONE_IDS if elements(member.json).next().is_none() => {
                return Err(Error::argument(
                    DraftFields::PHONE_IDS,
                    "must name at least one phone to call from",
                ));
            }
            _ => {}
        }
    }
    match (start, end) {
        (Some(start), Some(end)) if end <= start => {
            Err(Error::argument(DraftFields::END_TIME, "must be after `start_time`"))
        }
        _ => Ok(retry),
    }
}

/// Returns the retry policy of a change. If it may start calls, or say whom they reach, when, or with what words, it is sent once:
/// a late retry could undo what someone has changed meanwhile, such as a pause or a later start.
fn retry_of_update(change: &Object<'_>) -> RetryPolicy {
    let is_harmless = change.members().all(|member| {
        let word = member.text();
        match (member.field.name, word.as_deref()) {
            // These pause or end a campaign. A status added later could mean anything.
            (CampaignUpdate::STATUS, Some(status)) => {
                status == const { CampaignStatus::Paused.as_str() } || CampaignStatus::is_final(status)
            }
            (CampaignUpdate::STAGE, Some(stage)) => stage == const { CampaignStage::Draft.as_str() },
            (name, _) => name == CampaignUpdate::NAME,
        }
    });
    if is_harmless { UPDATE.retry } else { RetryPolicy::Once }
}
