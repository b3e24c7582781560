use axum::response::Response;

use crate::{
    http::{caller::Caller, error::ApiError},
    routes::campaigns::{csv_file::csv_file, index_of},
    rules::contact_file::COLUMNS,
    world::campaign::Campaign,
};

/// Merge fields that come from the contact itself.
const OWN_FIELDS: [&str; 4] = ["name", "phone", "whatsapp", "labels"];

/// `GET …/{auto_dialer_campaign_id}/download_contact_template`: a CSV template for a campaign's contacts, with a column
/// for each field and placeholder that the campaign uses.
///
/// # Errors
/// Returns 404 if the workspace has no such campaign.
pub fn download(caller: &Caller, id: &str) -> Result<Response, ApiError> {
    let workspace = caller.workspace();
    let campaign = &workspace.campaigns[index_of(id, &workspace)?];
    Ok(csv_file(&format!("contact_template_{}.csv", campaign.id), [columns(campaign)]))
}

fn columns(campaign: &Campaign) -> Vec<String> {
    let mut columns: Vec<String> = COLUMNS.map(str::to_owned).into();
    let used = campaign.resolved.contact_fields.iter().map(|field| field.name.as_str());
    let draft = &campaign.draft;
    let said = merge_fields(draft.message.as_deref().unwrap_or_default());
    let variables = draft.message_variables.iter().flat_map(|variables| variables.keys());
    let variables: Vec<&String> = variables.collect();
    let is_constant = |field: &&str| variables.iter().any(|key| key.eq_ignore_ascii_case(field));
    let is_own = |field: &&str| OWN_FIELDS.iter().any(|own| own.eq_ignore_ascii_case(field));
    for field in used.chain(said.filter(|field| !is_own(field) && !is_constant(field))) {
        if !columns.iter().any(|column| column.eq_ignore_ascii_case(field)) {
            columns.push(field.to_owned());
        }
    }
    columns
}

/// Returns the placeholders in a message.
fn merge_fields(message: &str) -> impl Iterator<Item = &str> {
    let rest_of_each = message.split('{').skip(1);
    rest_of_each
        .filter_map(|rest| rest.split_once('}'))
        .map(|(field, _)| field.trim())
        .filter(|field| !field.is_empty())
}
