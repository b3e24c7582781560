use axum::response::Response;

use crate::{
    enumeration::Enumeration,
    http::{caller::Caller, error::ApiError},
    routes::campaigns::{csv_file::csv_file, index_of},
    rules::call_record::CallRecord,
};

const COLUMNS: [&str; 15] = [
    "id",
    "sequence",
    "attempt",
    "status",
    "answered_by",
    "contact_name",
    "contact_phone",
    "from_number",
    "call_status",
    "duration",
    "start_time",
    "end_time",
    "keypress",
    "label",
    "summary",
];

/// `GET …/{auto_dialer_campaign_id}/download_logs`: the calls of a campaign as CSV.
///
/// # Errors
/// Returns 404 if the workspace has no such campaign.
pub fn download(caller: &Caller, id: &str) -> Result<Response, ApiError> {
    let workspace = caller.workspace();
    let campaign = &workspace.campaigns[index_of(id, &workspace)?];
    let rows = CallRecord::of(&workspace, campaign).map(|call| row(&call));
    Ok(csv_file(
        &format!("campaign_logs_{}.csv", campaign.id),
        std::iter::once(COLUMNS.map(str::to_owned)).chain(rows),
    ))
}

/// Formats a duration in seconds, without trailing zeros.
fn seconds(micros: u64) -> String {
    let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn row(call: &CallRecord<'_>) -> [String; 15] {
    let talk = call.talk();
    let outcome = talk.as_ref().and_then(|talk| talk.outcome);
    [
        call.id("job").to_string(),
        call.job.sequence.to_string(),
        call.job.attempt.to_string(),
        call.status().as_str().to_owned(),
        call.answered_by.map(Enumeration::as_str).unwrap_or_default().to_owned(),
        call.person.name.to_string(),
        call.person.phone.to_string(),
        call.phone.phone.clone(),
        call.call_status().as_str().to_owned(),
        seconds(call.duration_micros()),
        call.job.dialed.to_string(),
        call.ended().map(|at| at.to_string()).unwrap_or_default(),
        talk.iter().flat_map(|talk| &talk.keys).map(|(key, _)| *key).collect(),
        outcome.map(|outcome| outcome.label.name).unwrap_or_default().to_owned(),
        outcome.map(|outcome| outcome.summary).unwrap_or_default().to_owned(),
    ]
}
