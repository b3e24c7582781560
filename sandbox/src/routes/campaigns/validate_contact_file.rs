use axum::{http::StatusCode, response::Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, Issue, json},
        page::Page,
    },
    routes::campaigns::index_of,
    rules::contact_file::{FILES, read},
    world::contact_details::ContactDetails,
};

/// The API's `NewContact`, with the fields that a file can have.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NewContact")]
pub struct FileContact {
    name: String,
    phone: Option<String>,
    note: String,
    whatsapp_phone: Option<String>,
    contact_field_data: Map<String, Value>,
}

/// `POST …/{auto_dialer_campaign_id}/validate_contact_file`: the contacts in a stored file.
///
/// # Errors
/// Returns 404 if the workspace has no such campaign; 422 if the file is not stored here, or has invalid rows.
pub fn validate(caller: &Caller, id: &str, body: &[u8]) -> Result<Response, ApiError> {
    let workspace = caller.workspace();
    index_of(id, &workspace)?;
    let mut body = caller.body(body)?;
    let url = body.required_text("url");
    body.finish()?;
    let refuse = |faults: Vec<String>| {
        let issue = |msg| Issue { loc: vec!["body".into(), "url".into()], msg, kind: "value_error" };
        ApiError::unprocessable(faults.into_iter().map(issue).collect())
    };
    let file = workspace.file_at(&url).ok_or_else(|| {
        refuse(vec![format!(
            "the sandbox has no file at this address, and fetches none; upload it with PUT {FILES}{{name}}"
        )])
    })?;
    let contacts = read(file).map_err(refuse)?;
    let total = Some(contacts.len());
    let data: Vec<FileContact> = contacts.into_iter().map(view).collect();
    Ok(json(StatusCode::OK, &Page { data, total }))
}

fn view(newcomer: ContactDetails) -> FileContact {
    FileContact {
        name: newcomer.name.unwrap_or_default(),
        phone: newcomer.phone,
        note: newcomer.note.unwrap_or_default(),
        whatsapp_phone: newcomer.whatsapp_phone,
        contact_field_data: newcomer.field_data.unwrap_or_default(),
    }
}
